import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { maskNip } from '../../policies/nip.ts';
import { fromBase32, toBase32 } from '../../platform/base32.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { endSmsFactor } from '../people/sms-factor.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { clockOffset, matchingStep } from './totp-window.ts';

export const issuerName = 'ASN Digital';
const offerLivesMs = policy.totp.offerSeconds * 1000;
/** Longer than an offer lives, so that none is deleted while somebody types its first code. */
const offerKeptMs = offerLivesMs + 3_600_000;
/** Codes of a replaced entry are named as old for a quarter; after that nobody has it on a phone any more. */
const replacedKeptMs = 90 * 86_400_000;

export interface TotpOffer {
  id: string;
  /** Base32, 32 characters. */
  secret: string;
  /** `otpauth://…` for the QR code and for people on their phone. */
  uri: string;
  label: string;
}

export interface OfferArguments {
  accountId: string;
  nip: string;
  /** Hash of the cookie that binds the browser. */
  browser: string;
  now: number;
}

/**
 * An authenticator to enrol. The same unconfirmed one comes back for an hour, so that a reload never leaves the phone
 * with a dead entry; but to the same browser only, since its secret is readable on the page: whoever got as far before
 * must not have the one that its owner confirms. Nothing counts before its first code was seen.
 */
export async function offerTotp(
  { db, ring }: { db: Db; ring: KeyRing },
  { accountId, nip, browser, now }: OfferArguments,
): Promise<TotpOffer> {
  return db.transaction().execute(async (trx) => {
    // The account's row is the lock: two tabs must show the same secret.
    await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
    const open = await trx
      .selectFrom('totp')
      .select(['id', 'secret_enc', 'label'])
      .where('account_id', '=', accountId)
      .where('offered_to', '=', browser)
      .where('confirmed_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('created_at', '>', new Date(now - offerLivesMs))
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    if (open) return offer(open.id, ring.decrypt(open.secret_enc, totpAad(open.id)), open.label);
    return insertOffer({ trx, ring }, { accountId, nip, browser, now });
  });
}

async function insertOffer(
  { trx, ring }: { trx: Db; ring: KeyRing },
  { accountId, nip, browser, now }: OfferArguments,
): Promise<TotpOffer> {
  const id = randomUUID();
  const made = offer(id, toBase32(randomBytes(20)), totpLabel(nip, now));
  await trx
    .insertInto('totp')
    .values({
      id,
      account_id: accountId,
      secret_enc: ring.encrypt(made.secret, totpAad(id)),
      label: made.label,
      created_at: new Date(now),
      offered_to: browser,
      burnt_steps: '[]',
    })
    .execute();
  return made;
}

export const totpAad = (id: string) => `totp:${id}`;

/** Tells several entries on one phone apart, without showing the whole NIP to whoever looks over the shoulder. */
export function totpLabel(nip: string, now: number): string {
  const date = new Intl.DateTimeFormat('id-ID', { dateStyle: 'medium', timeZone: 'Asia/Jakarta' });
  return `${issuerName} · NIP ${maskNip(nip)} · ${date.format(now)}`;
}

/** Key URI format of the authenticators; the issuer stands in the path and in the query, as they ask. */
function offer(id: string, secret: string, label: string): TotpOffer {
  const account = label.startsWith(`${issuerName} · `) ? label.slice(issuerName.length + 3) : label;
  const path = `${encodeURIComponent(issuerName)}:${encodeURIComponent(account)}`;
  const { digits, periodSeconds } = policy.totp;
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuerName)}&algorithm=SHA1&digits=${digits}&period=${periodSeconds}`;
  return { id, secret, label, uri: `otpauth://totp/${path}?${query}` };
}

export interface TotpToConfirm {
  accountId: string;
  totpId: string;
  code: string;
  /** What its owner calls it. */
  name: string;
  now: number;
  /** What it is done in: tells a double tap from somebody else's. */
  uid: string;
  /** It stands beside the one that is there, as a second one; else it takes the place of all before it. */
  beside?: boolean;
}

export type TotpConfirmation =
  | { kind: 'confirmed' }
  /** There are as many as an account may have. */
  | { kind: 'full' }
  /** The same browser confirmed it a moment ago: a double tap. */
  | { kind: 'double_tap' }
  | { kind: 'clock'; minutesOff: number }
  | { kind: 'wrong' }
  /** No such offer any more (an hour is over, or another one was confirmed). */
  | { kind: 'gone' };

