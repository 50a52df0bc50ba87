import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who has signed in to which application, so that it may report their requests; and what the portal looks up. */
const statements = [
  // The durable trace of a grant: written when a client redeems a code, taken away when its owner revokes the access.
  `create table application_use (
    account_id uuid not null references account, client_id text not null references client on delete cascade,
    first_at timestamptz not null, last_at timestamptz not null, primary key (account_id, client_id))`,
  // Consents that stand are such grants too; for our own applications the next sign-in writes it.
  `insert into application_use (account_id, client_id, first_at, last_at)
    select c.account_id, c.client_id, c.granted_at, c.granted_at from consent c join client using (client_id)
    where c.revoked_at is null`,
  `create index service_request_received on service_request (received_at)`,
  `alter table service_request add constraint service_request_state
    check (state in ('submitted', 'processing', 'returned', 'approved', 'rejected', 'cancelled'))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
