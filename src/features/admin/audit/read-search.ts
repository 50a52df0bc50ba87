import type { AuditFilters } from '../../../model/audit-search/filters.ts';
import { readOfficeDay } from '../../../model/figures/office-day.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { readCursor } from '../../../policies/audit-search.ts';
import type { AuditCursor } from '../../../policies/audit-search.ts';
import { readEvents } from './events.ts';

/**
 * What stands in the address of a search, and in its hidden fields: an account's id, never a NIP, since addresses are kept by
 * browsers and written down by proxies.
 */
export const SEARCH_FIELDS = [
  'event',
  'person',
  'actor',
  'client',
  'address',
  'request',
  'from',
  'to',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];
export type SearchValues = Record<SearchField, string>;

export interface Search {
  values: SearchValues;
  filters: AuditFilters;
  after: AuditCursor | null;
  faults: Fault[];
}

/** Who acts without being anybody in particular. */
export const NOBODIES = ['self', 'system', 'shell', 'anonymous'] as const;
const LONGEST = 200;
const DAY_MS = 86_400_000;

/** Reads a search as it stands in an address. */
export function readSearch(read: (name: string) => string | null): Search {
  const values = Object.fromEntries(
    SEARCH_FIELDS.map((name) => [name, (read(name) ?? '').trim().slice(0, LONGEST)]),
  ) as SearchValues;
  const faults: Fault[] = [];
  const types = values.event === '' ? [] : readEvents(values.event);
  if (types === null) faults.push(fault('event', 'audit.fault.event'));
  const from = readDay(values.from, 'from', faults);
  const lastDay = readDay(values.to, 'to', faults);
  if (from !== null && lastDay !== null && lastDay < from) faults.push(fault('to', 'audit.fault.order'));
  const filters = {
    types: types ?? [],
    accountId: values.person || null,
    actor: values.actor || null,
    clientId: values.client || null,
    address: values.address.toLowerCase() || null,
    requestId: readReference(values.request) || null,
    from: from === null ? null : new Date(from),
    // The last day is among them.
    to: lastDay === null ? null : new Date(lastDay + DAY_MS),
  };
  return { values, filters, after: readCursor(read('after') ?? ''), faults };
}

/** A day of the office (WIB), as a field of dates gives it. */
function readDay(typed: string, field: 'from' | 'to', faults: Fault[]): number | null {
  if (typed === '') return null;
  const at = readOfficeDay(typed);
  const label = field === 'from' ? 'audit.search.from' : 'audit.search.to';
  if (at === null) faults.push({ ...fault(field, 'audit.fault.date'), label });
  return at;
}

/** As people read it out: in any case, with or without its dash. */
function readReference(typed: string): string {
  const plain = typed.toUpperCase().replaceAll(/[\s.\u2010-\u2015-]/g, '');
  return /^[0-9A-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : typed;
}

/** The address of a search, its empty fields left out. */
export function searchAddress(path: string, values: Partial<SearchValues>, more: Fields = {}): string {
  const query = new URLSearchParams();
  for (const name of SEARCH_FIELDS) if (values[name]) query.set(name, values[name]);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
