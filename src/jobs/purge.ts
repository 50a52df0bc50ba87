import { sql } from 'kysely';
import { purgeTotp } from '../model/credentials/totp.ts';
import { purgeRequests } from '../model/service-requests.ts';
import type { Db } from '../platform/db.ts';

const BATCH = 500;
const DAY_MS = 86_400_000;
/** Sent mail is evidence of what a person was told; a quarter is enough for any complaint about it. */
const SENT_DAYS = 90;
/** A code or link in a text that never left the house is dead long before. */
const DEAD_TEXT_DAYS = 7;
/**
 * Codes handed over, ended resets and decided requests for correction: for the questions that come after; their audit rows
 * stay. Batches of letters go with the last code of theirs.
 */
const ENDED_DAYS = 90;

export interface Purged {
  /** Offered and never confirmed, or replaced long ago. */
  authenticators: number;
  messages: number;
  texts: number;
  deliveries: number;
  /** Of people's requests, as relying parties reported them. */
  requests: number;
  /** Links of "bukan saya" that are good no longer. */
  disavowals: number;
  /** Read aloud or on letters: used, revoked or too old. */
  handedCodes: number;
  letterBatches: number;
  /** Of authenticators: used, cancelled or expired. */
  resets: number;
  /** With the name and contact of whoever asked. */
  corrections: number;
  /** Of emergencies that were told to everybody concerned. */
  sweeps: number;
  /** Of the audit log's seals, as asked for in the console; what they found is in the log. */
  checks: number;
}

/**
 * Takes away what has had its day: authenticators of no use any more, old messages, settled logout
 * deliveries, old links, codes and requests. Bounded by batch, so that no statement holds a table for long. Audit rows are never purged here.
 */
export async function purge(db: Db, now: number): Promise<Purged> {
  const before = (ms: number) => new Date(now - ms);
  const authenticators = await purgeTotp(db, { now, limit: BATCH });
  const requests = await purgeRequests(db, { now, limit: BATCH });
  const messages = await sql`
    delete from outbox where id in (select id from outbox where (sent_at is not null or dead_at is not null)
      and created_at < ${before(SENT_DAYS * DAY_MS)} limit ${BATCH})`.execute(db);
  const texts = await sql`
    update outbox set text = '', html = null where id in (select id from outbox where dead_at is not null
      and dead_at < ${before(DEAD_TEXT_DAYS * DAY_MS)} and text <> '' limit ${BATCH})`.execute(db);
  const deliveries = await sql`
    delete from logout_delivery where id in (select id from logout_delivery
      where (delivered_at is not null or given_up_at is not null)
      and created_at < ${before(SENT_DAYS * DAY_MS)} limit ${BATCH})`.execute(db);
  const disavowals = await sql`
    delete from disavowal where token_hash in (select token_hash from disavowal
      where expires_at < ${new Date(now)} limit ${BATCH})`.execute(db);
  return {
    authenticators,
    requests,
    messages: count(messages),
    texts: count(texts),
    deliveries: count(deliveries),
    disavowals: count(disavowals),
    ...(await purgeEnded(db, before(ENDED_DAYS * DAY_MS))),
  };
}

async function purgeEnded(
  db: Db,
  before: Date,
): Promise<Pick<Purged, 'handedCodes' | 'letterBatches' | 'resets' | 'corrections' | 'sweeps' | 'checks'>> {
  const codes = await sql`
    delete from handed_code where id in (select id from handed_code where expires_at < ${before} limit ${BATCH})`.execute(
    db,
  );
  const batches = await sql`
    delete from letter_batch where id in (select id from letter_batch b where b.made_at < ${before}
      and not exists (select from handed_code h where h.batch_id = b.id) limit ${BATCH})`.execute(db);
  const resets = await sql`
    delete from authenticator_reset where id in (select id from authenticator_reset
      where ended_at < ${before} limit ${BATCH})`.execute(db);
  const corrections = await sql`
    delete from correction_request where id in (select id from correction_request
      where decided_at < ${before} limit ${BATCH})`.execute(db);
  const sweeps = await sql`
    delete from session_sweep where id in (select id from session_sweep
      where done_at < ${before} limit ${BATCH})`.execute(db);
  const checks = await sql`
    delete from audit_check where id in (select id from audit_check
      where asked_at < ${before} and finished_at is not null limit ${BATCH})`.execute(db);
  return {
    handedCodes: count(codes),
    letterBatches: count(batches),
    resets: count(resets),
    corrections: count(corrections),
    sweeps: count(sweeps),
    checks: count(checks),
  };
}

function count({ numAffectedRows }: { numAffectedRows?: bigint }): number {
  return Number(numAffectedRows ?? 0n);
}
