import type { Context } from 'koa';
import { peopleStates, searchPeople } from '../../model/agencies/search-people.ts';
import type { FoundPerson, PeopleState } from '../../model/agencies/search-people.ts';
import { audit } from '../../model/audit.ts';
import { readPeopleQuery } from '../../policies/people-search.ts';
import { enter, queryOf, unitOf, unitPlaces } from './desk.ts';
import type { Deps } from './desk.ts';
import { fullName } from '../../parts/full-name.ts';

const PAGE = 25;

/** People of the agency, one page at a time; the filters stand in the address. */
export async function listPeople(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { agency, context, now } = visit;
  const wanted = queryOf(ctx);
  const typed = wanted.get('q') ?? '';
  const choice = await unitOf(deps, visit, wanted.get('unit') ?? '');
  const state = stateOf(wanted.get('state'));
  const query = readPeopleQuery(typed);
  const found = await searchPeople(deps.db, {
    agencyId: agency.id,
    unitIds: choice.unitIds,
    query,
    state,
    after: readCursor(wanted.get('after')),
    limit: PAGE + 1,
    now,
  });
  if (query.kind !== 'nothing') {
    const details = { agency: agency.id, by: query.kind, found: found.length };
    await audit(deps.db, { type: 'people.searched', accountId: null, details }, context);
  }
  const shown = found.slice(0, PAGE);
  const last = found.length > PAGE ? shown.at(-1) : undefined;
  deps.render(ctx, 'agency/people', {
    agency,
    units: unitPlaces(choice),
    values: { q: typed },
    state: state ?? '',
    states: peopleStates,
    unreadable: query.kind === 'nothing',
    people: shown.map((person) => ({ ...person, nama: fullName(person) })),
    nextHref: last ? nextHref(wanted, last) : null,
    firstHref: wanted.has('after') ? pageHref(wanted, null) : null,
  });
}

function stateOf(text: string | null): PeopleState | null {
  return peopleStates.find((state) => state === text) ?? null;
}

function nextHref(wanted: URLSearchParams, { nama, pnsId }: FoundPerson): string {
  return pageHref(wanted, Buffer.from(JSON.stringify([nama, pnsId])).toString('base64url'));
}

function pageHref(wanted: URLSearchParams, after: string | null): string {
  const next = new URLSearchParams();
  for (const name of ['q', 'unit', 'state']) {
    const value = wanted.get(name);
    if (value) next.set(name, value);
  }
  if (after !== null) next.set('after', after);
  return `/agency/people?${next}`;
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
