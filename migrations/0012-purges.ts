import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What is looked for, and what is taken away, is found without reading a whole table. */
const statements = [
  // The page that says how a reset stands asks by the cookie alone; who acts on a person asks for all of theirs.
  `create index authenticator_reset_holder on authenticator_reset (holder_hash) where holder_hash is not null`,
  `create index authenticator_reset_link_holder on authenticator_reset (link_holder_hash) where link_holder_hash is not null`,
  `create index authenticator_reset_account on authenticator_reset (account_id, requested_at)`,
  // The page of a case, and every draft that goes (the reference cascades).
  `create index approval_case on approval (case_id) where case_id is not null`,
  `create index help_case_draft on help_case (created_at) where state = 'draft'`,
  `create index authenticator_reset_ended on authenticator_reset (ended_at) where ended_at is not null`,
  `create index handed_code_expiry on handed_code (expires_at)`,
  `create index correction_request_decided on correction_request (decided_at) where decided_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