/** The first code was seen: the entry counts from now on, in the place of those before it or beside one. */
export async function confirmTotp(
  { db, ring }: { db: Db; ring: KeyRing },
  confirming: TotpToConfirm,
  telling: Telling,
  /** What belongs to a new authenticator and must not be lost beside it, such as its recovery codes. */
  also: (trx: Db) => Promise<void> = async () => {},
): Promise<TotpConfirmation> {
  const { accountId, totpId, code, now, uid } = confirming;
  const row = await db
    .selectFrom('totp')
    .select(['secret_enc', 'created_at', 'confirmed_at', 'replaced_at', 'last_uid'])
    .where('id', '=', totpId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!row || row.replaced_at !== null) return { kind: 'gone' };
  if (row.confirmed_at !== null) return row.last_uid === uid ? { kind: 'double_tap' } : { kind: 'gone' };
  if (row.created_at.getTime() <= now - offerLivesMs) return { kind: 'gone' };
  const secret = fromBase32(ring.decrypt(row.secret_enc, totpAad(totpId)));
  const step = matchingStep(secret, code, now);
  if (step !== null) return adopt(db, { ...confirming, step, also }, telling);
  const off = clockOffset(secret, code, now);
  return off === null ? { kind: 'wrong' } : { kind: 'clock', minutesOff: off.minutesOff };
}

class Full extends Error {}

async function adopt(
  db: Db,
  { also, ...adopting }: TotpToConfirm & { step: number; also: (trx: Db) => Promise<void> },
  { compose, context }: Telling,
): Promise<TotpConfirmation> {
  const { accountId, totpId, step, uid, name, now, beside = false } = adopting;
  const adopted = db.transaction().execute(async (trx): Promise<TotpConfirmation> => {
    const at = new Date(now);
    // The account's row first, as whoever takes factors away does: the one of the two that comes second sees what the first did.
    await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
    const row = await trx
      .updateTable('totp')
      .set({ confirmed_at: at, last_used_at: at, last_step: step, last_uid: uid, name })
      .where('id', '=', totpId)
      .where('confirmed_at', 'is', null)
      .where('replaced_at', 'is', null)
      .returning('label')
      .executeTakeFirst();
    if (!row) return adoptedBefore(trx, totpId, uid);
    const others = { trx, accountId, totpId };
    const replaced = beside ? await standBeside(others) : await replaceOthers(others, at);
    await endSmsFactor(trx, accountId);
    const { label } = row;
    await audit(
      trx,
      beside
        ? { type: 'totp.added', accountId, details: { totp: totpId, label } }
        : { type: 'totp.enrolled', accountId, details: { label, replaced } },
      context,
    );
    const kind = beside ? 'totp_added' : replaced ? 'totp_replaced' : 'totp_enrolled';
    await notice(trx, { accountId, kind, values: { name }, context, now, compose });
    await also(trx);
    return { kind: 'confirmed' };
  });
  return adopted.catch((error: unknown) => {
    if (error instanceof Full) return { kind: 'full' };
    throw error;
  });
}

interface Others {
  trx: Db;
  accountId: string;
  totpId: string;
}

/** Counted behind the account's lock, so that of two added at once none is one too many; thrown, so that it is taken back. */
async function standBeside({ trx, accountId }: Others): Promise<false> {
  const entries = await inForce(trx, accountId).select('id').execute();
  if (entries.length > policy.authenticators.most) throw new Full('as many authenticators as there may be');
  return false;
}

/** All of them, and what was offered elsewhere; whether one had been in force. */
async function replaceOthers({ trx, accountId, totpId }: Others, at: Date): Promise<boolean> {
  const others = await trx
    .updateTable('totp')
    .set({ replaced_at: at })
    .where('account_id', '=', accountId)
    .where('id', '<>', totpId)
    .where('replaced_at', 'is', null)
    .returning('confirmed_at')
    .execute();
  return others.some((row) => row.confirmed_at !== null);
}

function inForce(db: Db, accountId: string) {
  return db
    .selectFrom('totp')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is', null);
}

/** Somebody was faster: this very browser with a double tap, or another one. */
async function adoptedBefore(trx: Db, totpId: string, uid: string): Promise<TotpConfirmation> {
  const row = await trx.selectFrom('totp').select('last_uid').where('id', '=', totpId).executeTakeFirst();
  return row?.last_uid === uid ? { kind: 'double_tap' } : { kind: 'gone' };
}

/** Deletes offers nobody confirmed in time, and secrets replaced long ago. */
export async function purgeTotp(db: Db, { now, limit }: { now: number; limit: number }): Promise<number> {
  const { rows } = await sql`
    delete from totp where id in (select id from totp
      where (confirmed_at is null and created_at < ${new Date(now - offerKeptMs)})
        or replaced_at < ${new Date(now - replacedKeptMs)}
      limit ${limit} for update skip locked) returning id`.execute(db);
  return rows.length;
}
