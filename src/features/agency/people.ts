import type { Context } from 'koa';
import { findAgencyPerson } from '../../model/agencies/find-person.ts';
import { peopleStates, searchPeople } from '../../model/agencies/search-people.ts';
import type { FoundPerson, PeopleSearch, PeopleState } from '../../model/agencies/search-people.ts';
import { audit } from '../../model/audit.ts';
import { fullName } from '../../parts/full-name.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { readNip } from '../../policies/nip.ts';
import { mayStandInAddress, readPeopleQuery } from '../../policies/people-search.ts';
import type { PeopleQuery } from '../../policies/people-search.ts';
import { enter, queryOf, refuseScope, unitOf, unitPlaces } from './desk.ts';
import type { Deps, Visit } from './desk.ts';

const LIST = '/agency/people';
const PAGE = 25;

/** What is looked for, as it was typed or stands in the address. */
interface Wanted {
  q: string;
  unit: string;
  state: string;
  after: string | null;
}

/** By whom a NIP that was typed is named in the address. */
const PERSON = 'person';

/** People of the agency, one page at a time; the filters stand in the address. */
export async function listPeople(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const query = queryOf(ctx);
  const read = (name: string) => query.get(name) ?? '';
  const person = query.get(PERSON);
  const q = person === null ? read('q') : await nipOf(deps, visit, person);
  await page(deps, visit, { q, unit: read('unit'), state: read('state'), after: query.get('after') });
}

/**
 * The form is posted, because a NIP may stand in it: its person is named in the address instead, and what is nobody's is answered at
 * once; a name goes into the address, for its pages.
 */
export async function findPeople(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { q = '', unit = '', state = '' } = await readFields(ctx);
  const wanted = { q, unit, state, after: null };
  if (mayStandInAddress(q)) return seeOther(ctx, hrefOf(wanted));
  const nip = readNip(q);
  if (nip.kind === 'malformed') return page(deps, visit, wanted);
  const query = { kind: 'nip', prefix: nip.nip } as const;
  const [person] = await search(deps, visit, { query, unitIds: null, state: null, after: null });
  if (!person) return page(deps, visit, wanted);
  seeOther(ctx, `${LIST}?${new URLSearchParams({ [PERSON]: person.pnsId })}`);
}

async function nipOf(deps: Deps, visit: Visit, pnsId: string): Promise<string> {
  const { agency, now } = visit;
  const person = await findAgencyPerson(deps.db, { agencyId: agency.id, pnsId, now });
  return person?.nip ?? refuseScope(deps, visit);
}

async function page(deps: Deps, visit: Visit, wanted: Wanted): Promise<void> {
  const { agency, ctx } = visit;
  const choice = await unitOf(deps, visit, wanted.unit);
  const state = stateOf(wanted.state);
  const query = readPeopleQuery(wanted.q);
  const after = readCursor(wanted.after);
  const found = await search(deps, visit, { query, unitIds: choice.unitIds, state, after });
  if (query.kind !== 'nothing') await noteSearch(deps, visit, { by: query.kind, found: found.length });
  const shown = found.slice(0, PAGE);
  const last = found.length > PAGE ? shown.at(-1) : undefined;
  const linked = mayStandInAddress(wanted.q);
  deps.render(ctx, 'agency/people', {
    agency,
    units: unitPlaces(choice),
    values: { q: wanted.q },
    state: state ?? '',
    states: peopleStates,
    unreadable: query.kind === 'nothing',
    people: shown.map((person) => ({ ...person, nama: fullName(person) })),
    nextHref: last && linked ? hrefOf({ ...wanted, after: cursorOf(last) }) : null,
    firstHref: wanted.after !== null && linked ? hrefOf({ ...wanted, after: null }) : null,
  });
}

type Looked = Pick<PeopleSearch, 'query' | 'unitIds' | 'state' | 'after'>;

const search = ({ db }: Deps, { agency, now }: Visit, looked: Looked): Promise<FoundPerson[]> =>
  searchPeople(db, { ...looked, agencyId: agency.id, limit: PAGE + 1, now });

async function noteSearch(
  { db }: Deps,
  { agency, context }: Visit,
  said: { by: Exclude<PeopleQuery['kind'], 'nothing'>; found: number },
): Promise<void> {
  const details = { agency: agency.id, ...said };
  await audit(db, { type: 'people.searched', accountId: null, details }, context);
}

function stateOf(text: string): PeopleState | null {
  return peopleStates.find((state) => state === text) ?? null;
}

const cursorOf = ({ nama, pnsId }: FoundPerson): string =>
  Buffer.from(JSON.stringify([nama, pnsId])).toString('base64url');

function hrefOf({ q, unit, state, after }: Wanted): string {
  const filled = Object.entries({ q, unit, state, after: after ?? '' }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(filled).toString();
  return query === '' ? LIST : `${LIST}?${query}`;
}

/** A name and an id to go on after; anything else begins at the first page. It grants nothing: the scope is asked anew. */
function readCursor(text: string | null): { nama: string; pnsId: string } | null {
  if (text === null || text.length > 1000) return null;
  try {
    const [nama, pnsId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const fine = typeof nama === 'string' && typeof pnsId === 'string' && !`${nama}${pnsId}`.includes('\0');
    return fine ? { nama, pnsId } : null;
  } catch {
    return null;
  }
}
