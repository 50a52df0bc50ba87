import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { AccountState } from '../../platform/schema.ts';
import { nameQuery } from '../../policies/people-search.ts';
import type { PeopleQuery } from '../../policies/people-search.ts';
import { deadContact, inOffice, strongFactor } from './person-sql.ts';

/** `never`: no account yet, or one that was never activated. */
export const peopleStates = ['never', 'active', 'no_mfa', 'suspended', 'closed', 'dead_contact'] as const;
export type PeopleState = (typeof peopleStates)[number];

export interface PeopleSearch {
  agencyId: string;
  /** A unit and everything under it; null: the whole agency. */
  unitIds: readonly string[] | null;
  query: PeopleQuery;
  state: PeopleState | null;
  /** The last one of the page before. */
  after: { nama: string; pnsId: string } | null;
  limit: number;
  now: number;
}

export interface FoundPerson {
  pnsId: string;
  nip: string;
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  jabatan: string | null;
  unit: string | null;
  /** Null: no account yet. */
  state: AccountState | null;
  blocked: boolean;
  mfa: boolean;
  deadContact: boolean;
}

/** One page in the order of names, never more than `limit` rows read from beside the index (bench/agency-search.ts). */
export async function searchPeople(db: Db, search: PeopleSearch): Promise<FoundPerson[]> {
  if (search.query.kind === 'nothing') return [];
  const { rows } = await sql<FoundPerson>`
    select e.pns_id as "pnsId", e.nip, e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang",
      e.jabatan, u.nama as unit, a.state,
      exists (select from account_block b where b.account_id = a.id and b.ended_at is null) as blocked,
      ${strongFactor} as mfa, ${deadContact(search.now)} as "deadContact"
    from employee e left join account a on a.pns_id = e.pns_id left join work_unit u on u.id = e.unor_id
    where ${sql.join(conditions(search), sql` and `)}
    order by e.nama, e.pns_id limit ${search.limit}`.execute(db);
  return rows;
}

function conditions({ agencyId, unitIds, query, state, after, now }: PeopleSearch): RawBuilder<unknown>[] {
  const all = [sql`e.instansi_id = ${agencyId}`];
  if (unitIds !== null) all.push(sql`e.unor_id = any(${[...unitIds]}::text[])`);
  if (query.kind === 'nip') all.push(hasNip(query.prefix));
  if (query.kind === 'words')
    all.push(sql`to_tsvector('simple', e.nama) @@ to_tsquery('simple', ${nameQuery(query.words)})`);
  if (state !== null) all.push(isIn(state, now));
  if (after !== null) all.push(sql`(e.nama, e.pns_id) > (${after.nama}, ${after.pnsId})`);
  return all;
}

/** A whole number may also be one the person had before. */
function hasNip(prefix: string): RawBuilder<unknown> {
  if (prefix.length < 18) return sql`e.nip like ${`${prefix}%`}`;
  return sql`e.pns_id in (select x.pns_id from employee x where x.nip = ${prefix}
    union select y.pns_id from nip_alias n join account y on y.id = n.account_id where n.nip = ${prefix})`;
}

/** What is rare in an agency is asked from its own side, so that nobody walks past everybody else. */
function isIn(state: PeopleState, now: number): RawBuilder<unknown> {
  switch (state) {
    case 'never':
      return sql`(a.id is null or a.state = 'unverified') and ${inOffice}`;
    case 'active':
      return sql`a.state = 'active'`;
    case 'no_mfa':
      return sql`a.state = 'active' and not ${strongFactor}`;
    case 'suspended':
      return sql`e.pns_id in (select s.pns_id from account s where s.state = 'suspended'
        union select s.pns_id from account_block b join account s on s.id = b.account_id where b.ended_at is null)`;
    case 'closed':
      return sql`e.pns_id in (select s.pns_id from account s where s.state = 'closed')`;
    case 'dead_contact':
      return sql`${deadContact(now)} and ${inOffice}`;
  }
}
