import { policy } from '../../config/policy.ts';
import type { FederationDeps, StoredLogin } from './context.ts';
import type { findInteraction } from './interactions.ts';
import { keyNames } from './records.ts';

type Deps = Pick<FederationDeps, 'kv' | 'now'>;
type Found = NonNullable<Awaited<ReturnType<typeof findInteraction>>>;

interface Mark {
  /** Epoch milliseconds. */
  at: number;
  /** The interaction in which this was done: its own sign-in goes on. */
  kept: string | null;
  /** The session in which it was done; absent in what was stored before there was this. */
  by?: string | null;
}

/**
 * A sign-in is finished, and becomes a session with its last redirect only: until then no list of sessions has it. Whoever ends
 * the others, sets a password or takes a factor away means it too. Kept as long as an interaction is, in the same store.
 */
export async function endParked(
  { kv, now }: Deps,
  accountId: string,
  { kept = null, by = null }: { kept?: string | null | undefined; by?: string | null } = {},
): Promise<void> {
  const mark: Mark = { at: now(), kept, by };
  await kv.set(keyNames.parkedEnded(accountId), JSON.stringify(mark), policy.interaction.ttlSeconds);
}

/**
 * Whether an end that came after its first proof, or after its last step, has taken this sign-in along; `into`: the session that it has
 * become by now, which whoever ends the others from there keeps.
 */
export async function wasEnded({ kv }: Deps, found: Found, into: string | null = null): Promise<boolean> {
  const login = loginOf(found);
  if (!login || isBesideItsSession(found, login)) return false;
  const stored = await kv.get(keyNames.parkedEnded(login.accountId));
  if (stored === null) return false;
  const { at, kept, by } = JSON.parse(stored) as Mark;
  if (kept === found.uid || (into !== null && by === into)) return false;
  return (login.finishedAt ?? 0) <= at || login.ts < Math.floor(at / 1000);
}

/** The last redirect is followed at once; where it asks first (`switching`), there is a page to read. */
export function isOld({ now }: Pick<Deps, 'now'>, found: Found, switching: boolean): boolean {
  const login = loginOf(found);
  if (!login || isBesideItsSession(found, login)) return false;
  const { finishedSeconds, switchSeconds } = policy.interaction;
  const [since, seconds] = switching
    ? [login.finishedAt, switchSeconds]
    : [login.switchedAt ?? login.finishedAt, finishedSeconds];
  return now() - (since ?? 0) >= seconds * 1000;
}

/** What is proven beside a session, or consented to in it, lives and ends with that session: the library compares them. */
function isBesideItsSession({ session }: Found, { accountId }: StoredLogin): boolean {
  return session?.uid !== undefined && session.accountId === accountId;
}

export function loginOf(found: Found): StoredLogin | undefined {
  return found.result?.login as StoredLogin | undefined;
}
