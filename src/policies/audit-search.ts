/**
 * How a search over ten million audit rows stays quick: it walks one index in the order of time, looks at a bounded number of its
 * rows, and says how far it came. Which index: the one with the fewest rows, as far as a short count can tell.
 */

/** By what a row may be found, from what names the fewest rows as a rule to what names the most. */
export const AUDIT_DRIVERS = ['request', 'account', 'address', 'actor', 'client', 'type', 'time'] as const;
export type AuditDriver = (typeof AUDIT_DRIVERS)[number];

/** `counts` of those that the search names, none above the most that was counted; of equals the earlier one. */
export function chooseDriver(counts: Partial<Record<AuditDriver, number>>): AuditDriver {
  const named = AUDIT_DRIVERS.filter((driver) => counts[driver] !== undefined);
  return named.toSorted((one, other) => (counts[one] ?? 0) - (counts[other] ?? 0))[0] ?? 'time';
}

/** Where a page ended: the row it goes on after, and by which index. */
export interface AuditCursor {
  driver: AuditDriver;
  id: number;
}

export const writeCursor = ({ driver, id }: AuditCursor): string => `${driver}-${id}`;

export function readCursor(written: string): AuditCursor | null {
  const [, name = '', id = ''] = /^([a-z]+)-(\d{1,15})$/.exec(written) ?? [];
  const driver = AUDIT_DRIVERS.find((one) => one === name);
  return driver ? { driver, id: Number(id) } : null;
}
