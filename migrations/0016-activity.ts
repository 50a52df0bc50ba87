import type { Kysely } from 'kysely';
import { buildIndex } from './build-index.ts';

/** Its index is made over the whole log while it is written to. */
export const transactional = false;

/**
 * A person's own activity, by kind: the newest of one kind are found without reading what else there is of them. Rows that
 * concern nobody have no place in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await buildIndex(
    db,
    'audit_account_type',
    'on audit (account_id, type, id desc) where account_id is not null',
  );
}
