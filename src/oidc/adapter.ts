import { isDeepStrictEqual } from 'node:util';
import { errors } from 'oidc-provider';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { equal } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import { isSignedIn } from './adopt-login.ts';
import { emptyAdapter } from './empty-adapter.ts';
import { mergeSessions } from './merge-sessions.ts';
import { keyNames } from './records.ts';
import type { StoredSession } from './records.ts';
import type { RequestMemo } from './request-memo.ts';
import { noteSaved } from './settle-session.ts';

export interface AdapterDeps {
  kv: Kv;
  memo: RequestMemo;
  /** Client metadata as the provider wants it. */
  findClient: (id: string) => Promise<Record<string, unknown> | undefined>;
  now: () => number;
}

/** Read more than once in a request. */
const MEMOIZED = new Set(['Grant', 'Interaction']);
/** New ones are written beside the rest of the request: nobody knows of them before its answer has left. */
const WRITTEN_BESIDE = new Set(['Grant', 'Interaction', 'AuthorizationCode']);

/**
 * The provider's store on `kv`: one JSON string a record, single-key commands only. There is no index of a grant's
 * tokens: every use of one loads its grant, so destroying the grant ends them all.
 */
export function createAdapters(deps: AdapterDeps): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return clientAdapter(deps);
    if (model === 'Session') return sessionAdapter(deps);
    return recordAdapter(deps, model);
  };
}

function recordAdapter({ kv, memo, now }: AdapterDeps, model: string): Adapter {
  const keyOf = (id: string) => keyNames.record(model, id);
  const memoized = MEMOIZED.has(model);
  const beside = (write: Promise<void>) => (WRITTEN_BESIDE.has(model) ? memo.beforeAnswer(write) : write);
  return {
    ...emptyAdapter,
    async upsert(id, payload, expiresIn) {
      const write = { value: JSON.stringify(payload), ttlSeconds: lifetime(model, expiresIn) };
      // A grant that a logout has destroyed since it was loaded must not come back with wider scopes.
      const loaded = model === 'Grant' && memo.get(keyOf(id)) !== undefined;
      if (loaded)
        await kv.update(keyOf(id), (stored) => ({ write: stored === null ? 'keep' : write, result: null }));
      else await beside(kv.set(keyOf(id), write.value, write.ttlSeconds));
      if (memoized) memo.set(keyOf(id), write.value);
    },
    async find(id) {
      const value = (memoized ? memo.get(keyOf(id)) : undefined) ?? (await kv.get(keyOf(id)));
      if (value === null) return undefined;
      if (memoized) memo.set(keyOf(id), value);
      const payload = JSON.parse(value) as AdapterPayload;
      return model === 'RefreshToken' ? forgiving(payload, now()) : payload;
    },
    async destroy(id) {
      memo.delete(keyOf(id));
      // An interaction is deleted as its request is resumed; grants are ended by others, who must know when it is done.
      await (model === 'Interaction' ? beside(kv.delete(keyOf(id))) : kv.delete(keyOf(id)));
    },
    async consume(id) {
      // Only a token bound to a key may be repeated: whoever repeats it has proven that key (adapter.find, DPoP).
      const grace = model === 'RefreshToken' ? policy.refresh.repeatSeconds : 0;
      const first = await kv.consume(keyOf(id), Math.floor(now() / 1000), grace);
      if (!first) throw alreadyUsed(model);
    },
  };
}

/** Whatever lies in the store expires. */
function lifetime(model: string, expiresIn: number | undefined): number {
  if (expiresIn === undefined) throw new Error(`${model} without an end`);
  return expiresIn;
}

/** Within a minute the same key may repeat a refresh whose answer was lost: it is shown as not yet used. */
function forgiving(payload: AdapterPayload, nowMs: number): AdapterPayload {
  const { consumed, ...rest } = payload;
  const used = typeof consumed === 'number' ? consumed : null;
  const repeated = used !== null && nowMs / 1000 - used < policy.refresh.repeatSeconds;
  return repeated && typeof payload.jkt === 'string' ? rest : payload;
}

