import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext, SigninRefusal } from '../../model/audit.ts';
import { judgeTotp } from '../../model/credentials/judge-totp.ts';
import type { TotpVerdict } from '../../model/credentials/judge-totp.ts';
import { forcePasswordRecovery } from '../../model/credentials/password.ts';
import { takeRecoveryCode } from '../../model/credentials/recovery-codes.ts';
import { notice } from '../../model/notices.ts';
import type { Compose } from '../../model/notices.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { otpPool } from '../../model/pools.ts';
import type { Counted, PoolKey, Pools, Settled } from '../../model/pools.ts';
import type { Words } from '../../messages.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Kv } from '../../platform/kv.ts';
import { codeFormKey } from '../code-form.ts';
import { clockFault } from './clock-fault.ts';
import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { plainCode } from './plain-code.ts';

export interface SecondFactorDeps {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  pools: Pools;
  compose: Compose;
  now: () => number;
}

export interface SecondFactorTry {
  account: SigninAccount;
  /** What was typed, of the authenticator or of the recovery codes. */
  typed: { code: string } | { recoveryCode: string };
  /** What this try belongs to (an interaction, one form): tells a double tap from a replay. */
  uid: string;
  words: Words;
  context: AuditContext;
  /** What stood before it, and so what a wrong one tells the owner of; the password where nothing is said. */
  after?: 'mail_code' | 'session';
  /** Only an authenticator confirmed before this counts (epoch ms). */
  before?: number | null;
  /** A used code was refused here before: it is written down once. */
  usedCodeNoted?: boolean;
}

export type SecondFactorVerdict =
  /** `since`: when what proved it came into force (epoch ms). */
  | { kind: 'right'; way: 'totp' | 'recovery_code'; since: number }
  | { kind: 'refused'; faults: Fault[]; usedCode?: boolean; counted: boolean; recoveryForced: boolean }
  /** The pool of codes is locked until then (epoch ms). */
  | { kind: 'locked'; until: number };

/**
 * Judges a second factor, wherever one is asked for: the sign-in, a recovery, an act that needs proof. Counted before it is
 * compared, in the one pool of codes of this account; each time step and each recovery code works once; a wrong clock or an
 * old entry is named; a wrong one is told to the owner, and twenty in a row force a recovery (contract, "TOTP").
 */
export async function judgeSecondFactor(
  deps: SecondFactorDeps,
  attempt: SecondFactorTry,
): Promise<SecondFactorVerdict> {
  const malformed = formFault(attempt);
  if (malformed) return { kind: 'refused', faults: [malformed], counted: false, recoveryForced: false };
  const pool = otpPool(attempt.account.id);
  const counted = await deps.pools.count(pool);
  if (counted.kind !== 'admitted') return { kind: 'locked', until: await lockEnd(deps, pool) };
  const judging = 'code' in attempt.typed ? judgeCode : judgeRecoveryCode;
  return judging(deps, attempt, { pool, counted }).catch(async (error: unknown) => {
    await deps.pools.settle(pool, 'void');
    throw error;
  });
}

export interface CountedTry extends Pick<SecondFactorTry, 'account' | 'context'> {
  /** Compares what was typed with what was sent; `gone`: there was nothing to compare it with. */
  compare: () => Promise<'right' | 'wrong' | 'gone'>;
  /** What a page says of a wrong one. */
  faults: (settled: Settled) => Fault[];
}

export type CountedVerdict =
  | { kind: 'right' | 'gone' }
  | { kind: 'refused'; faults: Fault[]; recoveryForced: boolean }
  /** The pool of codes is locked until then (epoch ms). */
  | { kind: 'locked'; until: number };

/** A second factor that its caller compares (a code sent by SMS): in the same pool, told and locked like the others. */
export async function judgeCounted(
  deps: SecondFactorDeps,
  { account, context, compare, faults }: CountedTry,
): Promise<CountedVerdict> {
  const pool = otpPool(account.id);
  const counted = await deps.pools.count(pool);
  if (counted.kind !== 'admitted') return { kind: 'locked', until: await lockEnd(deps, pool) };
  const verdict = await compare().catch(async (error: unknown) => {
    await deps.pools.settle(pool, 'void');
    throw error;
  });
  if (verdict === 'right') await deps.pools.settleRight(pool, counted);
  else if (verdict !== 'wrong') await deps.pools.settle(pool, 'void');
  if (verdict !== 'wrong') return { kind: verdict };
  const wrong = { pool, counted, reason: 'wrong_code' as const, faults };
  return refuseWrong(deps, { account, context }, wrong);
}

