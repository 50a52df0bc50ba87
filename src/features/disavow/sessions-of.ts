import type { Disavowal } from '../../model/people/disavowals.ts';
import { sessionOfSignin } from '../../model/session-of-signin.ts';
import type { Sessions } from '../../oidc/sessions.ts';
import type { Kv } from '../../platform/kv.ts';
import type { SigninMark } from '../../platform/schema.ts';

type ListedSession = Awaited<ReturnType<Sessions['list']>>['sessions'][number];

/** The sessions that "Akhiri sesi itu" means, as far as they are alive: where the event happened, or what the sign-in became. */
export async function sessionsOf(
  sessions: Pick<Sessions, 'isAlive' | 'list'>,
  { accountId, sid, signin }: Pick<Disavowal, 'accountId' | 'sid' | 'signin'>,
): Promise<string[]> {
  const known = sid !== null && (await sessions.isAlive(accountId, sid)) ? [sid] : [];
  if (signin === null) return known;
  const { sessions: alive } = await sessions.list(accountId);
  const found = alive.filter((session) => isOf(session, signin)).map(({ uid }) => uid);
  return [...new Set([...known, ...found])];
}

/**
 * The same, alive or not, as far as their names are known: that of a sign-in without a name is never looked for by browser or
 * address here, since whoever left is not there to be compared.
 */
export async function namesOf(
  kv: Pick<Kv, 'get'>,
  { accountId, sid, signin }: Pick<Disavowal, 'accountId' | 'sid' | 'signin'>,
): Promise<string[]> {
  const became =
    signin?.id === undefined ? null : await sessionOfSignin(kv, { accountId, signin: signin.id });
  return [...new Set([sid, became])].filter((name) => name !== null);
}

/** Before a sign-in had a name: whatever that browser began since, from the same address. */
function isOf({ signins, startedAt, userAgent, address }: ListedSession, mark: SigninMark): boolean {
  if (mark.id !== undefined) return signins.includes(mark.id);
  return (
    startedAt >= mark.startedAt * 1000 &&
    (userAgent ?? '') === (mark.userAgent ?? '') &&
    address === mark.address
  );
}
