import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { EVERYBODY } from './count-events.ts';

/** So many events of a kind in the hour that begins then (epoch ms). */
export interface HourCount {
  hour: number;
  kind: string;
  count: number;
}

/** Of one agency, or of all together. `to` is not among them. */
export async function countsByHour(
  db: Db,
  { from, to, agencyId }: { from: number; to: number; agencyId: string | null },
): Promise<HourCount[]> {
  const rows = await db
    .selectFrom('figure_hour')
    .select(['hour', 'kind', 'count'])
    .where('agency_id', '=', agencyId ?? EVERYBODY)
    .where('hour', '>=', new Date(from))
    .where('hour', '<', new Date(to))
    .orderBy('hour')
    .execute();
  return rows.map(({ hour, kind, count }) => ({ hour: hour.getTime(), kind, count }));
}

export interface AgencyCount {
  agencyId: string;
  /** Null: people of no agency that we know. */
  nama: string | null;
  count: number;
}

/** The agencies with the most events of these kinds, by days (yyyy-mm-dd, both among them). */
export async function agenciesWithMost(
  db: Db,
  { kinds, from, to, limit }: { kinds: readonly string[]; from: string; to: string; limit: number },
): Promise<AgencyCount[]> {
  const { rows } = await sql<AgencyCount>`
    select s.agency_id as "agencyId", g.nama, s.count from (
      select f.agency_id, sum(f.count)::int as count from figure_day f
      where f.day >= ${from} and f.day <= ${to} and f.kind = any(${[...kinds]}::text[]) and f.agency_id <> ${EVERYBODY}
      group by f.agency_id order by count desc, f.agency_id limit ${limit}) s
    left join agency g on g.id = s.agency_id order by s.count desc, g.nama`.execute(db);
  return rows;
}

/** Which kinds there were in these days, by what they begin with. */
export async function kindsOf(
  db: Db,
  { prefix, from, to }: { prefix: string; from: string; to: string },
): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from figure_day where day >= ${from} and day <= ${to} and starts_with(kind, ${prefix})
      and agency_id = ${EVERYBODY}`.execute(db);
  return rows.map(({ kind }) => kind);
}

export interface Coverage {
  people: number;
  active: number;
  mfa: number;
  passkey: number;
}

/** Day by day; a day counts once most of it was counted, with what each agency had last. */
export async function coverageByDay(
  db: Db,
  { from, to, agencyId }: { from: string; to: string; agencyId: string | null },
): Promise<(Coverage & { day: string })[]> {
  const { rows } = await sql<Coverage & { day: string }>`
    select day, sum(people)::int as people, sum(active)::int as active, sum(mfa)::int as mfa, sum(passkey)::int as passkey
    from coverage_day where day >= ${from} and day <= ${to}
      and (${agencyId}::text is null or agency_id = ${agencyId}) group by day order by day`.execute(db);
  return rows;
}

export interface CoverageNow extends Coverage {
  /** The oldest of the counts it is made of (epoch ms); null: nothing was counted yet. */
  countedAt: number | null;
}

/** The newest count of every agency, of some of them, or of one. */
export async function coverageNow(db: Db, agencyIds: readonly string[] | null): Promise<CoverageNow> {
  const { rows } = await sql<Coverage & { at: Date | null }>`
    select coalesce(sum(d.people), 0)::int as people, coalesce(sum(d.active), 0)::int as active,
      coalesce(sum(d.mfa), 0)::int as mfa, coalesce(sum(d.passkey), 0)::int as passkey, min(d.counted_at) as at
    from agency g cross join lateral (select * from coverage_day c where c.agency_id = g.id order by c.day desc limit 1) d
    where ${agencyIds === null}::boolean or g.id = any(${[...(agencyIds ?? [])]}::text[])`.execute(db);
  const [{ at, ...sums } = { people: 0, active: 0, mfa: 0, passkey: 0, at: null }] = rows;
  return { ...sums, countedAt: at?.getTime() ?? null };
}

export interface AgencyCoverage extends Coverage {
  agencyId: string;
  nama: string;
}

/** The agencies furthest behind: the most active people without a second factor that counts. */
export async function agenciesBehind(db: Db, limit: number): Promise<AgencyCoverage[]> {
  const { rows } = await sql<AgencyCoverage>`
    select g.id as "agencyId", g.nama, d.people, d.active, d.mfa, d.passkey
    from agency g cross join lateral (select * from coverage_day c where c.agency_id = g.id order by c.day desc limit 1) d
    where d.people > 0 order by d.people - d.mfa desc, g.nama limit ${limit}`.execute(db);
  return rows;
}