interface Counting {
  pool: PoolKey;
  counted: Counted;
}

function formFault({ typed }: SecondFactorTry): Fault | null {
  if ('code' in typed)
    return /^\d{6}$/.test(plainCode(typed.code)) ? null : fault('code', codeFormKey(typed.code));
  return typed.recoveryCode.trim() === '' ? fault('recoveryCode', 'signin.recovery-code.empty') : null;
}

async function lockEnd({ pools, now }: SecondFactorDeps, pool: PoolKey): Promise<number> {
  return (await pools.look(pool)).lockedUntil ?? now() + policy.lockout.otp.firstLockSeconds * 1000;
}

async function judgeCode(
  deps: SecondFactorDeps,
  attempt: SecondFactorTry,
  counting: Counting,
): Promise<SecondFactorVerdict> {
  const { account, uid, before } = attempt;
  const code = 'code' in attempt.typed ? plainCode(attempt.typed.code) : '';
  const verdict = await judgeTotp(deps, { account, code, uid, before, now: deps.now() });
  if (verdict.kind === 'right' || verdict.kind === 'double_tap') {
    await deps.pools.settleRight(counting.pool, counting.counted);
    return { kind: 'right', way: 'totp', since: verdict.since };
  }
  if (verdict.kind === 'young') return refuseYoung(deps, counting.pool);
  if (verdict.kind === 'used') return refuseUsed(deps, attempt, { ...counting, verdict });
  if (verdict.kind !== 'wrong') await auditDiagnosis(deps, attempt, verdict);
  const faults = (settled: Settled) => diagnosis(attempt, verdict, settled);
  return refuseWrong(deps, attempt, { ...counting, reason: 'wrong_code', faults });
}

async function judgeRecoveryCode(
  deps: SecondFactorDeps,
  attempt: SecondFactorTry,
  counting: Counting,
): Promise<SecondFactorVerdict> {
  const now = deps.now();
  const typed = 'recoveryCode' in attempt.typed ? attempt.typed.recoveryCode : '';
  const telling = { compose: deps.compose, context: attempt.context };
  const taken = await deps.db
    .transaction()
    .execute((trx) => takeRecoveryCode(trx, { accountId: attempt.account.id, typed, now }, telling));
  if (taken) {
    await deps.pools.settleRight(counting.pool, counting.counted);
    return { kind: 'right', way: 'recovery_code', since: attempt.account.recoveryCodesSince ?? now };
  }
  const faults = ({ remaining }: Settled) => [
    fault('recoveryCode', 'signin.recovery-code.wrong', { count: remaining }),
  ];
  return refuseWrong(deps, attempt, { ...counting, reason: 'wrong_recovery_code', faults });
}

/** A used code is no guess: whoever shows it knows it already, so it costs no try, opens nothing and is written down once. */
async function refuseUsed(
  { db, pools }: SecondFactorDeps,
  { account, context, usedCodeNoted }: SecondFactorTry,
  { pool, verdict }: Counting & { verdict: Extract<TotpVerdict, { kind: 'used' }> },
): Promise<SecondFactorVerdict> {
  await pools.settle(pool, 'void');
  const faults = [fault('code', 'signin.totp.used', { seconds: verdict.nextInSeconds })];
  if (!usedCodeNoted) {
    const details = { reason: 'used_code' as const, pool: pool.kind };
    await audit(db, { type: 'signin.refused', accountId: account.id, details }, context);
  }
  return { kind: 'refused', faults, usedCode: true, counted: false, recoveryForced: false };
}

