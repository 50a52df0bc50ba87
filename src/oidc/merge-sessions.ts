import { isDeepStrictEqual } from 'node:util';
import type { Factors } from '../policies/assurance.ts';
import type { StoredSession } from './records.ts';

export interface SessionVersions {
  /** As this request loaded it. */
  before: StoredSession;
  /** As it lies in the store now. */
  current: StoredSession;
  /** As this request leaves it. */
  next: StoredSession;
}

/** Who is signed in, how, and under which identifier: changed by a resume alone, and only as a whole. */
const IDENTITY = [
  'jti',
  'accountId',
  'factors',
  'factorsOf',
  'epoch',
  'startedAt',
  'shared',
  'userAgent',
  'address',
  'signins',
  'transient',
  'loginTs',
  'acr',
  'amr',
] as const;

/**
 * A three-way merge: only what this request changed is laid over what others have written meanwhile. A tab that loaded the
 * session before a step-up must bring back neither the identifier that the step-up has replaced nor the older factors.
 */
export function mergeSessions({ before, current, next }: SessionVersions): StoredSession {
  if (current.accountId !== next.accountId) return current;
  const fresh = { ...current, authorizations: mergeAuthorizations({ before, current, next }) };
  const mine = next.jti !== before.jti;
  const others = current.jti !== before.jti;
  if (!mine && others) return fresh;
  if (!mine) return { ...fresh, exp: Math.max(current.exp, next.exp) };
  if (!others) return { ...fresh, ...identityOf(next), exp: next.exp };
  return mergeResumes({ before, current, next }, fresh);
}

/** Two resumes at once: the later identifier is the one its browser keeps; a newer epoch or factor is never lost. */
function mergeResumes({ before, current, next }: SessionVersions, fresh: StoredSession): StoredSession {
  const [theirs, ours] = [current.epoch ?? 0, next.epoch ?? 0];
  if (ours < theirs) return fresh;
  if (ours > theirs) return { ...fresh, ...identityOf(next), exp: next.exp };
  const changed = IDENTITY.filter((name) => !isDeepStrictEqual(before[name], next[name]));
  const identity = Object.fromEntries(changed.map((name) => [name, next[name]]));
  const factors = newest(current.factors ?? {}, next.factors ?? {});
  const signins = [...new Set([...(current.signins ?? []), ...(next.signins ?? [])])];
  return { ...fresh, ...identity, factors, signins, exp: Math.max(current.exp, next.exp) };
}

/** With `undefined` for what it has not: a whole sign-in on one's own device takes `transient` back. */
function identityOf(session: StoredSession): Partial<StoredSession> {
  return Object.fromEntries(IDENTITY.map((name) => [name, session[name]]));
}

function newest(one: Factors, two: Factors): Factors {
  const factors: Factors = { ...one };
  for (const [name, time] of Object.entries(two) as [keyof Factors, number][]) {
    factors[name] = Math.max(factors[name] ?? 0, time);
  }
  return factors;
}

type Authorizations = NonNullable<StoredSession['authorizations']>;

function mergeAuthorizations({ before, current, next }: SessionVersions): Authorizations {
  const [was, now, wanted] = [before, current, next].map((session) => session.authorizations ?? {}) as [
    Authorizations,
    Authorizations,
    Authorizations,
  ];
  const merged: Authorizations = { ...now };
  for (const client of new Set([...Object.keys(was), ...Object.keys(wanted)])) {
    const part = wanted[client];
    if (isDeepStrictEqual(was[client], part)) continue;
    if (part === undefined) delete merged[client];
    else merged[client] = withEarlierGrant(part, was[client]?.grantId, now[client]);
  }
  return merged;
}

/** Two tabs may open one application at once, each with a grant of its own: logout must end both. */
function withEarlierGrant(
  part: Authorizations[string],
  loaded: string | undefined,
  now: Authorizations[string] | undefined,
): Authorizations[string] {
  const lost = now?.grantId !== undefined && now.grantId !== loaded && now.grantId !== part.grantId;
  const earlier = [...(now?.earlierGrants ?? []), ...(lost ? [String(now.grantId)] : [])];
  return earlier.length > 0 ? { ...part, earlierGrants: earlier } : part;
}
