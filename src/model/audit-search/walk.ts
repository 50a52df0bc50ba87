import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { AuditCursor, AuditDriver } from '../../policies/audit-search.ts';
import { entryOf } from './filters.ts';
import type { AuditFilters } from './filters.ts';

/** A way through the log by one index, newest first. */
export interface Walk {
  driver: AuditDriver;
  filters: AuditFilters;
  /** Behind this row of the page before. */
  after: AuditCursor | null;
  /** No further than this row, which is among them. */
  downTo: number | null;
}

/** Of several types each has a walk of its own; everything else is one, which the planner may read row by row. */
export const isSeveral = ({ driver, filters }: Pick<Walk, 'driver' | 'filters'>): boolean =>
  driver === 'type' && filters.types.length > 1;

export const slices = (walk: Pick<Walk, 'driver' | 'filters'>): RawBuilder<unknown> =>
  isSeveral(walk) ? sql`unnest(${[...walk.filters.types]}::text[]) as t(type)` : sql`(select 1) as t`;

/**
 * A person's rows have an index by id, which their own activity goes by; all others are in the order of time. It is said as the
 * index has it, so that a single walk is read row by row and ends with its page.
 */
export function order(walk: Pick<Walk, 'driver' | 'filters'>): RawBuilder<unknown> {
  if (walk.driver === 'account') return sql`a.account_id, a.id desc`;
  const entry = isSeveral(walk) ? null : entryOf(walk.driver, walk.filters);
  return entry === null ? sql`a.at desc, a.id desc` : sql`${entry.column} desc, a.at desc, a.id desc`;
}

/**
 * The rows of one slice, newest first. "One of an array of one" is no equality to the planner, so that the order by the column
 * is none that it may leave out, and one index alone has it: after a plain equality it may walk the whole log by its time
 * instead, because it thinks that it will soon have met enough.
 */
export function slice(walk: Walk, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  if (walk.driver === 'account') return sliceOfPerson(walk, columns);
  const entry = entryOf(walk.driver, walk.filters);
  const among =
    entry === null ? sql`true` : sql`${entry.column} = any(array[${entry.value}]) and ${entry.only}`;
  return sql`select ${columns} from audit a where ${among}
      and (a.at, a.id) < (${upperBound(walk)}) and (a.at, a.id) >= (${lowerBound(walk)})
    order by ${entry === null ? sql`` : sql`${entry.column} desc, `}a.at desc, a.id desc`;
}

/** All of one person's rows may be walked through: nobody has more than a page can look at. */
function sliceOfPerson({ filters, after }: Walk, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const { accountId, from, to } = filters;
  return sql`select ${columns} from audit a where a.account_id = any(array[${accountId}::uuid])
    and a.id < ${after?.id ?? Number.MAX_SAFE_INTEGER}
    and a.at >= coalesce(${from}::timestamptz, '-infinity') and a.at < coalesce(${to}::timestamptz, 'infinity')
    order by a.account_id, a.id desc`;
}

const atOf = (id: number): RawBuilder<unknown> =>
  sql`(select c.at from audit c where c.id = ${id}), ${id}::bigint`;
/** Before the first row of a moment, and behind all rows. */
const FIRST_ID = sql`'-9223372036854775808'::bigint`;

/** Not itself among the rows. */
function upperBound({ after, filters }: Walk): RawBuilder<unknown> {
  if (after !== null) return atOf(after.id);
  return filters.to === null
    ? sql`'infinity'::timestamptz, ${FIRST_ID}`
    : sql`${filters.to}::timestamptz, ${FIRST_ID}`;
}

function lowerBound({ downTo, filters }: Walk): RawBuilder<unknown> {
  if (downTo !== null) return atOf(downTo);
  return filters.from === null
    ? sql`'-infinity'::timestamptz, ${FIRST_ID}`
    : sql`${filters.from}::timestamptz, ${FIRST_ID}`;
}
