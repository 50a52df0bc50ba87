import { sql } from 'kysely';
import { LEASE_SECONDS, settleRegistration } from '../model/registrations/settle.ts';
import type { SettleDeps } from '../model/registrations/settle.ts';
import { sweepRegistrations } from '../model/registrations/sweep.ts';
import type { Logger } from '../platform/log.ts';

export interface QueueDeps extends SettleDeps {
  log: Pick<Logger, 'warn'>;
}

/** Few at a time: a directory that has just come back is not stormed. */
const BATCH = 10;

/** Asks again for registrations that wait for an outside system; several nodes may run it at once. Gives how many were decided. */
export async function runRegistrationQueue(deps: QueueDeps): Promise<number> {
  const ids = await claim(deps);
  const context = { actor: 'system', at: deps.now() };
  const settled = await Promise.all(
    ids.map(async (id) => {
      try {
        return await settleRegistration(deps, id, context);
      } catch (error) {
        // One that fails must not keep the others waiting; it is due again after its lease.
        deps.log.warn({ registration: id, reason: String(error) }, 'registration not settled');
        return 'queued';
      }
    }),
  );
  await sweepRegistrations(deps);
  return settled.filter((outcome) => outcome === 'decided').length;
}

async function claim({ db, now }: QueueDeps): Promise<string[]> {
  const lease = new Date(now() + LEASE_SECONDS * 1000);
  const { rows } = await sql<{ id: string }>`
    update registration set next_attempt_at = ${lease} where id in (
      select id from registration where state = 'queued' and next_attempt_at <= ${new Date(now())}
        and expires_at > ${new Date(now())}
      order by next_attempt_at limit ${BATCH} for update skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
