import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { EVERYBODY } from './count-events.ts';
import { officeDay } from './office-day.ts';

const BATCH = 5000;

/** What is older than anybody compares with: agencies by the hour first, everything else after a year. */
export async function purgeFigures(db: Db, now: number): Promise<number> {
  const { agencyHoursKeptSeconds, keptSeconds } = policy.figures;
  const before = (seconds: number) => now - seconds * 1000;
  const day = officeDay(before(keptSeconds));
  const gone = [
    await sql`delete from figure_hour where ctid in (select ctid from figure_hour
      where hour < ${new Date(before(agencyHoursKeptSeconds))} and agency_id <> '*' limit ${BATCH})`.execute(
      db,
    ),
    await sql`delete from figure_hour where ctid in (select ctid from figure_hour
      where agency_id = ${EVERYBODY} and hour < ${new Date(before(keptSeconds))} limit ${BATCH})`.execute(db),
    await sql`delete from figure_day where ctid in (select ctid from figure_day
      where day < ${day} limit ${BATCH})`.execute(db),
    await sql`delete from coverage_day where ctid in (select ctid from coverage_day
      where day < ${day} limit ${BATCH})`.execute(db),
  ];
  return gone.reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0n), 0);
}
