import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { GENESIS, macOfLink, macsOfRows } from './chain.ts';
import { rowsBetween } from './rows.ts';

/** The newest link, as it is anchored elsewhere: a tail that is cut off cannot take it along. */
export interface Head {
  nr: number;
  toId: number;
  mac: string;
  /** Epoch milliseconds. */
  sealedAt: number;
}

/** Set in one run, passed in a later one. */
export interface Mark {
  /** Where the log ended in the run before: whoever was given an id up to it has written by now, or is in a transaction. */
  toId: number;
  /** The transactions of this moment are those below it. */
  xmax: string;
  /** Where the log ends now: `toId` of the next mark. */
  seen: number;
  /** The highest id and seal that were ever seen, so that the end of both cannot go without a trace (lost-end.ts). */
  highest?: { id: number; nr: number };
}

export const MARK = 'audit-seal-mark';

/**
 * Seals what has been written since the last link, at most `policy.seals.rows` a link and `links` of them. Several nodes may
 * try at once: one of them holds the lock, the others find nothing to do.
 *
 * Ids are given before their rows are committed, so a row may appear below one that is seen already. What is sealed ends
 * where the log ended two runs ago, once every transaction that was open a run ago has ended.
 */
export async function sealAudit(
  { db, ring, now }: { db: Db; ring: KeyRing; now: () => number },
  { links = 20 }: { links?: number } = {},
): Promise<Head[]> {
  const mark = await passedMark(db, now());
  const made: Head[] = [];
  if (mark === null) return made;
  while (made.length < links) {
    const head = await db.transaction().execute((trx) => sealNext({ db: trx, ring, now: now() }, mark));
    if (head === null) break;
    made.push(head);
  }
  return made;
}

/** The id up to which nothing can come any more; null while the mark is young. Sets the next mark where this one has passed. */
async function passedMark(db: Db, now: number): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    if (!(await isMine(trx))) return null;
    const row = await trx
      .selectFrom('installation')
      .select('value')
      .where('name', '=', MARK)
      .executeTakeFirst();
    const mark = row ? (JSON.parse(row.value) as Mark) : null;
    const { rows } = await sql<{ xmin: string; xmax: string; newest: number | null; nr: number | null }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax,
        (select max(id) from audit) as newest, (select max(nr) from audit_seal) as nr`.execute(trx);
    const seen = rows[0];
    if (!seen || seen.newest === null) return null;
    const passed = mark !== null && BigInt(seen.xmin) >= BigInt(mark.xmax);
    if (mark !== null && !passed) return null;
    const highest = {
      id: Math.max(seen.newest, mark?.highest?.id ?? 0),
      nr: Math.max(seen.nr ?? 0, mark?.highest?.nr ?? 0),
    };
    const next: Mark = { toId: mark?.seen ?? 0, xmax: seen.xmax, seen: seen.newest, highest };
    const value = JSON.stringify(next);
    await trx
      .insertInto('installation')
      .values({ name: MARK, value, at: new Date(now) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, at: new Date(now) }))
      .execute();
    return mark?.toId ?? null;
  });
}

/** One node at a time, until the end of its transaction. */
async function isMine(trx: Db): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('audit-seal')) as mine`.execute(trx);
  return rows[0]?.mine === true;
}

async function sealNext(
  { db: trx, ring, now }: { db: Db; ring: KeyRing; now: number },
  toId: number,
): Promise<Head | null> {
  if (!(await isMine(trx))) return null;
  const last = await newestLink(trx);
  const after = last?.toId ?? 0;
  const rows = await rowsBetween(trx, { after, to: toId, limit: policy.seals.rows });
  const [first, end] = [rows[0], rows.at(-1)];
  if (!first || !end) return null;
  const keyId = ring.mac('audit-key', '').key;
  const rowMacs = macsOfRows(ring, keyId, rows);
  if (rowMacs === null) throw new Error('the newest key is not on the ring');
  const link = {
    nr: (last?.nr ?? 0) + 1,
    // From where the last one ended, not from the first row: a row put in between is seen too.
    fromId: after + 1,
    toId: end.id,
    count: rows.length,
    rowMacs,
    previousMac: last?.mac ?? GENESIS,
    keyId,
    sealedAt: now,
  };
  const mac = macOfLink(ring, link);
  if (mac === null) throw new Error('the newest key is not on the ring');
  await trx
    .insertInto('audit_seal')
    .values({
      nr: link.nr,
      from_id: link.fromId,
      to_id: link.toId,
      count: link.count,
      row_macs: rowMacs,
      previous_mac: link.previousMac,
      mac,
      key_id: keyId,
      sealed_at: new Date(now),
    })
    .execute();
  return { nr: link.nr, toId: link.toId, mac, sealedAt: now };
}

/** The newest link of the chain; null where nothing was sealed yet. */
export async function newestLink(db: Db): Promise<Head | null> {
  const row = await db
    .selectFrom('audit_seal')
    .select(['nr', 'to_id', 'mac', 'sealed_at'])
    .orderBy('nr', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { nr: row.nr, toId: row.to_id, mac: row.mac, sealedAt: row.sealed_at.getTime() } : null;
}
