import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { MARK } from './seal.ts';
import type { Mark } from './seal.ts';

/** An end of the log that was there once, as far as the database itself remembers. `id` is the newest row it knows of. */
export type LostEnd =
  /** The mark of the sealing knows of rows, or of seals up to `nr`, that are not there. */
  | { kind: 'end_gone'; nr: number; id: number }
  /** Rows were written, and no seal is there. */
  | { kind: 'no_seal'; nr: 0; id: number };

interface Remembered {
  mark: string | null;
  /** When the first of what is there was written. */
  since: Date | null;
  oldest: number | null;
  newest: number | null;
  nr: number | null;
  /** Up to which row they seal: what is gone below is told by its seal. */
  sealed: number | null;
  /** The last id that was ever given. */
  given: number | null;
}

/**
 * What somebody who cuts the end off must think of besides: the mark of the sealing and the sequence of the ids, which goes back for
 * no one. Whoever owns the database can mend these too; only an anchor kept elsewhere is out of reach.
 */
export async function lostEnd(db: Db, now: number): Promise<LostEnd | null> {
  // One statement, so that all of it is of one moment.
  const { rows } = await sql<Remembered>`
    select (select value from installation where name = ${MARK}) as mark,
      least((select min(at) from installation), (select min(at) from audit)) as since,
      (select min(id) from audit where id > 0) as oldest, (select max(id) from audit) as newest,
      (select max(nr) from audit_seal) as nr, (select max(to_id) from audit_seal) as sealed,
      (select last_value from pg_sequences
        where format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence('audit', 'id')) as given`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return null;
  const { highest } = row.mark === null ? { highest: undefined } : (JSON.parse(row.mark) as Mark);
  const known = highest ?? { id: 0, nr: 0 };
  const end = Math.max(row.newest ?? 0, row.sealed ?? 0);
  if (known.nr > (row.nr ?? 0) || known.id > end) return { kind: 'end_gone', ...known };
  const id = Math.max(end, row.given ?? 0);
  if (row.nr !== null || id === 0) return null;
  // The first seal comes after a few rounds of the job: a log that is there from its first row and has just begun has none yet.
  const young = row.since !== null && now - row.since.getTime() < 10 * policy.seals.everySeconds * 1000;
  return young && row.oldest === 1 ? null : { kind: 'no_seal', nr: 0, id };
}
