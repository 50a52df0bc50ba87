import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import type { OthersEnd } from '../model/people/ended-by-somebody.ts';
import { forgetUse } from '../model/people/application-use.ts';
import { revokeApplication } from '../model/people/revoke-application.ts';
import { sha256 } from '../platform/crypto.ts';
import { destroyGrants, endOneOf, tellClient } from './end-session.ts';
import type { EndDeps } from './end-session.ts';
import { endParked } from './parked-signins.ts';
import { keyNames } from './records.ts';
import type { StoredSession } from './records.ts';
import type { EndedClient } from './sessions.ts';

/** One session of an account, as its owner sees it. Times are epoch milliseconds. */
export interface ListedSession {
  uid: string;
  /** Names it in an address: the uid itself is half of what a cookie holds. */
  publicId: string;
  startedAt: number;
  lastActiveAt: number;
  userAgent: string | null;
  address: string | null;
  shared: boolean;
  clients: string[];
  /** Ids of the sign-ins in it. */
  signins: string[];
}

export interface ListedSessions {
  sessions: ListedSession[];
  /** Native apps: client ids with a refresh family. */
  apps: string[];
}

export const publicIdOf = (uid: string): string => sha256(`session:${uid}`).slice(0, 22);

/** Every session that is alive, newest first: the index of the account, then its records at once. */
export async function listSessions(deps: EndDeps, accountId: string): Promise<ListedSessions> {
  const nowSeconds = deps.now() / 1000;
  const [uids, families] = await Promise.all([
    deps.kv.members(keyNames.accountSessions(accountId), nowSeconds),
    deps.kv.members(keyNames.accountFamilies(accountId), nowSeconds),
  ]);
  const [records, grants] = await Promise.all([
    Promise.all(uids.map((uid) => deps.kv.get(keyNames.session(uid)))),
    Promise.all(families.map((member) => deps.kv.get(keyNames.record('Grant', grantOf(member))))),
  ]);
  const sessions = records.flatMap((record) => {
    const stored = record === null ? null : (JSON.parse(record) as StoredSession);
    return stored?.accountId === accountId && stored.factors ? [listed(stored)] : [];
  });
  const apps = grants.flatMap((grant) => (grant === null ? [] : [clientOf(grant)]));
  return { sessions: sessions.toSorted((a, b) => b.startedAt - a.startedAt), apps: [...new Set(apps)] };
}

function listed(stored: StoredSession): ListedSession {
  const { session } = policy;
  const idle = stored.shared ? session.sharedIdleSeconds : session.idleSeconds;
  const startedAt = stored.startedAt ?? 0;
  return {
    uid: stored.uid,
    publicId: publicIdOf(stored.uid),
    startedAt: startedAt * 1000,
    // It ends so long after it was last used; near its absolute end that says too little, and the beginning is nearer.
    lastActiveAt: Math.max(startedAt, stored.exp - idle) * 1000,
    userAgent: stored.userAgent ?? null,
    address: stored.address ?? null,
    shared: stored.shared === true,
    clients: Object.keys(stored.authorizations ?? {}),
    signins: stored.signins ?? [],
  };
}

const grantOf = (member: string): string => member.split(' ')[0] ?? '';
const clientOf = (grant: string): string => (JSON.parse(grant) as { clientId?: string }).clientId ?? '';

/** Whether this is a session of theirs, and has not ended. */
export async function isAlive(
  { kv }: EndDeps,
  { accountId, uid }: { accountId: string; uid: string },
): Promise<boolean> {
  const stored = await kv.get(keyNames.session(uid));
  return stored !== null && (JSON.parse(stored) as StoredSession).accountId === accountId;
}

/**
 * All but the one this is asked from: their clients are told, and native apps must sign in anew. What is not a session yet is
 * ended first, so that none of it becomes one after the list was read; then it is written down, since what was asked for in a
 * session that has run out ends as well.
 */
