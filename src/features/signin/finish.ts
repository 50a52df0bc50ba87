import { audit } from '../../model/audit.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { recordSignin } from '../../model/record-signin.ts';
import { assess } from '../../policies/assurance.ts';
import type { Factors } from '../../policies/assurance.ts';
import { auditContext } from './audit-context.ts';
import type { SigninDeps, Visit } from './step.ts';
import { accountOf } from './account-of.ts';

type Deps = Pick<SigninDeps, 'db' | 'watch' | 'now'>;

/** `ended`: the account's epoch was raised while this sign-in went on; nothing is written, it must start over. */
export type Finish = ({ kind: 'finished' } & Finished) | { kind: 'ended' };

interface Finished {
  /** Where the authorization request resumes. */
  to: string;
  /** For the browser's device cookie; null where it is not to be remembered. */
  device: string | null;
  /** Somebody signed in, rather than proved or confirmed something beside a session; and in which language they are told things. */
  signedIn: boolean;
  accountId: string;
  locale: string | null;
  shared: boolean;
}

/**
 * Every step is done: one statement writes what lasts, then the provider gets its result in one write. Only here does
 * anything become a session (design §2: half a sign-in grants nothing).
 */
export async function finishSignin(deps: Deps, visit: Visit): Promise<Finish> {
  const account = accountOf(visit);
  const { interaction, session, progress } = visit;
  const finished = (to: string, how: Pick<Finished, 'device' | 'signedIn' | 'shared'>): Finish => ({
    ...{ kind: 'finished', to, accountId: account.id, locale: account.locale },
    ...how,
  });
  if (interaction.prompt === 'consent')
    return finished(await interaction.finish({ consent: true }), {
      device: null,
      signedIn: false,
      shared: false,
    });
  const continues = session !== null && session.accountId === account.id;
  const shared = progress.shared || (continues && session.shared);
  const { factors } = progress;
  // Beside a session of one's own a passkey, or one of two factors, only adds to it.
  const whole = !continues || (factors.pwd !== undefined && assess(factors, deps.now()).acr !== null);
  const proven = whole ? factors : { ...session?.factors, ...factors };
  const recorded = await record(deps, visit, { account, proven, shared, continues });
  if (!recorded) return { kind: 'ended' };
  const { epoch, device, signedIn, signin } = recorded;
  // The session's own factors stay with the session; here only what this interaction has proven.
  const login = { accountId: account.id, factors, epoch, shared, whole, signin };
  return finished(await interaction.finish({ login }), { device, signedIn, shared });
}

async function record(
  { db, watch, now }: Deps,
  visit: Visit,
  {
    account,
    proven,
    shared,
    continues,
  }: { account: SigninAccount; proven: Factors; shared: boolean; continues: boolean },
): Promise<{ epoch: number; device: string | null; signedIn: boolean; signin?: string } | null> {
  const { visitor, progress } = visit;
  const context = auditContext(visit, now());
  // The epoch of the first proof: what was raised since then is to end this sign-in, not to be taken over by it.
  const epoch = progress.epoch ?? account.epoch;
  // A step-up, or a session confirmed: nothing was proven that a device or a date should remember.
  const signedIn = !continues || progress.factors.pwd !== undefined;
  if (!signedIn) {
    const act = visit.interaction.act?.value;
    if (act !== undefined) {
      await audit(db, { type: 'stepup.proven', accountId: account.id, details: { act } }, context);
    }
    return { epoch, device: null, signedIn };
  }
  const { acr, amr } = assess(proven, now());
  const { device: token, userAgent } = visitor;
  const signin = {
    accountId: account.id,
    epoch,
    now: now(),
    startedAt: startOf(progress.factors, now()),
    browser: { token, userAgent, remember: !shared },
    proven: { acr: acr ?? 'none', amr, shared },
    activated: progress.enrolled,
  };
  const recorded = await recordSignin(db, signin, context);
  if (!recorded) return null;
  // This request has read that the account may sign in, and just now that its epoch stands.
  watch.saw(account.id, { epoch, usable: true, sessionsFrom: account.sessionsFrom });
  return { epoch, ...recorded, signedIn };
}

/** As the session will have it (oidc/adopt-login.ts): the newest of what was proven here. */
function startOf(factors: Factors, nowMs: number): number {
  const times = Object.values(factors).filter((time) => typeof time === 'number');
  return times.length > 0 ? Math.max(...times) : Math.floor(nowMs / 1000);
}
