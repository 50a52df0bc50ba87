import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { AUDIT_DRIVERS } from '../../policies/audit-search.ts';
import type { AuditDriver } from '../../policies/audit-search.ts';

export interface AuditFilters {
  /** Any of these; empty: all. */
  types: readonly string[];
  accountId: string | null;
  /** An account id, 'shell', or one of the nobodies. */
  actor: string | null;
  clientId: string | null;
  address: string | null;
  requestId: string | null;
  /** From then on, and before then. */
  from: Date | null;
  to: Date | null;
}

/** They are no index of their own (migration 0020): most rows are theirs. */
const NOBODY_IN_PARTICULAR = ['self', 'anonymous', 'system'];

/** Which indexes could answer this search. */
export function driversOf(filters: AuditFilters): AuditDriver[] {
  const named = AUDIT_DRIVERS.filter((driver) => driver !== 'time' && isNamed(filters, driver));
  return named.length > 0 ? named : ['time'];
}

function isNamed(filters: AuditFilters, driver: AuditDriver): boolean {
  const { types, accountId, actor, clientId, address, requestId } = filters;
  const named: Record<AuditDriver, boolean> = {
    request: requestId !== null,
    account: accountId !== null,
    address: address !== null,
    actor: actor !== null && !NOBODY_IN_PARTICULAR.includes(actor),
    client: clientId !== null,
    type: types.length > 0,
    time: true,
  };
  return named[driver];
}

/** An index of migration 0020: its first column, which of its values is looked for, and what its rows are besides. */
export interface Entry {
  column: RawBuilder<unknown>;
  value: RawBuilder<unknown>;
  only: RawBuilder<unknown>;
}

/** Where a search enters the log; null: at the time alone. The value of one of several types is that of its slice. */
export function entryOf(driver: AuditDriver, filters: AuditFilters): Entry | null {
  const { types, accountId, actor, clientId, address, requestId } = filters;
  switch (driver) {
    case 'request':
      return entry(sql`a.request_id`, sql`${requestId}::text`, sql`a.request_id is not null`);
    case 'account':
      return entry(sql`a.account_id`, sql`${accountId}::uuid`);
    case 'address':
      return entry(sql`a.address`, sql`${address}::text`, sql`a.address is not null`);
    case 'actor':
      return entry(sql`a.actor`, sql`${actor}::text`, sql`a.actor not in ('self', 'anonymous', 'system')`);
    case 'client':
      return entry(sql`a.client_id`, sql`${clientId}::text`, sql`a.client_id is not null`);
    case 'type':
      return entry(sql`a.type`, types.length > 1 ? sql`t.type` : sql`${types[0] ?? null}::text`);
    case 'time':
      return null;
  }
}

const entry = (column: Entry['column'], value: Entry['value'], only: Entry['only'] = sql`true`): Entry => ({
  ...{ column, value, only },
});

/** What the rows of the index must be besides. */
export function others(driver: AuditDriver, filters: AuditFilters): RawBuilder<unknown>[] {
  const { types, accountId, actor, clientId, address, requestId } = filters;
  const all: [AuditDriver, RawBuilder<unknown> | null][] = [
    ['request', requestId === null ? null : sql`a.request_id = ${requestId}`],
    ['account', accountId === null ? null : sql`a.account_id = ${accountId}`],
    ['address', address === null ? null : sql`a.address = ${address}`],
    ['actor', actor === null ? null : sql`a.actor = ${actor}`],
    ['client', clientId === null ? null : sql`a.client_id = ${clientId}`],
    ['type', types.length === 0 ? null : sql`a.type = any(${[...types]}::text[])`],
  ];
  return all.flatMap(([name, filter]) => (name === driver || filter === null ? [] : [filter]));
}