/** A good code, and spent by this, but of an authenticator too young for what it was given for: no guess either. */
async function refuseYoung({ pools }: SecondFactorDeps, pool: PoolKey): Promise<SecondFactorVerdict> {
  await pools.settle(pool, 'void');
  const faults = [fault('code', 'account.proof.young')];
  return { kind: 'refused', faults, counted: false, recoveryForced: false };
}

async function auditDiagnosis(
  { db }: SecondFactorDeps,
  { account, context }: SecondFactorTry,
  verdict: Extract<TotpVerdict, { kind: 'clock' | 'old_entry' }>,
): Promise<void> {
  const { kind } = verdict;
  const details = kind === 'clock' ? { kind, minutesOff: verdict.minutesOff } : { kind };
  await audit(db, { type: 'totp.diagnosed', accountId: account.id, details }, context);
}

/** What is known about the code, and, since it was counted, how many tries are left. */
function diagnosis(
  { account, words }: SecondFactorTry,
  verdict: Extract<TotpVerdict, { kind: 'wrong' | 'clock' | 'old_entry' }>,
  { remaining }: Settled,
): Fault[] {
  const values = { count: remaining };
  if (verdict.kind === 'wrong') return [fault('code', 'signin.totp.wrong', values)];
  const left = fault('code', 'signin.totp.tries', values);
  if (verdict.kind === 'clock') return [clockFault(verdict.minutesOff), left];
  const labels = account.authenticators.map(({ label }) => `“${label}”`);
  const entry = labels.join(` ${words.t('common.or')} `);
  return [fault('code', 'signin.totp.old-entry', { date: words.date(verdict.replacedAt), entry }), left];
}

/** Counted, written down, told to the owner; after twenty without a right one the password is in other hands and must go. */
async function refuseWrong(
  deps: SecondFactorDeps,
  { account, context, after }: Pick<SecondFactorTry, 'account' | 'context' | 'after'>,
  {
    pool,
    counted,
    reason,
    faults,
  }: Counting & { reason: SigninRefusal; faults: (settled: Settled) => Fault[] },
): Promise<Exclude<SecondFactorVerdict, { kind: 'right' }>> {
  const accountId = account.id;
  const settled = await deps.pools.settle(pool, 'wrong');
  const details = { reason, pool: pool.kind, remaining: settled.remaining, ...(after ? { after } : {}) };
  await audit(deps.db, { type: 'signin.refused', accountId, details }, context);
  await tellOwner(deps, { accountId, sid: context.session, kind: toldOf(after) });
  if (settled.lockedUntil !== null && counted.kind === 'admitted' && counted.remaining === 0) {
    const locked = { pool: pool.kind, until: new Date(settled.lockedUntil).toISOString() };
    await audit(deps.db, { type: 'signin.locked', accountId, details: locked }, context);
  }
  if (settled.forceRecovery) {
    const force = { accountId, wrongCodes: policy.lockout.recoveryAfterStreak, now: deps.now() };
    const telling = { compose: deps.compose, context };
    await deps.db.transaction().execute((trx) => forcePasswordRecovery(trx, force, telling));
    const forced = [fault(null, 'signin.recovery-forced')];
    return { kind: 'refused', faults: forced, counted: true, recoveryForced: true };
  }
  if (settled.lockedUntil !== null) return { kind: 'locked', until: settled.lockedUntil };
  return { kind: 'refused', faults: faults(settled), counted: true, recoveryForced: false };
}

/** Each says what the other knows already: the password, the mailbox, or the session. */
function toldOf(after: SecondFactorTry['after']) {
  if (after === 'mail_code') return 'wrong_factor_in_recovery';
  return after === 'session' ? 'wrong_factor_for_act' : 'wrong_second_factor';
}

/** A clumsy evening is one message, not twenty. */
async function tellOwner(
  { db, kv, compose, now }: SecondFactorDeps,
  told: { accountId: string; sid: string | undefined; kind: ReturnType<typeof toldOf> },
): Promise<void> {
  const key = `told:otp:${told.kind}:${told.accountId}`;
  if (!(await kv.setIfAbsent(key, '1', policy.refusals.noticeEverySeconds))) return;
  await db.transaction().execute((trx) => notice(trx, { ...told, now: now(), compose }));
}