export async function endOthersOf(
  deps: EndDeps,
  { accountId, uid: kept }: { accountId: string; uid: string },
  { reason, context = { actor: accountId } }: { reason: OthersEnd; context?: AuditContext | undefined },
): Promise<EndedClient[]> {
  const now = deps.now();
  const nowSeconds = now / 1000;
  const here = { at: now, ...context, session: kept };
  await endParked(deps, accountId, { by: kept });
  await audit(deps.db, { type: 'session.others-ended', accountId, details: { reason } }, here);
  const [uids, families] = await Promise.all([
    deps.kv.members(keyNames.accountSessions(accountId), nowSeconds),
    deps.kv.members(keyNames.accountFamilies(accountId), nowSeconds),
  ]);
  const others = uids.filter((uid) => uid !== kept);
  const told = await Promise.all(
    others.map((uid) => endOneOf(deps, { accountId, uid }, { reason, context: here })),
  );
  await endFamilies(deps, accountId, families);
  return told.flat();
}

/** What an account began before then (epoch ms), in an emergency: as if it had been logged out. How many sessions that were. */
export async function endBeforeOf(
  deps: EndDeps,
  { accountId, before }: { accountId: string; before: number },
): Promise<number> {
  const { sessions } = await listSessions(deps, accountId);
  const old = sessions.filter(({ startedAt }) => startedAt < before);
  const context = { actor: 'system' };
  await Promise.all(
    old.map(({ uid }) => endOneOf(deps, { accountId, uid }, { reason: 'emergency', context })),
  );
  return old.length;
}

async function endFamilies(deps: EndDeps, accountId: string, families: string[]): Promise<void> {
  await destroyGrants(deps, families.map(grantOf));
  for (const member of families) await deps.kv.removeMember(keyNames.accountFamilies(accountId), member);
}

/**
 * A client loses what its owner gave it, its part in every session and its refresh families; what it was given before dies with
 * its grants. The consent first: nothing new is given while the rest ends.
 */
export async function endClientOf(
  deps: EndDeps,
  { accountId, clientId }: { accountId: string; clientId: string },
  from: AuditContext = { actor: accountId },
): Promise<void> {
  const now = deps.now();
  const nowSeconds = now / 1000;
  await deps.db.transaction().execute((trx) => revokeApplication(trx, { accountId, clientId, now }, from));
  const uids = await deps.kv.members(keyNames.accountSessions(accountId), nowSeconds);
  for (const uid of uids) await leaveSession(deps, { accountId, clientId, uid });
  const families = await deps.kv.members(keyNames.accountFamilies(accountId), nowSeconds);
  const grants = await Promise.all(
    families.map((one) => deps.kv.get(keyNames.record('Grant', grantOf(one)))),
  );
  const theirs = families.filter((_, at) => grants[at] != null && clientOf(grants[at] ?? '') === clientId);
  await endFamilies(deps, accountId, theirs);
  // A code redeemed before its grant ended has written its use down again.
  await deps.db.transaction().execute((trx) => forgetUse(trx, { accountId, clientId }));
}

async function leaveSession(
  deps: EndDeps,
  { accountId, clientId, uid }: { accountId: string; clientId: string; uid: string },
): Promise<void> {
  const part = await deps.kv.update(keyNames.session(uid), (current) => {
    const stored = current === null ? null : (JSON.parse(current) as StoredSession);
    const found = stored?.accountId === accountId ? stored.authorizations?.[clientId] : undefined;
    if (!stored || !found) return { write: 'keep' as const, result: null };
    const { [clientId]: gone, ...authorizations } = stored.authorizations ?? {};
    const ttlSeconds = Math.max(1, stored.exp - Math.floor(deps.now() / 1000));
    return {
      write: { value: JSON.stringify({ ...stored, authorizations }), ttlSeconds },
      result: gone ?? null,
    };
  });
  if (!part) return;
  const grants = [part.grantId, ...(part.earlierGrants ?? [])].filter((id) => id !== undefined);
  await destroyGrants(deps, grants);
  await tellClient(deps, { accountId, clientId, sid: part.sid });
}
