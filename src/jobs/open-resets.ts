import { expireResets, openDueReset } from '../model/credentials/authenticator-reset.ts';
import type { Compose } from '../model/notices.ts';
import type { Db } from '../platform/db.ts';

export interface OpenResetsDeps {
  db: Db;
  compose: Compose;
  /** Links in the mails begin with it. */
  issuer: string;
  now: () => number;
}

/** Authenticator resets whose delay is over are opened and their owners told; those nobody used in their day expire. */
export async function openResets(deps: OpenResetsDeps): Promise<{ opened: number; expired: number }> {
  const { db, compose, issuer } = deps;
  const now = deps.now();
  const telling = { compose, issuer, context: { actor: 'system', at: now } };
  let opened = 0;
  while (await db.transaction().execute((trx) => openDueReset(trx, now, telling))) opened += 1;
  const expired = await db.transaction().execute((trx) => expireResets(trx, { now }, telling.context));
  return { opened, expired };
}