function alreadyUsed(model: string): Error {
  if (model === 'PushedAuthorizationRequest')
    return new errors.InvalidRequestUri('request_uri was already used');
  return new errors.InvalidGrant(`${model} was already used`);
}

function clientAdapter({ findClient }: AdapterDeps): Adapter {
  return { ...emptyAdapter, find: async (id) => (await findClient(id)) as AdapterPayload | undefined };
}

/**
 * A session lies under its uid, which never changes; the secret in the cookie is `<uid>~<jti>` (models.ts), and a
 * cookie whose jti is not the stored one is nobody's. So there is no pointer from uid to id to write and to follow.
 */
function sessionAdapter({ kv, memo }: AdapterDeps): Adapter {
  async function load(uid: string): Promise<StoredSession | undefined> {
    const key = keyNames.session(uid);
    const value = memo.get(key) ?? (await kv.get(key));
    if (value === null) return undefined;
    memo.set(key, value);
    return JSON.parse(value) as StoredSession;
  }
  return {
    ...emptyAdapter,
    async find(id) {
      const [uid = '', jti = ''] = id.split('~');
      const stored = uid && jti ? await load(uid) : undefined;
      return stored && equal(stored.jti, jti) ? (stored as unknown as AdapterPayload) : undefined;
    },
    findByUid: async (uid) => (await load(uid)) as unknown as AdapterPayload | undefined,
    async upsert(_id, payload, expiresIn) {
      const next = payload as unknown as StoredSession;
      // A session of nobody holds nothing that anybody reads; anonymous requests store as little as can be (design §6).
      if (isSignedIn(next)) await saveSession({ kv, memo }, next, lifetime('Session', expiresIn));
    },
    async destroy(id) {
      const key = keyNames.session(id.split('~')[0] ?? '');
      memo.delete(key);
      await kv.delete(key);
    },
  };
}

/**
 * Saves what changed. A session that was loaded is changed by compare-and-set: two tabs that open two applications at
 * once both stay in it, and one that was ended meanwhile stays ended. Where only its age changed it is written once a minute.
 */
async function saveSession(
  { kv, memo }: Pick<AdapterDeps, 'kv' | 'memo'>,
  next: StoredSession,
  ttlSeconds: number,
): Promise<void> {
  const key = keyNames.session(next.uid);
  const loaded = memo.get(key);
  const before = loaded === undefined ? null : (JSON.parse(loaded) as StoredSession);
  if (before && !worthSaving(before, next)) return;
  const saved = before ? await mergeInto(kv, key, { before, next, ttlSeconds }) : next;
  if (!before) await memo.beforeAnswer(kv.set(key, JSON.stringify(next), ttlSeconds));
  noteSaved(memo, next.uid, saved?.jti ?? null);
  if (!saved) return;
  memo.set(key, JSON.stringify(saved));
  if (next.accountId !== undefined && newSignin(before, next)) {
    const end = (next.startedAt ?? next.exp) + policy.session.absoluteSeconds;
    await memo.beforeAnswer(kv.addMember(keyNames.accountSessions(next.accountId), next.uid, end));
  }
}

function newSignin(before: StoredSession | null, next: StoredSession): boolean {
  return before?.accountId !== next.accountId || before?.startedAt !== next.startedAt;
}

function worthSaving(before: StoredSession, next: StoredSession): boolean {
  const { exp: oldExp, iat: _oldIat, ...old } = before;
  const { exp: newExp, iat: _newIat, ...fresh } = next;
  return newExp - oldExp >= policy.session.activityEverySeconds || !isDeepStrictEqual(old, fresh);
}

/** Null where the session was ended while this request ran. */
async function mergeInto(
  kv: Kv,
  key: string,
  { before, next, ttlSeconds }: { before: StoredSession; next: StoredSession; ttlSeconds: number },
): Promise<StoredSession | null> {
  return kv.update<StoredSession | null>(key, (stored) => {
    if (stored === null) return { write: 'keep', result: null };
    const result = mergeSessions({ before, current: JSON.parse(stored) as StoredSession, next });
    const left = Math.max(1, ttlSeconds + result.exp - next.exp);
    return { write: { value: JSON.stringify(result), ttlSeconds: left }, result };
  });
}
