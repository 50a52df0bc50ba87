import type { Db } from '../../platform/db.ts';
import { GENESIS } from './chain.ts';
import type { Place } from './verify.ts';

export interface ShownLink {
  nr: number;
  fromId: number;
  toId: number;
  count: number;
  mac: string;
  keyId: string;
  /** Epoch milliseconds. */
  sealedAt: number;
}

/** A link, and the place before it; null: there is none of that number. */
export async function findLink(db: Db, nr: number): Promise<{ link: ShownLink; previous: Place } | null> {
  const rows = await db
    .selectFrom('audit_seal')
    .select(['nr', 'from_id', 'to_id', 'count', 'mac', 'key_id', 'sealed_at'])
    .where('nr', 'in', [nr - 1, nr])
    .orderBy('nr', 'desc')
    .execute();
  const [row, before] = rows;
  if (row?.nr !== nr) return null;
  const link = {
    ...{
      nr: row.nr,
      fromId: row.from_id,
      toId: row.to_id,
      count: row.count,
      mac: row.mac,
      keyId: row.key_id,
    },
    sealedAt: row.sealed_at.getTime(),
  };
  // Without the link before it the chain is broken here, and verifying says so.
  const previous = before
    ? { nr: before.nr, toId: before.to_id, mac: before.mac }
    : { nr: nr - 1, toId: nr === 1 ? 0 : -1, mac: GENESIS };
  return { link, previous };
}
