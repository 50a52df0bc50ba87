import type Provider from 'oidc-provider';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import type { FederationDeps } from './context.ts';
import { deliverLogoutToken } from './deliver-logout-token.ts';
import { recordFailedLogout } from './logout-deliveries.ts';
import { keyNames } from './records.ts';
import type { SessionRecord } from './records.ts';
import type { EndedClient } from './sessions.ts';

export type EndDeps = Pick<FederationDeps, 'db' | 'kv' | 'clients' | 'now' | 'log'> & {
  provider: () => Provider;
};

interface Part {
  clientId: string;
  sid: string | undefined;
  grantId: string | undefined;
}

/**
 * Ends one session for good: its record first, so that nothing new begins in it, then its grants (every token dies with
 * its grant, a native app's refresh family too: OpenID Back-Channel Logout §2.7), while all clients are told at once.
 */
export async function endSession(
  deps: EndDeps,
  session: SessionRecord,
  context: AuditContext,
): Promise<EndedClient[]> {
  const { accountId, uid } = session;
  const parts = partsOf(session);
  await session.destroy();
  if (accountId === undefined) return [];
  await deps.kv.removeMember(keyNames.accountSessions(accountId), uid);
  const [ended] = await Promise.all([
    Promise.all(parts.map((part) => tell(deps, { accountId, part }))),
    Promise.all(parts.map(({ grantId }) => destroyGrant(deps, grantId))),
  ]);
  await audit(
    deps.db,
    { type: 'logout', accountId, details: { clients: parts.map(({ clientId }) => clientId) } },
    context,
  );
  return ended.filter((client) => client !== null);
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
  const { Session } = deps.provider();
  const sessions = await Promise.all(uids.map(async (uid) => Session.findByUid(uid)));
  const parts = sessions.flatMap((session) => (session?.accountId === accountId ? partsOf(session) : []));
  await Promise.all(sessions.map((session) => session?.destroy()));
  const grantIds = [
    ...parts.map(({ grantId }) => grantId),
    ...families.map((member) => member.split(' ')[0]),
  ];
  const clientIds = [...new Set(parts.map(({ clientId }) => clientId))];
  const [ended] = await Promise.all([
    Promise.all(
      clientIds.map((clientId) =>
        tell(deps, { accountId, part: { clientId, sid: undefined, grantId: undefined } }),
      ),
    ),
    Promise.all([...new Set(grantIds)].map((id) => destroyGrant(deps, id))),
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

function partsOf(session: Pick<SessionRecord, 'authorizations'>): Part[] {
  return Object.entries(session.authorizations ?? {}).map(([clientId, { sid, grantId }]) => ({
    clientId,
    sid,
    grantId,
  }));
}

/** Null where the client has no part in it that people know of (the portal is us, a removed client is nobody). */
async function tell(
  deps: EndDeps,
  { accountId, part }: { accountId: string; part: Part },
): Promise<EndedClient | null> {
  const client = await deps.clients.find(part.clientId);
  if (!client || client.id === 'portal') return null;
  const ended = { clientId: client.id, name: client.name };
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

async function destroyGrant({ kv }: EndDeps, grantId: string | undefined): Promise<void> {
  if (grantId === undefined) return;
  await kv.delete(keyNames.record('Grant', grantId));
}
