import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { RegistrationState } from '../../platform/schema.ts';
import { retryAfter } from '../../policies/registration.ts';
import type { RegistrationOutcome } from '../../policies/registration.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { sendNews } from '../notices.ts';
import { judgeRegistration } from './judge.ts';
import type { Judged, JudgeDeps } from './judge.ts';
import { findRegistration, refOf, statusLink } from './registration.ts';
import type { Registration } from './registration.ts';
import { tellRecorded } from './tell-recorded.ts';

export interface SettleDeps extends JudgeDeps {
  /** Counts an SMS to a number against the budgets; false: none may be sent. */
  mayText: (phone: string) => Promise<boolean>;
}

/** Longer than all tries of both outside systems take: what a request is asking about, no job asks about. */
export const LEASE_SECONDS = 60;

/**
 * Both contacts are proven: it waits for the outside systems from now on, whether they answer at once or tomorrow. Leased
 * to the request that asks them first; where that dies, the job takes over. Null where it is not due.
 */
export async function queueRegistration(
  db: Db,
  { id, now }: { id: string; now: number },
): Promise<Registration | null> {
  const row = await db
    .updateTable('registration')
    .set({ state: 'queued', updated_at: new Date(now), attempts: 0 })
    .set({ next_attempt_at: new Date(now + LEASE_SECONDS * 1000) })
    .set({ expires_at: new Date(now + policy.registration.unfinishedSeconds * 1000) })
    .where('id', '=', id)
    .where('state', '=', 'verifying')
    .where('email_verified_at', 'is not', null)
    .where('phone_verified_at', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Tells the person, once, that it waits, with the way to its status page. Nothing where it was decided meanwhile. */
export async function tellQueued(
  deps: Pick<SettleDeps, 'db' | 'ring' | 'compose' | 'issuer' | 'now'>,
  id: string,
  context: AuditContext,
): Promise<void> {
  const now = deps.now();
  await deps.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('registration')
      .set({ queued_told_at: new Date(now) })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .where('queued_told_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) return;
    await tellPerson(deps, trx, row, 'registration_queued');
    await audit(
      trx,
      { type: 'registration.queued', accountId: null, details: { registration: id } },
      context,
    );
  });
}

/** Mails what the person asked to know to the address they proved, with the way to the status page. */
export async function tellPerson(
  deps: Pick<SettleDeps, 'ring' | 'compose' | 'issuer' | 'now'>,
  trx: Db,
  row: Registration,
  kind:
    | 'registration_queued'
    | 'registration_resumed'
    | 'registration_waiting'
    | 'registration_approved'
    | 'registration_refused',
): Promise<void> {
  await sendNews(trx, {
    to: { kind: 'email', value: row.email },
    kind,
    values: { link: statusLink(deps, row) },
    locale: row.locale,
    ref: refOf(row),
    now: deps.now(),
    compose: deps.compose,
  });
}

export type Settled = 'decided' | 'queued' | 'gone';

/**
 * Asks, decides, and writes it down with everybody told, in one transaction; whoever comes second finds it decided. Outside
 * systems are asked outside of any transaction.
 */
export async function settleRegistration(
  deps: SettleDeps,
  id: string,
  context: AuditContext,
): Promise<Settled> {
  const row = await findRegistration(deps.db, id);
  if (row?.state !== 'queued') return 'gone';
  const judged = await judgeRegistration(deps, row);
  if (judged.outcome.kind === 'queued') return putOff(deps, row, judged.retryAfterSeconds);
  const phones = await phonesToText(deps, row, judged);
  return deps.db.transaction().execute(async (trx) => {
    const decided = await decide(trx, { row, judged, now: deps.now() });
    if (!decided) return 'gone';
    const { outcome, recorded } = judged;
    const goesOn = outcome.kind !== 'refused';
    if (goesOn && recorded && decided.told_at === null) {
      await tellRecorded(deps, trx, { row: decided, recorded, phones }, context);
    }
    if (decided.queued_told_at !== null) {
      await tellPerson(deps, trx, decided, goesOn ? 'registration_resumed' : 'registration_refused');
    }
    const details = { registration: id, outcome: outcome.kind as 'refused' | 'waits' | 'goes_on' };
    const cause = causeOf(outcome);
    await audit(
      trx,
      {
        type: 'registration.judged',
        accountId: null,
        details: cause === null ? details : { ...details, cause },
      },
      context,
    );
    return 'decided';
  });
}

/** Budgets are counted in another store, so before the transaction. */
async function phonesToText(deps: SettleDeps, row: Registration, judged: Judged): Promise<boolean> {
  const phone = judged.recorded?.noHp ?? null;
  if (judged.outcome.kind === 'refused' || phone === null || row.told_at !== null) return false;
  return deps.mayText(phone);
}

async function putOff(
  { db, now }: SettleDeps,
  { id, attempts }: Registration,
  saidSeconds: number | null,
): Promise<Settled> {
  const wait = retryAfter(attempts, saidSeconds, policy.registration);
  await db
    .updateTable('registration')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: new Date(now() + wait * 1000) })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
  return 'queued';
}

async function decide(
  trx: Db,
  { row, judged, now }: { row: Registration; judged: Judged; now: number },
): Promise<Registration | null> {
  const { outcome, recorded } = judged;
  const refused = outcome.kind === 'refused';
  const state: RegistrationState = refused ? 'refused' : 'password';
  const seconds = refused ? policy.registration.keptSeconds : policy.registration.unfinishedSeconds;
  const decided = await trx
    .updateTable('registration')
    .set({ state, cause: causeOf(outcome), matches: outcome.kind === 'goes_on' })
    .set({ pns_id: recorded?.pnsId ?? null, next_attempt_at: null, updated_at: new Date(now) })
    .set({ expires_at: new Date(now + seconds * 1000) })
    .where('id', '=', row.id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return decided ?? null;
}

function causeOf(outcome: RegistrationOutcome): string | null {
  return 'cause' in outcome ? outcome.cause : null;
}
