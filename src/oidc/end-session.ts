import type Provider from 'oidc-provider';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import type { Db } from '../platform/db.ts';
import { noteLogoutSent } from '../model/logout-sent.ts';
import type { SessionEnd } from '../model/people/ended-by-somebody.ts';
import type { FederationDeps } from './context.ts';
import { deliverLogoutToken } from './deliver-logout-token.ts';
import { recordFailedLogout } from './logout-deliveries.ts';
import { keyNames } from './records.ts';
import type { SessionRecord, StoredSession } from './records.ts';
import type { EndedClient } from './sessions.ts';

export type EndDeps = Pick<FederationDeps, 'db' | 'kv' | 'clients' | 'now' | 'log'> & {
  provider: () => Provider;
};

interface Part {
  clientId: string;
  sid: string | undefined;
  grantIds: string[];
}

/**
 * Ends one session for good: its record is taken first, so that nothing new begins in it and whatever another tab has just
 * begun is known; then its grants end (every token dies with its grant, a native app's refresh family too: OpenID
 * Back-Channel Logout §2.7), while all clients are told at once.
 */
export async function endSession(
  deps: EndDeps,
  session: SessionRecord,
  context: AuditContext,
): Promise<EndedClient[]> {
  const { accountId, uid } = session;
  const taken = await takeSession(deps, uid);
  session.destroyed = true;
  // Another request has just ended it, and tells its clients.
  if (!taken || accountId === undefined) return [];
  const { clients, ended } = await endTaken(deps, { accountId, uid, taken });
  await audit(deps.db, { type: 'logout', accountId, details: { clients } }, context);
  return ended;
}

/** Ends everything of an account: sessions and native apps. Each client is told once, by `sub` alone. */
export async function endAllOf(
  deps: EndDeps,
  accountId: string,
  { reason, context }: { reason: string; context: AuditContext },
): Promise<EndedClient[]> {
  const nowSeconds = deps.now() / 1000;
  const [uids, families] = await Promise.all([
    deps.kv.members(keyNames.accountSessions(accountId), nowSeconds),
    deps.kv.members(keyNames.accountFamilies(accountId), nowSeconds),
  ]);
  const sessions = await Promise.all(uids.map((uid) => takeSession(deps, uid)));
  const parts = sessions.flatMap((session) => (session?.accountId === accountId ? partsOf(session) : []));
  const grantIds = [
    ...parts.flatMap(({ grantIds: ids }) => ids),
    ...families.map((member) => member.split(' ')[0] ?? ''),
  ];
  const clientIds = [...new Set(parts.map(({ clientId }) => clientId))];
  const [ended] = await Promise.all([
    Promise.all(
      clientIds.map((clientId) =>
        tell(deps, { accountId, part: { clientId, sid: undefined, grantIds: [] } }),
      ),
    ),
    destroyGrants(deps, grantIds),
    ...uids.map((uid) => deps.kv.removeMember(keyNames.accountSessions(accountId), uid)),
    ...families.map((member) => deps.kv.removeMember(keyNames.accountFamilies(accountId), member)),
  ]);
  await audit(
    deps.db,
    { type: 'session.ended', accountId, details: { reason, clients: clientIds } },
    context,
  );
  return ended.filter((client) => client !== null);
}

/**
 * Ends one session of an account by its uid, wherever it is; nothing where it is gone, or somebody else's. That it was ended is written
 * down with its taking, before anybody is told: what was asked for in it is carried out no more.
 */
export async function endOneOf(
  deps: EndDeps,
  { accountId, uid }: { accountId: string; uid: string },
  { reason, context }: { reason: SessionEnd; context: AuditContext },
): Promise<EndedClient[]> {
  const record = await deps.kv.get(keyNames.session(uid));
  const stored = record === null ? null : (JSON.parse(record) as StoredSession);
  if (stored?.accountId !== accountId) return [];
  const { userAgent = null, address = null } = stored;
  const clients = partsOf(stored).map(({ clientId }) => clientId);
  const details = { sid: uid, reason, clients, browser: userAgent, address };
  const taken = await takeWithRow(deps, uid, (trx) =>
    audit(trx, { type: 'session.ended', accountId, details }, context),
  );
  return taken ? (await endTaken(deps, { accountId, uid, taken })).ended : [];
}

