import { audit } from '../../../model/audit.ts';
import { judgeTotp } from '../../../model/credentials/judge-totp.ts';
import type { TotpVerdict } from '../../../model/credentials/judge-totp.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { otpPool } from '../../../model/pools.ts';
import type { Counted, PoolKey, Settled } from '../../../model/pools.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { clockFault } from '../clock-fault.ts';
import { lockOfCodes } from '../lock-of-codes.ts';
import { plainCode } from '../plain-code.ts';
import type { Fault, Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { refuseSecondFactor } from './second-factor-refusals.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'now'>;

export const RECOVERY_WAY = 'recovery-code';

/** The code of the authenticator: counted in a pool of its own, each step accepted once, a wrong clock diagnosed. */
export function totpStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: (visit, form) => submit(deps, visit, form) };
}

async function show({ pools }: Deps, visit: Visit): Promise<Page> {
  const account = accountOf(visit);
  const lockedUntil = await lockOfCodes(pools, visit);
  return {
    view: 'signin/totp',
    locals: {
      locked: lockedUntil === null ? null : { until: lockedUntil },
      entry: account.totp?.label ?? null,
      recoveryHref: account.recoveryCodesLeft > 0 ? `/interaction/${visit.uid}?way=${RECOVERY_WAY}` : null,
    },
    step: 'totp',
    lockedUntil,
  };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const account = accountOf(visit);
  const code = plainCode(form.code ?? '');
  if (!/^\d{6}$/.test(code)) {
    return { kind: 'refused', faults: [{ field: 'code', key: 'signin.code.format' }] };
  }
  const pool = otpPool(account.id);
  const counted = await deps.pools.count(pool);
  if (counted.kind !== 'admitted') return { kind: 'locked', progress: { otpRefused: true } };
  const attempt = { account, code, uid: visit.uid, now: deps.now() };
  const verdict = await judgeTotp(deps, attempt).catch(async (error: unknown) => {
    await deps.pools.settle(pool, 'void');
    throw error;
  });
  return settle(deps, visit, { account, pool, counted, verdict });
}

async function settle(
  deps: Deps,
  visit: Visit,
  {
    account,
    pool,
    counted,
    verdict,
  }: { account: SigninAccount; pool: PoolKey; counted: Counted; verdict: TotpVerdict },
): Promise<Outcome> {
  if (verdict.kind === 'right' || verdict.kind === 'double_tap') {
    await deps.pools.settleRight(pool, counted);
    const factors = { ...visit.progress.factors, otp: Math.floor(deps.now() / 1000) };
    return { kind: 'passed', progress: { factors } };
  }
  if (verdict.kind === 'used') return refuseUsed(deps, visit, { account, pool, verdict });
  if (verdict.kind !== 'wrong') await auditDiagnosis(deps, visit, { account, verdict });
  const faults = (settled: Settled) => diagnosis(visit, account, verdict, settled);
  return refuseSecondFactor(deps, { visit, account, pool, counted, reason: 'wrong_code', faults });
}

/** A used code is no guess: whoever shows it knows it already, so it costs no try, opens nothing and is written down once. */
async function refuseUsed(
  { db, pools, now }: Deps,
  visit: Visit,
  {
    account,
    pool,
    verdict,
  }: { account: SigninAccount; pool: PoolKey; verdict: Extract<TotpVerdict, { kind: 'used' }> },
): Promise<Outcome> {
  await pools.settle(pool, 'void');
  const { noted } = visit.progress;
  const faults: Fault[] = [
    { field: 'code', key: 'signin.totp.used', values: { seconds: verdict.nextInSeconds } },
  ];
  if (noted.includes('used_code')) return { kind: 'refused', faults };
  const details = { reason: 'used_code' as const, pool: pool.kind };
  const event = { type: 'signin.refused' as const, accountId: account.id, details };
  await audit(db, event, auditContext(visit, now()));
  return { kind: 'refused', faults, progress: { noted: [...noted, 'used_code'] } };
}

async function auditDiagnosis(
  { db, now }: Deps,
  visit: Visit,
  {
    account,
    verdict,
  }: { account: SigninAccount; verdict: Extract<TotpVerdict, { kind: 'clock' | 'old_entry' }> },
): Promise<void> {
  const { kind } = verdict;
  const details = kind === 'clock' ? { kind, minutesOff: verdict.minutesOff } : { kind };
  const event = { type: 'totp.diagnosed' as const, accountId: account.id, details };
  await audit(db, event, auditContext(visit, now()));
}

/** What is known about the code, and, since it was counted, how many tries are left. */
function diagnosis(
  { visitor }: Visit,
  account: SigninAccount,
  verdict: Extract<TotpVerdict, { kind: 'wrong' | 'clock' | 'old_entry' }>,
  { remaining }: Settled,
): Fault[] {
  const values = { count: remaining };
  if (verdict.kind === 'wrong') return [{ field: 'code', key: 'signin.totp.wrong', values }];
  const left: Fault = { field: 'code', key: 'signin.totp.tries', values };
  if (verdict.kind === 'clock') return [clockFault(verdict.minutesOff), left];
  const entry = account.totp?.label ?? 'ASN Digital';
  const date = visitor.words.date(verdict.replacedAt);
  return [{ field: 'code', key: 'signin.totp.old-entry', values: { date, entry } }, left];
}
