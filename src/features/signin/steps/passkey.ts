import { cancelResets } from '../../../model/credentials/authenticator-reset.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { startOver } from '../../../model/progress.ts';
import { fault } from '../../../parts/fault.ts';
import { createPasskeyChallenges } from '../../../parts/passkey/challenges.ts';
import type { Bound } from '../../../parts/passkey/challenges.ts';
import { judgePasskey, noteOf } from '../../../parts/passkey/judge-passkey.ts';
import type { PasskeyVerdict } from '../../../parts/passkey/judge-passkey.ts';
import { assertionOptions } from '../../../parts/passkey/options.ts';
import type { AssertionOptions } from '../../../parts/passkey/options.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Factors } from '../../../policies/assurance.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { standingOf } from '../standing.ts';
import { freezeLimit } from '../usable-factors.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'compose' | 'now' | 'issuer'>;

export const PASSKEY_WAY = 'passkey';
const REFUSED = fault(null, 'signin.passkey.refused');

/** What the browser is asked for at the NIP field and beside it: any passkey of ours, nobody's list. */
export function passkeyOptions(
  deps: Pick<Deps, 'kv' | 'ring' | 'now' | 'issuer'>,
  uid: string,
): AssertionOptions {
  const challenge = createPasskeyChallenges(deps).make(['signin', uid]);
  return assertionOptions(deps.issuer, { challenge });
}

/** As the second factor the account is proven, so its own are named. */
function ownOptions(deps: Deps, visit: Visit): AssertionOptions {
  const account = accountOf(visit);
  const challenge = createPasskeyChallenges(deps).make(boundTo(visit, account));
  return assertionOptions(deps.issuer, { challenge, allow: account.passkeys });
}

/** A challenge for somebody's second factor is none for a whole sign-in, and the other way round. */
function boundTo({ uid }: Visit, account: SigninAccount | null): Bound {
  return account ? ['second', uid, account.id] : ['signin', uid];
}

/** A passkey as the second factor: after the password, or alone where a stronger proof is asked for. */
export function passkeyStep(deps: Deps): Step {
  return {
    show: async (visit) => showFactor(deps, visit),
    submit: (visit, form) => submitFactor(deps, visit, form),
  };
}

function showFactor(deps: Deps, visit: Visit): Page {
  const { interaction, uid } = visit;
  const account = accountOf(visit);
  const others = interaction.requiredAcr !== 'phr' && account.authenticators.length > 0;
  return {
    view: 'signin/passkey',
    locals: { options: ownOptions(deps, visit), totpHref: others ? `/interaction/${uid}?way=totp` : null },
    step: PASSKEY_WAY,
  };
}

async function submitFactor(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const account = accountOf(visit);
  const verdict = await judged(deps, visit, { form, account });
  if (verdict.kind !== 'right') return { ...refused(visit, verdict, account), way: PASSKEY_WAY };
  await endResets(deps, visit, account);
  const factors = { ...visit.progress.factors, ...provenBy(deps, verdict) };
  return { kind: 'passed', progress: { factors } };
}

/**
 * A passkey as the whole sign-in: it names its account itself, and neither captcha nor locked pool stands before it, since it
 * cannot be guessed. The account's state is told only after a good answer, as after a right password.
 */
export async function signInByPasskey(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  // Offered there by no page of ours: a passkey is made and used on one's own device (design §6).
  if (form.shared !== undefined) return { kind: 'refused', faults: [fault(null, 'signin.passkey.shared')] };
  const verdict = await judged(deps, visit, { form, account: null });
  if (verdict.kind !== 'right') return refused(visit, verdict, null);
  const account = await findSigninAccountById(deps.db, verdict.passkey.accountId);
  if (!account) return { kind: 'refused', faults: [REFUSED] };
  const standing = standingOf(account, { thawable: false });
  if (standing.kind === 'may_not')
    return { kind: 'refused', faults: [fault(null, `signin.not-active.${standing.reason}`)] };
  await endResets(deps, visit, account);
  return {
    kind: 'passed',
    // Whatever somebody else has proven here before is not theirs.
    progress: {
      ...startOver(visit.progress),
      accountId: account.id,
      epoch: account.epoch,
      passwordSetAt: account.password?.setAt ?? null,
      factors: provenBy(deps, verdict),
    },
  };
}

/** The same words for every reason; what was written down once is remembered. */
function refused(
  { progress }: Visit,
  verdict: Exclude<PasskeyVerdict, { kind: 'right' }>,
  account: SigninAccount | null,
): Extract<Outcome, { kind: 'refused' }> {
  const note = verdict.kind === 'refused' ? noteOf(verdict.reason, { accountId: account?.id ?? null }) : null;
  if (note === null || progress.noted.includes(note)) return { kind: 'refused', faults: [REFUSED] };
  return { kind: 'refused', faults: [REFUSED], progress: { noted: [...progress.noted, note] } };
}

function judged(
  deps: Deps,
  visit: Visit,
  { form, account }: { form: Fields; account: SigninAccount | null },
): Promise<PasskeyVerdict> {
  return judgePasskey(deps, {
    typed: form.passkey ?? '',
    bound: boundTo(visit, account),
    accountId: account?.id ?? null,
    before: account ? freezeLimit(account) : null,
    toNote: (note) => !visit.progress.noted.includes(note),
    context: auditContext(visit, deps.now()),
  });
}

/** Whoever still has a passkey needs no reset: one that runs was somebody else's, or is not needed any more (design §6). */
async function endResets({ db, compose, now }: Deps, visit: Visit, account: SigninAccount): Promise<void> {
  if (account.reset === null) return;
  const telling = { compose, context: auditContext(visit, now()) };
  const cancel = { accountId: account.id, by: 'old_factor' as const, now: now() };
  await db.transaction().execute((trx) => cancelResets(trx, cancel, telling));
}

/** With the age of the passkey that answered: a young one opens no console (parts/guard.ts). */
function provenBy({ now }: Deps, { factor, passkey }: Extract<PasskeyVerdict, { kind: 'right' }>): Factors {
  return { [factor]: Math.floor(now() / 1000), keySince: Math.floor(passkey.createdAt / 1000) };
}
