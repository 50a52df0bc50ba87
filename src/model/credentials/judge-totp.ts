import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { fromBase32 } from '../../platform/base32.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { stepAt, stepSeconds } from '../../platform/totp-code.ts';
import type { SigninAccount } from '../people/signin-account.ts';
import { totpAad } from './totp.ts';
import { clockOffset, matchingStep } from './totp-window.ts';

export type TotpVerdict =
  | { kind: 'right' }
  /** This very interaction has just taken this step: the person tapped twice. */
  | { kind: 'double_tap' }
  | { kind: 'used'; nextInSeconds: number }
  /** Right for a clock that is off; below zero the phone is late. The step is burnt. */
  | { kind: 'clock'; minutesOff: number }
  /** Right for an entry that was replaced. */
  | { kind: 'old_entry'; replacedAt: number }
  | { kind: 'wrong' };

export interface TotpTry {
  /** The account and its current entry, as just read. */
  account: Pick<SigninAccount, 'id' | 'totp'>;
  code: string;
  /** The interaction, to tell a double tap from a replay. */
  uid: string;
  now: number;
}

interface OldEntry {
  secret: Buffer;
  replacedAt: number;
}

/** Judges a code. To be called only after the password was right: the diagnoses tell something. */
export async function judgeTotp(
  { db, ring }: { db: Db; ring: KeyRing },
  attempt: TotpTry,
): Promise<TotpVerdict> {
  if (!/^\d{6}$/.test(attempt.code)) return { kind: 'wrong' };
  const { id: accountId, totp: current } = attempt.account;
  if (current) {
    const secret = fromBase32(ring.decrypt(current.secretSealed, totpAad(current.id)));
    const step = matchingStep(secret, attempt.code, attempt.now);
    if (step !== null) return takeStep(db, current.id, step, attempt);
    const off = clockOffset(secret, attempt.code, attempt.now);
    if (off) {
      await burn(db, current.id, off.step, attempt.now);
      return { kind: 'clock', minutesOff: off.minutesOff };
    }
  }
  const entries = await replacedEntries({ db, ring }, accountId);
  const old = entries.find((entry) => matchingStep(entry.secret, attempt.code, attempt.now) !== null);
  return old ? { kind: 'old_entry', replacedAt: old.replacedAt } : { kind: 'wrong' };
}

/** The last three: looked at only where the code is not the current entry's. */
async function replacedEntries(
  { db, ring }: { db: Db; ring: KeyRing },
  accountId: string,
): Promise<OldEntry[]> {
  const rows = await db
    .selectFrom('totp')
    .select(['id', 'secret_enc', 'replaced_at'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is not', null)
    .orderBy('replaced_at', 'desc')
    .limit(3)
    .execute();
  return rows.map((row) => ({
    secret: fromBase32(ring.decrypt(row.secret_enc, totpAad(row.id))),
    replacedAt: row.replaced_at?.getTime() ?? 0,
  }));
}

/** One conditional UPDATE decides every race: a step is taken by whoever moves `last_step` to it, and burnt ones by nobody. */
async function takeStep(db: Db, totpId: string, step: number, { uid, now }: TotpTry): Promise<TotpVerdict> {
  const { rows } = await sql`
    update totp set last_step = ${step}, last_uid = ${uid}, last_used_at = ${new Date(now)}
    where id = ${totpId} and last_step < ${step} and replaced_at is null
      and not burnt_steps @> ${JSON.stringify([step])}::jsonb returning id`.execute(db);
  if (rows.length === 1) return { kind: 'right' };
  const taken = await db
    .selectFrom('totp')
    .select(['last_step', 'last_uid'])
    .where('id', '=', totpId)
    .executeTakeFirst();
  if (taken?.last_step === step && taken.last_uid === uid) return { kind: 'double_tap' };
  return { kind: 'used', nextInSeconds: stepSeconds - (Math.floor(now / 1000) % stepSeconds) };
}

/** Said aloud, so never accepted: a phone that is early shows the code of a step yet to come. Past steps need no memory. */
async function burn(db: Db, totpId: string, step: number, now: number): Promise<void> {
  const oldest = stepAt(now) - policy.totp.stepsEitherSide;
  if (step < oldest) return;
  await sql`
    update totp set burnt_steps = (select coalesce(jsonb_agg(distinct burnt), '[]'::jsonb)
      from jsonb_array_elements(burnt_steps || ${JSON.stringify([step])}::jsonb) burnt
      where (burnt #>> '{}')::bigint >= ${oldest})
    where id = ${totpId}`.execute(db);
}
