import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { sameNik } from './employee-columns.ts';
import type { EmployeeRow } from './employee-columns.ts';
import type { DirectoryRecord } from './outside.ts';

export interface Relative extends EmployeeRow {
  account_id: string | null;
}

/** What of ours has to do with a record. */
export interface Relatives {
  /** Our copy of the same record. */
  own: Relative | null;
  /** Another record that has its number today. */
  holder: Relative | null;
  /** Another person's account that this number is or was a name of. */
  aliasOf: string | null;
  /** Other records with the same NIK that have an account: the same person, or a mistake. */
  twins: Relative[];
}

export interface Kinship {
  of(record: DirectoryRecord): Relatives;
}

/**
 * Whom the records concern: three look-ups by index, however many they are. The rows of the records themselves are locked first, in
 * one order, so that two that say something about the same person follow one another.
 */
export async function findRelatives(
  trx: Db,
  ring: KeyRing,
  records: readonly DirectoryRecord[],
): Promise<Kinship> {
  const ids = records.map(({ pnsId }) => pnsId);
  const nips = records.map(({ nip }) => nip);
  const macs = records.flatMap(({ nik }) =>
    nik === null ? [] : ring.macs('nik', nik).map(({ mac }) => mac),
  );
  await trx
    .selectFrom('employee')
    .select('pns_id')
    .where('pns_id', 'in', ids)
    .orderBy('pns_id')
    .forUpdate()
    .execute();
  // One at a time: a transaction has one connection.
  const byId = await employees(trx).where('employee.pns_id', 'in', ids).execute();
  const byNip = await employees(trx).where('employee.nip', 'in', nips).execute();
  const byNik =
    macs.length === 0
      ? []
      : await employees(trx)
          .where('employee.nik_hmac', 'in', macs)
          .where('account.id', 'is not', null)
          .execute();
  const aliases = await trx
    .selectFrom('nip_alias')
    .select(['nip', 'account_id'])
    .where('nip', 'in', nips)
    .execute();
  return kinship(ring, { byId, byNip, byNik, aliases });
}

interface Found {
  byId: Relative[];
  byNip: Relative[];
  byNik: Relative[];
  aliases: { nip: string; account_id: string }[];
}

function kinship(ring: KeyRing, { byId, byNip, byNik, aliases }: Found): Kinship {
  const ids = new Map(byId.map((row) => [row.pns_id, row]));
  const nips = new Map(byNip.map((row) => [row.nip, row]));
  const accounts = new Map(aliases.map(({ nip, account_id: accountId }) => [nip, accountId]));
  const niks = Map.groupBy(byNik, ({ nik_hmac: mac }) => mac ?? '');
  return {
    of({ pnsId, nip, nik }) {
      const holder = nips.get(nip) ?? null;
      const macs = nik === null ? [] : ring.macs('nik', nik).map(({ mac }) => mac);
      return {
        own: ids.get(pnsId) ?? null,
        holder: holder?.pns_id === pnsId ? null : holder,
        aliasOf: accounts.get(nip) ?? null,
        twins: macs
          .flatMap((mac) => niks.get(mac) ?? [])
          .filter((row) => row.pns_id !== pnsId && nik !== null && sameNik(ring, row, nik)),
      };
    },
  };
}

function employees(trx: Db) {
  return trx
    .selectFrom('employee')
    .leftJoin('account', 'account.pns_id', 'employee.pns_id')
    .selectAll('employee')
    .select('account.id as account_id');
}
