import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { NewDeviceSignin } from '../../platform/schema.ts';
import { notice } from '../notices.ts';
import type { ListedSignin, Telling } from '../notices.ts';

/** "Chrome, Windows" out of the browser's own header; null: not known. */
export type NameBrowser = (userAgent: string | null) => string | null;

interface Batch {
  accountId: string;
  count: number;
  signins: NewDeviceSignin[];
}

/**
 * Tells one owner of their sign-ins from new devices, where a batch is due; false where none is. The batch is its row: taking it
 * and writing the mail are one transaction, so that of many nodes one tells, and a node that dies has told nothing and taken
 * nothing. A sign-in meanwhile waits for that and begins the next batch.
 */
export async function tellOfNewDevices(
  trx: Db,
  now: number,
  { compose, nameBrowser }: Pick<Telling, 'compose'> & { nameBrowser: NameBrowser },
): Promise<boolean> {
  const batch = await takeDue(trx, now);
  if (!batch) return false;
  const { accountId, count, signins } = batch;
  // An activation and nothing else: its owner has just been told of the password and the authenticator.
  if (signins.every(({ first }) => first)) return true;
  const kind = signins.every(({ shared }) => shared) ? 'shared_device' : 'new_device';
  const names = await namesOf(trx, signins);
  const listed = signins.map((signin): ListedSignin => ({
    at: new Date(signin.at),
    browser: nameBrowser(signin.userAgent),
    address: signin.address,
    application: names.get(signin.clientId ?? '') ?? 'ASN Digital',
    shared: signin.shared,
  }));
  const [only, ...others] = signins;
  // Of several it is not known which was somebody else: then all sessions end, or none.
  const signin = only && others.length === 0 && count === 1 ? only : null;
  const values = { count, signins: listed };
  await notice(trx, { accountId, kind, values, signin, now, compose });
  return true;
}

async function takeDue(trx: Db, now: number): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    delete from new_device_notice where account_id = (
      select account_id from new_device_notice where due_at <= ${new Date(now)}
      order by due_at limit 1 for update skip locked)
    returning account_id as "accountId", count, signins`.execute(trx);
  return rows[0] ?? null;
}

async function namesOf(trx: Db, signins: NewDeviceSignin[]): Promise<Map<string, string>> {
  const ids = signins.flatMap(({ clientId }) => (clientId === null ? [] : [clientId]));
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('client')
    .select(['client_id', 'metadata'])
    .where('client_id', 'in', ids)
    .execute();
  return new Map(rows.map(({ client_id: id, metadata }) => [id, String(metadata.client_name ?? id)]));
}
