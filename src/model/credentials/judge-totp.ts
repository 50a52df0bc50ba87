import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { fromBase32 } from '../../platform/base32.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { stepAt, stepSeconds } from '../../platform/totp-code.ts';
import type { Authenticator, SigninAccount } from '../people/signin-account.ts';
import { totpAad } from './totp.ts';
import { clockOffset, matchingStep } from './totp-window.ts';

export type TotpVerdict =
  /** `since`: when the entry was confirmed whose code this is (epoch ms). */
  | { kind: 'right'; since: number }
  /** This very interaction has just taken this step: the person tapped twice. */
  | { kind: 'double_tap'; since: number }
  /** Right, and taken, but of an entry too young for what it was given for. */
  | { kind: 'young' }
  | { kind: 'used'; nextInSeconds: number }
  /** Right for a clock that is off; below zero the phone is late. The step is burnt. */
  | { kind: 'clock'; minutesOff: number }
  /** Right for an entry that was replaced. */
  | { kind: 'old_entry'; replacedAt: number }
  | { kind: 'wrong' };

export interface TotpTry {
  /** The account and its entries in force, as just read. */
  account: Pick<SigninAccount, 'id' | 'authenticators'>;
  code: string;
  /** The interaction, to tell a double tap from a replay. */
  uid: string;
  now: number;
  /** Only an entry confirmed before this counts (epoch ms): an account that is frozen, an act that needs an older factor. */
  before?: number | null | undefined;
}

interface Entry extends Pick<Authenticator, 'id' | 'confirmedAt'> {
  secret: Buffer;
}

interface OldEntry {
  secret: Buffer;
  replacedAt: number;
}

/**
 * Judges a code against every entry in force; each takes its steps by itself, so that a code of one is never a replay of
 * another's. To be called only after the password was right: the diagnoses tell something.
 */
export async function judgeTotp(
  { db, ring }: { db: Db; ring: KeyRing },
  attempt: TotpTry,
): Promise<TotpVerdict> {
  if (!/^\d{6}$/.test(attempt.code)) return { kind: 'wrong' };
  const entries = attempt.account.authenticators.map(({ id, confirmedAt, secretSealed }): Entry => {
    return { id, confirmedAt, secret: fromBase32(ring.decrypt(secretSealed, totpAad(id))) };
  });
  const taken = await takeMatching(db, entries, attempt);
  if (taken) return taken;
  const off = await diagnose(db, entries, attempt);
  if (off) return off;
  const replaced = await replacedEntries({ db, ring }, attempt.account.id);
  const old = replaced.find((entry) => matchingStep(entry.secret, attempt.code, attempt.now) !== null);
  return old ? { kind: 'old_entry', replacedAt: old.replacedAt } : { kind: 'wrong' };
}

/** All are compared before one is taken, so that time does not tell whose code it is. */
async function takeMatching(db: Db, entries: Entry[], attempt: TotpTry): Promise<TotpVerdict | null> {
  const steps = entries.map((entry) => ({
    entry,
    step: matchingStep(entry.secret, attempt.code, attempt.now),
  }));
  let refused: TotpVerdict | null = null;
  for (const { entry, step } of steps) {
    if (step === null) continue;
    const verdict = await takeStep(db, { entry, step }, attempt);
    if (verdict.kind !== 'used') return verdict;
    refused = verdict;
  }
  return refused;
}

/** Right for a clock that is off, of whichever entry; the nearest explanation is told, and every one is burnt. */
async function diagnose(db: Db, entries: Entry[], { code, now }: TotpTry): Promise<TotpVerdict | null> {
  const found: number[] = [];
  for (const { id, secret } of entries) {
    const off = clockOffset(secret, code, now);
    if (!off) continue;
    await burn(db, { totpId: id, step: off.step, now });
    found.push(off.minutesOff);
  }
  const [nearest] = found.toSorted((one, other) => Math.abs(one) - Math.abs(other));
  return nearest === undefined ? null : { kind: 'clock', minutesOff: nearest };
}

/** The last few: looked at only where the code is no current entry's. */
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

/**
 * One conditional UPDATE decides every race: a step is taken by whoever moves `last_step` to it, and burnt ones by nobody. One
 * of an entry that is too young is taken too: what was shown here is worth nothing elsewhere.
 */
async function takeStep(
  db: Db,
  { entry, step }: { entry: Entry; step: number },
  { uid, now, before }: TotpTry,
): Promise<TotpVerdict> {
  const since = entry.confirmedAt;
  const young = before != null && since >= before;
  const { rows } = await sql`
    update totp set last_step = ${step}, last_uid = ${uid}, last_used_at = ${new Date(now)}
    where id = ${entry.id} and last_step < ${step} and replaced_at is null
      and not burnt_steps @> ${JSON.stringify([step])}::jsonb returning id`.execute(db);
  if (rows.length === 1) return young ? { kind: 'young' } : { kind: 'right', since };
  const taken = await db
    .selectFrom('totp')
    .select(['last_step', 'last_uid', 'replaced_at'])
    .where('id', '=', entry.id)
    .executeTakeFirst();
  const again = taken?.last_step === step && taken.last_uid === uid && taken.replaced_at === null;
  if (again) return young ? { kind: 'young' } : { kind: 'double_tap', since };
  return { kind: 'used', nextInSeconds: stepSeconds - (Math.floor(now / 1000) % stepSeconds) };
}

/** Said aloud, so never accepted: a phone that is early shows the code of a step yet to come. Past steps need no memory. */
async function burn(
  db: Db,
  { totpId, step, now }: { totpId: string; step: number; now: number },
): Promise<void> {
  const oldest = stepAt(now) - policy.totp.stepsEitherSide;
  if (step < oldest) return;
  await sql`
    update totp set burnt_steps = (select coalesce(jsonb_agg(distinct burnt), '[]'::jsonb)
      from jsonb_array_elements(burnt_steps || ${JSON.stringify([step])}::jsonb) burnt
      where (burnt #>> '{}')::bigint >= ${oldest})
    where id = ${totpId}`.execute(db);
}
