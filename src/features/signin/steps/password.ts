import { setTimeout as sleep } from 'node:timers/promises';
import { policy } from '../../../../config/policy.ts';
import type { Counted, Settled } from '../../../model/pools.ts';
import type { Place } from '../../../platform/gate.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { captchaDue, passesAfterAttempt } from '../../../policies/captcha.ts';
import { formatNip, readNip } from '../../../policies/nip.ts';
import type { AddressFailures } from '../address-failures.ts';
import type { CaptchaPasses } from '../captcha/passes.ts';
import { endOwnPool } from '../end-own-pool.ts';
import { closePass } from '../link/pass.ts';
import { SENT_WAY, askForLink } from '../link/send-link.ts';
import { asStranger, findTarget } from '../password-target.ts';
import type { PasswordTarget } from '../password-target.ts';
import type { Outcome, Page, SigninDeps, Step, Visit, Waiting } from '../step.ts';
import { passkeyOptions } from './passkey.ts';
import { comparePassword, refusedAtIssuer } from './password-compared.ts';
import type { Compared } from './password-compared.ts';
import { auditLock, auditRefusal, lastFault, wrongFault } from './password-refusals.ts';
import { passwordWasRight } from './password-right.ts';
import { fault } from '../../../parts/fault.ts';
import { nipFault } from '../../../parts/nip-fault.ts';

type Deps = Pick<
  SigninDeps,
  'db' | 'kv' | 'ring' | 'hasher' | 'limits' | 'pools' | 'compose' | 'now' | 'issuer'
> & {
  failures: AddressFailures;
  passes: CaptchaPasses;
};

/** One attempt at a password that was admitted and counted. */
interface Attempt {
  visit: Visit;
  target: PasswordTarget;
  counted: Counted;
  password: string;
  typed: { nip: string; shared: boolean; family: 'PNS' | 'PPPK' };
  /** Its place in the hashing queue. */
  place: Place;
}

/** What was typed by whoever got a place in the hashing queue. */
interface Admitted {
  nip: string;
  family: 'PNS' | 'PPPK';
  password: string;
  progress: { nip: string; shared: boolean };
  place: Place;
}

/**
 * NIP and password. Order of work (design §2): cheap checks, admission to the hashing queue, count the attempt, hash,
 * settle. An unknown NIP passes through exactly the same.
 */
export function passwordStep(deps: Deps): Step {
  return {
    show: async (visit) => showPassword(deps, visit),
    submit: (visit, form) =>
      form.sendLink === undefined ? submit(deps, visit, form) : askForLink(deps, visit),
  };
}

function showPassword(
  deps: Deps,
  { uid, progress, session, account, interaction, pool, visitor }: Visit,
): Page | Waiting {
  const admission = deps.hasher.admission();
  if (admission.kind === 'full') {
    return { view: 'signin/busy', waitSeconds: retryAfter(admission.waitSeconds) };
  }
  const known = session && account ? formatNip(account.nip) : hinted(interaction.params.loginHint);
  // Ticked before it is read where people take turns; what somebody has sent stays as they sent it.
  const shared = progress.shared || (progress.nip === null && session === null && visitor.several);
  const lockedUntil = pool?.lockedUntil ?? null;
  return {
    view: 'signin/password',
    locals: {
      locked: lockedUntil === null ? null : { until: lockedUntil },
      passkey: session === null ? passkeyOptions(deps, uid) : null,
    },
    values: { nip: progress.nip ?? known, ...(shared ? { shared: '1' } : {}) },
    lockedUntil,
    note: lockedUntil !== null && visitor.way === SENT_WAY ? 'signin.link.sent' : null,
  };
}

/** `login_hint` comes from outside: only what reads as a NIP is shown. */
function hinted(hint: string | null): string {
  const read = readNip(hint ?? '');
  return read.kind === 'ok' ? formatNip(read.nip) : '';
}

function retryAfter(waitSeconds: number): number {
  return Math.max(policy.hashing.retrySeconds, waitSeconds);
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const [nip, password, shared] = [form.nip ?? '', form.password ?? '', form.shared !== undefined];
  const values: Record<string, string> = { nip, shared: shared ? '1' : '' };
  const read = readNip(nip);
  if (read.kind === 'malformed') {
    const faults = [nipFault(read)];
    if (password === '') faults.push(fault('password', 'signin.password.empty'));
    return { kind: 'refused', faults, values };
  }
  if (password === '')
    return { kind: 'refused', faults: [fault('password', 'signin.password.empty')], values };
  const progress = { nip: kept(nip, read.nip), shared };
  const entry = deps.hasher.enter();
  if (entry.kind === 'full') {
    return { kind: 'busy', waitSeconds: retryAfter(entry.waitSeconds), progress };
  }
  // Locked and captcha are said after this time too: a known NIP is looked up at more length than an unknown one.
  const floor = sleep(deps.hasher.floorMs());
  const admitted = { nip: read.nip, family: read.family, password, progress, place: entry.place };
  const outcome = await attempted(deps, visit, admitted).finally(() => entry.place.release());
  if (outcome.kind !== 'passed') await floor;
  return outcome.kind === 'refused' || outcome.kind === 'locked' ? { ...outcome, values } : outcome;
}

