import type { Context } from 'koa';
import type { MessageKey } from '../../../messages.ts';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { findAccountId } from '../../../model/people/signin-account.ts';
import { searchAudit } from '../../../model/audit-search/search.ts';

import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { nipFault } from '../../../parts/nip-fault.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { isUuid } from '../../../platform/uuid.ts';
import { readNip } from '../../../policies/nip.ts';
import { enter, refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { namesOf } from './people.ts';
import { NOBODIES, readSearch, searchAddress } from './read-search.ts';
import type { Search } from './read-search.ts';
import { showSearch } from './show-search.ts';

export const AUDIT = '/admin/audit';

/** Both people of a search are refused in the same words. */
const LABELS = {
  nip: 'audit.search.nip',
  actorNip: 'audit.search.actor',
} as const satisfies Record<string, MessageKey>;

/**
 * The form is posted, because a NIP may stand in it: whose account it is goes into the address of the search, the number
 * itself nowhere.
 */
export async function postSearch(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const form = await readFields(ctx);
  const search = readSearch((name) => form[name] ?? null);
  const faults = [...search.faults];
  const person = await accountTyped(deps, form, 'nip', faults);
  const actor = await actorTyped(deps, form, faults);
  if (faults.length > 0) return refuseSearch(deps, visit, { search, faults, form });
  const values = {
    ...search.values,
    person: person ?? search.values.person,
    actor: actor ?? search.values.actor,
  };
  seeOther(ctx, searchAddress(AUDIT, values));
}

async function accountTyped(
  { db }: Web,
  form: Fields,
  field: 'nip' | 'actorNip',
  faults: Fault[],
): Promise<string | null> {
  const typed = (form[field] ?? '').trim();
  if (typed === '') return null;
  const read = readNip(typed);
  if (read.kind === 'malformed') {
    faults.push({ ...nipFault(read, { whose: 'other' }), field, label: LABELS[field] });
    return null;
  }
  const id = await findAccountId(db, read.nip);
  if (id === null) faults.push({ ...fault(field, 'platform.officers.unknown'), label: LABELS[field] });
  return id;
}

/** A NIP, or one of those that are nobody in particular. */
async function actorTyped(deps: Web, form: Fields, faults: Fault[]): Promise<string | null> {
  const typed = (form.actorNip ?? '').trim().toLowerCase();
  const nobody = NOBODIES.find((name) => name === typed);
  return nobody ?? accountTyped(deps, form, 'actorNip', faults);
}

/** The search of an address. Every look at a person is written down, and so is what was asked for. */
export async function getSearch(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const query = new URLSearchParams(ctx.querystring);
  const search = readSearch((name) => query.get(name));
  if (search.faults.length > 0) return refuseSearch(deps, visit, { search, faults: search.faults });
  await lookAt(deps, visit, search);
  const found = await searchAudit(deps.db, { ...search, limit: policy.audit.pageSize });
  if (found.kind === 'slow')
    return showSearch(deps, visit, { search, faults: [fault(null, 'audit.fault.slow')] });
  await showSearch(deps, visit, { search, found });
}

/** 404 where the account of the address is none; else its rows are looked at, which stands in them from now on. */
export async function lookAt(deps: Web, visit: Visit, search: Search): Promise<void> {
  const ids = idsOf(search);
  const names = await namesOf(deps.db, ids);
  if (ids.some((id) => !isUuid(id) || !names.has(id))) return refuseScope(deps, visit);
  await noteLooks(deps, visit, names.keys());
  const filters = Object.fromEntries(Object.entries(search.values).filter(([, value]) => value !== ''));
  if (search.after === null && Object.keys(filters).length > 0)
    await audit(deps.db, { type: 'audit.searched', accountId: null, details: { filters } }, visit.context);
}

/** Its page names whom it was about all the same. */
export async function refuseSearch(
  deps: Web,
  visit: Visit,
  shown: { search: Search; faults: readonly Fault[]; form?: Fields },
): Promise<void> {
  const names = await namesOf(deps.db, idsOf(shown.search));
  await noteLooks(deps, visit, names.keys());
  await showSearch(deps, visit, shown);
}

async function noteLooks({ db }: Web, { context }: Visit, ids: Iterable<string>): Promise<void> {
  const details = { console: 'admin', why: 'audit' } as const;
  for (const accountId of ids) await audit(db, { type: 'person.viewed', accountId, details }, context);
}

const idsOf = ({ values: { person, actor } }: Search): string[] =>
  [person, ...(isNobody(actor) ? [] : [actor])].filter((id) => id !== '');

const isNobody = (actor: string): boolean => actor === '' || NOBODIES.some((name) => name === actor);