/** Takes the transaction back: another request has ended it meanwhile, and written that down. */
class AlreadyEnded extends Error {}

/** Taken last: where the row cannot be written the session goes on, and may be ended again. */
async function takeWithRow(
  deps: EndDeps,
  uid: string,
  write: (trx: Db) => Promise<unknown>,
): Promise<StoredSession | null> {
  let taken: StoredSession | null = null;
  try {
    await deps.db.transaction().execute(async (trx) => {
      await write(trx);
      taken = await takeSession(deps, uid);
      if (!taken) throw new AlreadyEnded();
    });
  } catch (error) {
    if (error instanceof AlreadyEnded) return null;
    if (taken === null) throw error;
    // Only the commit failed, and nothing brings the session back: its grants must end all the same.
    deps.log.error({ err: error }, 'the end of a session was not committed');
    await write(deps.db).catch((err: unknown) =>
      deps.log.error({ err }, 'the end of a session is not in the log'),
    );
  }
  return taken;
}

/** Its record is gone already: its clients are told, and its grants end. */
async function endTaken(
  deps: EndDeps,
  { accountId, uid, taken }: { accountId: string; uid: string; taken: StoredSession },
): Promise<{ clients: string[]; ended: EndedClient[] }> {
  const parts = partsOf(taken);
  await deps.kv.removeMember(keyNames.accountSessions(accountId), uid);
  const [told] = await Promise.all([
    Promise.all(parts.map((part) => tell(deps, { accountId, part }))),
    destroyGrants(
      deps,
      parts.flatMap(({ grantIds }) => grantIds),
    ),
  ]);
  return {
    clients: parts.map(({ clientId }) => clientId),
    ended: told.filter((client) => client !== null),
  };
}

export async function takeSession({ kv }: EndDeps, uid: string): Promise<StoredSession | null> {
  const taken = await kv.take(keyNames.session(uid));
  return taken === null ? null : (JSON.parse(taken) as StoredSession);
}

function partsOf(session: StoredSession): Part[] {
  return Object.entries(session.authorizations ?? {}).map(([clientId, { sid, grantId, earlierGrants }]) => ({
    clientId,
    sid,
    grantIds: [grantId, ...(earlierGrants ?? [])].filter((id) => id !== undefined),
  }));
}

export const tellClient = (
  deps: EndDeps,
  told: { accountId: string; clientId: string; sid: string | undefined },
) =>
  tell(deps, { accountId: told.accountId, part: { clientId: told.clientId, sid: told.sid, grantIds: [] } });

/** Null where the client has no part in it that people know of (the portal is us, a removed client is nobody). */
async function tell(
  deps: EndDeps,
  { accountId, part }: { accountId: string; part: Part },
): Promise<EndedClient | null> {
  const client = await deps.clients.find(part.clientId);
  if (!client || client.id === 'portal') return null;
  const ended = { clientId: client.id, name: client.name, href: client.uri };
  if (typeof client.metadata.backchannel_logout_uri !== 'string') {
    return { ...ended, done: client.metadata.application_type === 'native' };
  }
  const done = await sendLogoutToken(deps, { clientId: client.id, accountId, sid: part.sid });
  return { ...ended, done };
}

async function sendLogoutToken(
  deps: EndDeps,
  delivery: { clientId: string; accountId: string; sid: string | undefined },
): Promise<boolean> {
  await noteLogoutSent(deps.kv, delivery.clientId, deps.now());
  try {
    await deliverLogoutToken(deps.provider(), delivery);
    return true;
  } catch (error) {
    const { message } = error as { message?: string };
    deps.log.warn({ client: delivery.clientId, error: message }, 'a back-channel logout did not arrive');
    await recordFailedLogout(deps, delivery, message ?? 'unknown');
    return false;
  }
}

export async function destroyGrants({ kv }: EndDeps, grantIds: string[]): Promise<void> {
  await Promise.all([...new Set(grantIds)].map((id) => kv.delete(keyNames.record('Grant', id))));
}