/** Counted, and compared where no lock and no captcha stands in the way. */
async function attempted(
  deps: Deps,
  visit: Visit,
  { nip, family, password, progress, place }: Admitted,
): Promise<Outcome> {
  const [target, failures] = await Promise.all([
    findTarget(deps, nip, visit.visitor),
    deps.failures.look(visit.visitor.address),
  ]);
  const counted = await countIn(deps, visit, target);
  if (counted.outcome.kind === 'locked') return { kind: 'locked', progress };
  const passesLeft = await payByCaptcha(deps, visit);
  // The pool's run of failures before this attempt, which is not one yet.
  const facts = { streak: counted.outcome.streak - 1, addressFailures: failures, passesLeft };
  if (captchaDue(facts, policy.captcha)) {
    await deps.pools.settle(counted.target.pool, 'void');
    return { kind: 'again', progress: { ...progress, captchaPasses: 0 } };
  }
  const attempt = { visit, target: counted.target, counted: counted.outcome, password, place };
  const outcome = await judge(deps, { ...attempt, typed: { ...progress, family } });
  if (outcome.kind !== 'refused' && outcome.kind !== 'locked') return outcome;
  const captchaPasses = passesAfterAttempt(passesLeft);
  return { ...outcome, progress: { ...progress, captchaPasses } };
}

/** The passes this attempt may go by; nothing is asked of the store where no captcha was solved here. */
async function payByCaptcha({ passes }: Deps, { uid, progress }: Visit): Promise<number> {
  const left = progress.captchaPasses;
  return left > 0 && (await passes.spend(uid)) ? left : 0;
}

/** As typed, so that a person finds it again; but what is kept for a stranger stays small. */
function kept(typed: string, nip: string): string {
  return typed.length <= 40 ? typed : nip;
}

/** Counts before anything is compared. A browser whose own pool is spent is a stranger from now on. */
async function countIn(
  deps: Deps,
  visit: Visit,
  target: PasswordTarget,
): Promise<{ target: PasswordTarget; outcome: Exclude<Counted, { kind: 'token_killed' }> }> {
  const outcome = await deps.pools.count(target.pool);
  if (outcome.kind !== 'token_killed') return { target, outcome };
  await endOwnPool(deps, visit, target);
  return countIn(deps, visit, asStranger(target));
}

/** The comparison, outside of any transaction. Where it cannot be made the attempt is taken back. */
async function judge(deps: Deps, attempt: Attempt): Promise<Outcome> {
  const { target, password, place } = attempt;
  const { pool, account } = target;
  const compared = await comparePassword(deps, { account, password, place }).catch(async (error: unknown) => {
    await deps.pools.settle(pool, 'void');
    throw error;
  });
  // A refusal takes as long as the slowest hash would have, whatever was compared with what.
  const floor = sleep(Math.max(0, deps.hasher.floorMs() - compared.tookMs));
  const outcome = compared.right
    ? await right(deps, attempt, compared)
    : await wrong(deps, attempt, await deps.pools.settle(pool, 'wrong'));
  if (outcome.kind !== 'passed') await floor;
  return outcome;
}

async function right(deps: Deps, attempt: Attempt, { outdated, code }: Compared): Promise<Outcome> {
  const { visit, target } = attempt;
  const { account } = target;
  if (!account) throw new Error('a right password without an account');
  const refused = code && (await refusedAtIssuer(deps, visit, { account, code }));
  if (refused) {
    await deps.pools.settle(target.pool, 'void');
    return refused;
  }
  await deps.pools.settleRight(target.pool, attempt.counted);
  if (target.pool.kind === 'link') await closePass(deps, target.pool);
  return passwordWasRight(deps, attempt, { account, outdated, code });
}

async function wrong(deps: Deps, attempt: Attempt, settled: Settled): Promise<Outcome> {
  const { visit, target, typed } = attempt;
  await deps.failures.count(visit.visitor.address);
  const reason = !target.account ? 'unknown_nip' : target.account.password ? 'wrong_password' : 'no_password';
  await auditRefusal(deps, attempt, reason, settled.remaining);
  if (settled.tokenKilled) {
    await endOwnPool(deps, visit, target);
    return { kind: 'refused', faults: [lastFault(target)] };
  }
  if (settled.lockedUntil !== null) {
    // Of all that were under way, the attempt that took the last try is the one that locked.
    const { counted } = attempt;
    if (counted.kind === 'admitted' && counted.remaining === 0)
      await auditLock(deps, attempt, settled.lockedUntil);
    return { kind: 'locked' };
  }
  const faults = [wrongFault(settled, target)];
  if (typed.family === 'PPPK') faults.push(fault('nip', 'signin.password.pppk'));
  return { kind: 'refused', faults };
}
