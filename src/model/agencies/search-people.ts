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

/** So many rows of the index are looked through before another way is taken. */
const WALK = 4000;

/**
 * One page in the order of names. What many people have is met soon on the way through the agency's names; what few have is
 * found by an index of its own and sorted. No planner knows beforehand which it is, so the first way is tried for some
 * thousand rows (bench/agency-search.ts).
 */
export async function searchPeople(db: Db, search: PeopleSearch): Promise<FoundPerson[]> {
  const { query, limit } = search;
  if (query.kind === 'nothing') return [];
  if (query.kind === 'all') return page(db, search, byName(search));
  if (query.kind === 'words' || query.prefix.length < BIRTH_DATE) {
    const found = await page(db, search, walked(search));
    if (found.length === limit) return found;
  }
  return page(db, search, matching(search));
}

/** From this many digits on a NIP names few enough people. */
const BIRTH_DATE = 8;

async function page(db: Db, search: PeopleSearch, employees: RawBuilder<unknown>): Promise<FoundPerson[]> {
  const { state, unitIds, limit, now } = search;
  const filters = [
    sql`true`,
    ...(unitIds === null ? [] : [sql`e.unor_id = any(${[...unitIds]}::text[])`]),
    ...(state === null ? [] : [isIn(state, now)]),
  ];
  const { rows } = await sql<FoundPerson>`
    select e.pns_id as "pnsId", e.nip, e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang",
      e.jabatan, u.nama as unit, a.state,
      exists (select from account_block b where b.account_id = a.id and b.ended_at is null) as blocked,
      ${strongFactor} as mfa, ${deadContact(now)} as "deadContact"
    from ${employees} e left join account a on a.pns_id = e.pns_id left join work_unit u on u.id = e.unor_id
    where ${sql.join(filters, sql` and `)}
    order by e.nama, e.pns_id limit ${limit}`.execute(db);
  return rows;
}

const columns = sql.raw(
  ['pns_id', 'nip', 'nama', 'gelar_depan', 'gelar_belakang', 'jabatan', 'unor_id', 'kedudukan_hukum_id']
    .concat(['email', 'no_hp', 'email_since', 'no_hp_since'])
    .map((name) => `x.${name}`)
    .join(', '),
);

/** In the agency, behind the page before. */
function inScope({ agencyId, after }: PeopleSearch): RawBuilder<unknown> {
  if (after === null) return sql`x.instansi_id = ${agencyId}`;
  return sql`x.instansi_id = ${agencyId} and (x.nama, x.pns_id) > (${after.nama}, ${after.pnsId})`;
}

const byName = (search: PeopleSearch) => sql`(select ${columns} from employee x where ${inScope(search)})`;

/** The first thousands in the order of names, those that match. */
function walked(search: PeopleSearch): RawBuilder<unknown> {
  return sql`(select * from (select ${columns} from employee x where ${inScope(search)}
    order by x.nama, x.pns_id limit ${WALK}) x where ${matches(search.query)})`;
}

/** All that match, found before they are sorted. */
function matching(search: PeopleSearch): RawBuilder<unknown> {
  return sql`(with hit as materialized (select ${columns} from employee x
    where ${inScope(search)} and ${matches(search.query)}) select * from hit)`;
}

function matches(query: PeopleQuery): RawBuilder<unknown> {
  if (query.kind === 'nip') return hasNip(query.prefix);
  if (query.kind !== 'words') return sql`true`;
  return sql`to_tsvector('simple', x.nama) @@ to_tsquery('simple', ${nameQuery(query.words)})`;
}

/** A whole number may also be one the person had before. */
function hasNip(prefix: string): RawBuilder<unknown> {
  if (prefix.length < 18) return sql`x.nip like ${`${prefix}%`}`;
  return sql`x.pns_id in (select o.pns_id from employee o where o.nip = ${prefix}
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
