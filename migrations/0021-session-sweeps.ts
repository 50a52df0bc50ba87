import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** An emergency that has still to be told to the relying parties: how far that has come. */
const statements = [
  `create table session_sweep (
    id bigint generated always as identity primary key, agency_id text references agency, before timestamptz not null,
    after_account uuid, claimed_until timestamptz, ended int not null default 0, done_at timestamptz)`,
  `create index session_sweep_open on session_sweep (id) where done_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
