import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { Compose } from '../notices.ts';
import type { Registration } from './registration.ts';
import { tellPerson } from './settle.ts';

const BATCH = 200;

export interface SweepDeps {
  db: Db;
  ring: KeyRing;
  compose: Compose;
  issuer: string;
  now: () => number;
}

/**
 * What nobody proved a contact for is gone after an hour; what was left unfinished ends, and who was told that it waits is told
 * that it ended; what has ended is deleted, with everything typed, after a month.
 */
export async function sweepRegistrations(deps: SweepDeps): Promise<{ deleted: number; expired: number }> {
  const now = new Date(deps.now());
  const { numAffectedRows = 0n } = await sql`
    delete from registration where id in (select id from registration where expires_at <= ${now}
      and (state in ('done', 'refused', 'expired', 'superseded')
        or (state = 'verifying' and email_verified_at is null and phone_verified_at is null)) limit ${BATCH})`.execute(
    deps.db,
  );
  return { deleted: Number(numAffectedRows), expired: await expire(deps) };
}

const UNFINISHED = ['verifying', 'queued', 'password', 'waiting', 'approved', 'activating'] as const;

async function expire(deps: SweepDeps): Promise<number> {
  const now = deps.now();
  const due = await deps.db
    .selectFrom('registration')
    .select(['id', 'state'])
    .where('expires_at', '<=', new Date(now))
    .where('state', 'in', UNFINISHED)
    .limit(BATCH)
    .execute();
  for (const { id, state } of due) {
    await deps.db.transaction().execute((trx) => expireOne(deps, trx, { id, state }));
  }
  return due.length;
}

async function expireOne(
  deps: SweepDeps,
  trx: Db,
  { id, state }: Pick<Registration, 'id' | 'state'>,
): Promise<void> {
  const now = deps.now();
  const row = await trx
    .updateTable('registration')
    .set({ state: 'expired', password_hash: null, activation_hash: null, next_attempt_at: null })
    .set({ updated_at: new Date(now), expires_at: new Date(now + policy.registration.keptSeconds * 1000) })
    .where('id', '=', id)
    .where('state', '=', state)
    .where('expires_at', '<=', new Date(now))
    .returningAll()
    .executeTakeFirst();
  if (!row) return;
  // Who waits for us is told; who left it lying knows.
  if (state === 'queued' || state === 'waiting' || state === 'approved') {
    await tellPerson(deps, trx, row, 'registration_refused');
  }
  const details = { registration: id, state };
  await audit(trx, { type: 'registration.expired', accountId: null, details }, { actor: 'system', at: now });
}
