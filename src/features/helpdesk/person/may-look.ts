import type { HelpCase } from '../../../model/cases/case.ts';
import type { Deps, Visit } from '../desk.ts';
import { holderOf } from '../case/hold-case.ts';
import { caseApprovals } from '../lookups.ts';

/** Scans and the person behind a case are for whoever works on it, and for the second officer while a request waits. */
export async function mayLookInto(
  { db }: Pick<Deps, 'db'>,
  { officer, now }: Visit,
  helpCase: HelpCase,
): Promise<boolean> {
  if (holderOf(helpCase, now) === officer.accountId) return true;
  return (await caseApprovals(db, helpCase.id)).some(({ state }) => state === 'pending');
}
