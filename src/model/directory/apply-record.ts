import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { changedFields, employeeColumns } from './employee-columns.ts';
import { offerNumber, recordConflict, samePerson } from './offer-number.ts';
import type { DirectoryRecord } from './outside.ts';
import { putAgencies } from './put-agencies.ts';
import { findRelatives } from './relatives.ts';
import type { Relative, Relatives } from './relatives.ts';
import { takeEffect } from './take-effect.ts';
import type { EffectDeps } from './take-effect.ts';

export interface ApplyDeps extends EffectDeps {
  ring: KeyRing;
}

/**
 * `ended`: the account that may not sign in any more; `offered`: the account whose owner is asked about a new number.
 * `conflict`: the number is another person's here, or the record is suddenly another person's; nothing was changed.
 */
export type Applied =
  | { kind: 'added' | 'unchanged'; offered: string | null }
  | { kind: 'changed'; fields: string[]; ended: string | null; offered: string | null }
  | { kind: 'conflict'; reason: 'nip_taken' | 'person_differs' };

/**
 * Takes over one record of the directory, from an import or a look-up (design §3): our copy, and what its news do to the account of
 * the person. Every change is one audit row that names the fields; the same record again changes nothing but the date of our copy.
 */
export async function applyRecord(trx: Db, record: DirectoryRecord, deps: ApplyDeps): Promise<Applied> {
  await putAgencies(trx, [record]);
  const relatives = (await findRelatives(trx, deps.ring, [record])).of(record);
  const reason = conflictOf(deps.ring, record, relatives);
  if (reason) {
    const accountId = relatives.own?.account_id ?? relatives.holder?.account_id ?? relatives.aliasOf;
    if (accountId) await recordConflict(trx, { accountId, record }, reason, deps.context);
    return { kind: 'conflict', reason };
  }
  const { own } = relatives;
  if (!own) return add(trx, record, relatives, deps);
  return change(trx, record, { ...relatives, own }, deps);
}

function conflictOf(
  ring: KeyRing,
  record: DirectoryRecord,
  { own, holder, aliasOf, twins }: Relatives,
): 'nip_taken' | 'person_differs' | null {
  if (holder) return 'nip_taken';
  const ours = [own, ...twins].some((row) => row?.account_id === aliasOf);
  if (aliasOf !== null && !ours) return 'nip_taken';
  if (own?.account_id && own.nip !== record.nip && !samePerson(ring, own, record)) return 'person_differs';
  return null;
}

async function add(
  trx: Db,
  record: DirectoryRecord,
  relatives: Relatives,
  deps: ApplyDeps,
): Promise<Applied> {
  const inserted = await trx
    .insertInto('employee')
    .values(employeeColumns(deps, record, null))
    .onConflict((conflict) => conflict.doNothing())
    .returning('pns_id')
    .executeTakeFirst();
  // Somebody else has just added it, or its number: judged once more, as what it is by now.
  if (!inserted) return applyRecord(trx, record, deps);
  return { kind: 'added', offered: await offerToTwin(trx, record, relatives, deps) };
}

async function change(
  trx: Db,
  record: DirectoryRecord,
  relatives: Relatives & { own: Relative },
  deps: ApplyDeps,
): Promise<Applied> {
  const { own } = relatives;
  const fields = changedFields(deps.ring, own, record);
  await trx
    .updateTable('employee')
    .set(employeeColumns(deps, record, own))
    .where('pns_id', '=', record.pnsId)
    .execute();
  const { account_id: accountId } = own;
  const offered = accountId
    ? await offerToOwner(trx, record, { accountId, own }, deps)
    : await offerToTwin(trx, record, relatives, deps);
  if (fields.length === 0) return { kind: 'unchanged', offered };
  const ended = accountId !== null && (await takeEffect(trx, { accountId, before: own, record }, deps));
  const details = {
    person: record.pnsId,
    fields,
    ...(fields.includes('kedudukan_hukum_id') ? { kedudukanHukum: record.kedudukanHukumId } : {}),
    ...(ended ? { ended } : {}),
  };
  await audit(trx, { type: 'directory.changed', accountId, details }, deps.context);
  return { kind: 'changed', fields, ended: ended ? accountId : null, offered };
}

/** The same record has a new number: a PPPK's new contract. */
async function offerToOwner(
  trx: Db,
  record: DirectoryRecord,
  { accountId, own }: { accountId: string; own: Relative },
  { now, context }: ApplyDeps,
): Promise<string | null> {
  if (own.nip === record.nip) return null;
  return (await offerNumber(trx, { accountId, record, now }, context)) ? accountId : null;
}

/** A record of its own with the NIK of somebody who has an account: the same person under a new number, or a mistake. */
async function offerToTwin(
  trx: Db,
  record: DirectoryRecord,
  { twins }: Relatives,
  { ring, now, context }: ApplyDeps,
): Promise<string | null> {
  for (const twin of twins) {
    const accountId = twin.account_id;
    if (accountId === null) continue;
    if (!samePerson(ring, twin, record))
      await recordConflict(trx, { accountId, record }, 'nik_shared', context);
    else if (await offerNumber(trx, { accountId, record, now }, context)) return accountId;
  }
  return null;
}
