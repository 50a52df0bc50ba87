import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { buildIndex, dropIndex } from './build-index.ts';

/** Its indexes are made over the whole log while it is written to; everything here may be repeated. */
export const transactional = false;

/**
 * The searches of the platform console over the whole log, each in the order of its time, and the figures counted from it.
 * An index that every row enters costs every row: those that have nothing to be found by stay out (bench/audit-search.ts
 * prints what is left of it).
 */
const indexes = {
  // In place of the one on the time alone: rows of one moment are in the order of their ids.
  audit_at_id: 'on audit (at, id)',
  audit_type_at: 'on audit (type, at, id)',
  audit_client_at: 'on audit (client_id, at, id) where client_id is not null',
  audit_address_at: 'on audit (address, at, id) where address is not null',
  // Officers, admins and owners by their accounts; who is nobody in particular is looked for by something else.
  audit_actor_at: `on audit (actor, at, id) where actor not in ('self', 'anonymous', 'system')`,
  audit_request: 'on audit (request_id) where request_id is not null',
};

const statements = [
  // Counted from the sealed log, each row once. '*' is everybody, '-' whoever belongs to no agency we know.
  `create table if not exists figure_hour (
    agency_id text not null, hour timestamptz not null, kind text not null, count int not null,
    primary key (agency_id, hour, kind))`,
  // What is purged; agencies before the totals.
  `create index if not exists figure_hour_agency_hour on figure_hour (hour) where agency_id <> '*'`,
  // The same by the office's day (WIB), for tables of all agencies: a month of them is read by the kind alone.
  `create table if not exists figure_day (
    day text not null, kind text not null, agency_id text not null, count int not null,
    primary key (day, kind, agency_id))`,
  // How many people could have what, agency by agency, once a day kept.
  `create table if not exists coverage_day (
    day text not null, agency_id text not null, people int not null, active int not null, mfa int not null,
    passkey int not null, counted_at timestamptz not null, primary key (day, agency_id))`,
  `create index if not exists coverage_day_agency on coverage_day (agency_id, day desc)`,
  // A verification of the chain that an admin asked for, link by link: whoever has a moment goes on where it stopped.
  `create table if not exists audit_check (
    id uuid primary key, asked_by uuid not null references account, asked_at timestamptz not null, anchors jsonb not null,
    from_nr bigint not null, previous jsonb not null, links bigint not null default 0, rows bigint not null default 0,
    findings jsonb not null default '[]', found int not null default 0, unsealed bigint, finished_at timestamptz)`,
  `create unique index if not exists audit_check_running on audit_check ((true)) where finished_at is null`,
  `create index if not exists audit_check_asked on audit_check (asked_at desc)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, definition] of Object.entries(indexes)) await buildIndex(db, name, definition);
  await dropIndex(db, 'audit_at');
  for (const statement of statements) await sql.raw(statement).execute(db);
}
