import { randomBytes } from 'node:crypto';
import { demoSecret } from '../../config/demo-people.ts';
import { seedDemo } from '../../src/model/demo/seed.ts';
import type { Compose, Telling } from '../../src/model/notices.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import type { SigninAccount } from '../../src/model/people/signin-account.ts';
import { fromBase32 } from '../../src/platform/base32.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import type { KeyRing } from '../../src/platform/crypto.ts';
import type { Db } from '../../src/platform/db.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import { codeAt, stepAt } from '../../src/platform/totp-code.ts';
import { openTestDatabase } from './stores.ts';

export const nips = {
  budi: '199001012020011001',
  siti: '198505152010122002',
  dewi: '199203032023212003',
  agus: '198807072014031004',
  rina: '198002022005012005',
  andi: '199509092022031006',
  hadi: '197011111995031007',
} as const;

/** 30 s steps divide it: tests start at the beginning of a step. */
export const start = 1_795_000_020_000;

export interface ModelFixture {
  db: Db;
  ring: KeyRing;
  hasher: ReturnType<typeof createHasher>;
  /** A composer that names what it was asked for. */
  telling: Telling;
  account(nip: string): Promise<SigninAccount>;
  inTransaction<T>(act: (trx: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export const plainCompose: Compose = (kind, channel, locale, values) => ({
  subject: kind,
  text: `${kind} ${channel} ${locale ?? '-'} ${JSON.stringify(values)}`,
});

/** The demo's people in a database of one's own. */
export async function openModel(kind: 'postgres' | 'pglite'): Promise<ModelFixture> {
  const database = await openTestDatabase(kind);
  const { db } = database;
  const ring = createKeyRing([randomBytes(32).toString('base64')]);
  const hasher = createHasher({ concurrency: 2, queueLimit: 100, now: () => start });
  await seedDemo({ db, ring, hasher, now: start });
  return {
    db,
    ring,
    hasher,
    telling: { compose: plainCompose, context: { actor: 'self', at: start, address: '192.0.2.1' } },
    async account(nip) {
      const account = await findSigninAccount(db, nip);
      if (!account) throw new Error(`no account ${nip}`);
      return account;
    },
    inTransaction: (act) => db.transaction().execute(act),
    async close() {
      await hasher.close();
      await database.close();
    },
  };
}

/** The code the phone shows, with a clock that is `offSeconds` off. */
export function phoneCode(nowMs: number, { secret = demoSecret, offSeconds = 0 } = {}): string {
  return codeAt(fromBase32(secret), stepAt(nowMs + offSeconds * 1000));
}
