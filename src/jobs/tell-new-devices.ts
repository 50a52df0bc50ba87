import type { Compose } from '../model/notices.ts';
import { tellOfNewDevices } from '../model/people/new-devices.ts';
import type { NameBrowser } from '../model/people/new-devices.ts';
import type { Db } from '../platform/db.ts';

export interface TellNewDevicesDeps {
  db: Db;
  compose: Compose;
  nameBrowser: NameBrowser;
  now: () => number;
}

/** Sends what is due of sign-ins from new devices: one mail for each owner's batch. Gives how many batches were taken. */
export async function tellNewDevices({ db, compose, nameBrowser, now }: TellNewDevicesDeps): Promise<number> {
  const at = now();
  let told = 0;
  while (await db.transaction().execute((trx) => tellOfNewDevices(trx, at, { compose, nameBrowser })))
    told += 1;
  return told;
}
