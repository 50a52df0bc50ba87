import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Compose } from '../notices.ts';
import { applyRecord } from './apply-record.ts';
import { loadEmployee } from './employee.ts';
import type { Employee } from './employee.ts';
import type { DirectoryRecord, EmployeeDirectory } from './outside.ts';

export interface FindDeps {
  db: Db;
  directory: EmployeeDirectory;
  ring: KeyRing;
  compose: Compose;
  issuer: string;
  now: () => number;
}

/**
 * `stale`: the directory is away, and our copy is older than a day. `conflict`: the number is somebody's, and it cannot be told
 * whose. `away`: nothing is known; ask again later, and lose nothing.
 */
export type FoundEmployee =
  | { kind: 'found'; employee: Employee; fetchedAt: number; stale: boolean }
  | { kind: 'unknown' }
  | { kind: 'conflict' }
  | { kind: 'away'; reason: 'slow' | 'down' | 'busy' | 'odd'; retryAfterSeconds: number | null };

/**
 * Who has this NIP, by our dated copy or by the directory, which is asked where the copy is a day old or there is none (design
 * §3); what it says takes effect at once. Not to be called in a transaction: somebody else's system is waited for.
 */
export async function findEmployee(deps: FindDeps, nip: string): Promise<FoundEmployee> {
  const { db, directory, now } = deps;
  const copy = await loadEmployee(db, nip);
  if (copy && now() - copy.fetchedAt < policy.outside.copyFreshSeconds * 1000) return found(copy, false);
  // An earlier number of an account is ours to know: the directory is asked for the present one.
  const asked = await directory.find(copy?.nip ?? nip);
  switch (asked.kind) {
    case 'found':
      return refresh(deps, asked.record);
    case 'away':
      return copy ? found(copy, true) : asked;
    case 'unknown':
    case 'conflict':
      return asked;
  }
}

function found(employee: Employee, stale: boolean): FoundEmployee {
  return { kind: 'found', employee, fetchedAt: employee.fetchedAt, stale };
}

async function refresh(
  { db, ring, compose, issuer, now }: FindDeps,
  record: DirectoryRecord,
): Promise<FoundEmployee> {
  const at = now();
  const deps = { ring, compose, issuer, now: at, context: { actor: 'system', at } };
  const applied = await db.transaction().execute((trx) => applyRecord(trx, record, deps));
  if (applied.kind === 'conflict') return { kind: 'conflict' };
  const employee = await loadEmployee(db, record.nip);
  if (!employee) throw new Error('a record that was just written is gone');
  return found(employee, false);
}
