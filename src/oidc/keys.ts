import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { randomToken, sha256 } from '../platform/crypto.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { KeyState } from '../platform/schema.ts';

export interface RotatedKey {
  alg: string;
  kid: string;
}

/** Times are epoch milliseconds. */
export interface KeyFacts {
  kid: string;
  alg: string;
  state: KeyState;
  createdAt: number;
  /** Since when it is in this state. */
  since: number;
}

export interface Keys {
  /** Makes what is missing: for each algorithm a current key and the next one. */
  ensure(): Promise<void>;
  /** next becomes current, current becomes previous, a new next is made. Gives the new current ones. */
  rotate(context: AuditContext): Promise<RotatedKey[]>;
  /** The same inside a transaction that somebody else has opened; null where other keys are current than `expected` by now. */
  rotateIn(trx: Db, expected: readonly string[], context: AuditContext): Promise<RotatedKey[] | null>;
  /** What there is, without anything secret; newest first. */
  list(): Promise<KeyFacts[]>;
  /** Private JWKs in the order in which the provider wants them: the first of an algorithm signs. */
  load(): Promise<SigningKeys>;
}

export interface SigningKeys {
  /** Changes whenever a key or its state does. */
  version: string;
  jwks: { keys: PrivateJwk[] };
}

export type PrivateJwk = Record<string, unknown> & { kid: string; alg: string; kty: string };

/** ES256 by default, RS256 for clients that need it (contract). */
const ALGORITHMS = ['ES256', 'RS256'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

const ORDER: Record<KeyState, number> = { current: 0, next: 1, previous: 2 };

export interface KeysDeps {
  db: Db;
  ring: KeyRing;
  now: () => number;
}

/**
 * The provider's signing keys: in the database, encrypted, shared by all nodes. The next one is published long before
 * it signs, so that relying parties have it when it does; the previous one stays for what it signed.
 */
export function createKeys(deps: KeysDeps): Keys {
  return {
    ensure: () => ensureKeys(deps),
    rotate: (context) => rotateKeys(deps, context),
    rotateIn: (trx, expected, context) => rotateExpected({ ...deps, db: trx }, expected, context),
    list: () => listKeys(deps),
    load: () => loadKeys(deps),
  };
}

async function ensureKeys(deps: KeysDeps): Promise<void> {
  const wanted = ALGORITHMS.flatMap((alg) => [
    { alg, state: 'current' as const },
    { alg, state: 'next' as const },
  ]);
  const missing = (have: { alg: string; state: string }[]) =>
    wanted.filter(({ alg, state }) => !have.some((key) => key.alg === alg && key.state === state));
  const states = (db: Db) => db.selectFrom('signing_key').select(['alg', 'state']).execute();
  if (missing(await states(deps.db)).length === 0) return;
  await deps.db.transaction().execute(async (trx) => {
    await lockTable(trx);
    for (const { alg, state } of missing(await states(trx)))
      await insertKey({ ...deps, db: trx }, alg, state);
  });
}

async function rotateKeys(deps: KeysDeps, context: AuditContext): Promise<RotatedKey[]> {
  await ensureKeys(deps);
  return deps.db.transaction().execute((trx) => rotateWithin({ ...deps, db: trx }, context));
}

/** `db` is a transaction. */
async function rotateWithin(deps: KeysDeps, context: AuditContext): Promise<RotatedKey[]> {
  await lockTable(deps.db);
  const rotated: RotatedKey[] = [];
  for (const alg of ALGORITHMS) rotated.push(await rotateOne(deps, alg));
  await forgetOldOnes(deps.db, deps.now());
  for (const key of rotated) {
    await audit(deps.db, { type: 'keys.rotated', accountId: null, details: { ...key } }, context);
  }
  return rotated;
}

/** `db` is a transaction: what is current is read behind the lock, so that of two rotations asked for at once one happens. */
async function rotateExpected(
  deps: KeysDeps,
  expected: readonly string[],
  context: AuditContext,
): Promise<RotatedKey[] | null> {
  await lockTable(deps.db);
  const current = (await listKeys(deps)).filter(({ state }) => state === 'current').map(({ kid }) => kid);
  if (current.toSorted().join(' ') !== expected.toSorted().join(' ')) return null;
  return rotateWithin(deps, context);
}

async function listKeys({ db }: KeysDeps): Promise<KeyFacts[]> {
  const rows = await db
    .selectFrom('signing_key')
    .select(['kid', 'alg', 'state', 'created_at', 'state_since'])
    .orderBy('alg')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(({ kid, alg, state, created_at, state_since }) => ({
    kid,
    alg,
    state,
    createdAt: created_at.getTime(),
    since: state_since.getTime(),
  }));
}

async function rotateOne(deps: KeysDeps, alg: Algorithm): Promise<RotatedKey> {
  await setState(deps, { alg, from: 'current', to: 'previous' });
  const kid = await setState(deps, { alg, from: 'next', to: 'current' });
  await insertKey(deps, alg, 'next');
  return { alg, kid };
}

async function setState(
  { db, now }: KeysDeps,
  { alg, from, to }: { alg: Algorithm; from: KeyState; to: KeyState },
): Promise<string> {
  const row = await db
    .updateTable('signing_key')
    .set({ state: to, state_since: new Date(now()) })
    .where('alg', '=', alg)
    .where('state', '=', from)
    .returning('kid')
    .executeTakeFirstOrThrow();
  return row.kid;
}

async function forgetOldOnes(trx: Db, now: number): Promise<void> {
  await trx
    .deleteFrom('signing_key')
    .where('state', '=', 'previous')
    .where('state_since', '<', new Date(now - policy.jobs.previousKeySeconds * 1000))
    .execute();
}

/** Two nodes that start, or two shells that rotate, at once must not both make keys. */
async function lockTable(trx: Db): Promise<void> {
  await sql`lock table signing_key in share row exclusive mode`.execute(trx);
}

async function insertKey({ db, ring, now }: KeysDeps, alg: Algorithm, state: KeyState): Promise<void> {
  const { publicKey, privateKey } = await makePair(alg);
  const kid = `${alg.toLowerCase()}-${randomToken(9)}`;
  const named = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' });
  await db
    .insertInto('signing_key')
    .values({
      kid,
      alg,
      state,
      public_jwk: JSON.stringify(named(publicKey)),
      private_enc: ring.encrypt(JSON.stringify(named(privateKey)), `signing-key:${kid}`),
      created_at: new Date(now()),
      state_since: new Date(now()),
    })
    .execute();
}

const generate = promisify(generateKeyPair);

async function makePair(alg: Algorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (alg === 'ES256') return generate('ec', { namedCurve: 'P-256' });
  return generate('rsa', { modulusLength: 2048 });
}

async function loadKeys({ db, ring }: KeysDeps): Promise<SigningKeys> {
  const rows = await db
    .selectFrom('signing_key')
    .select(['kid', 'alg', 'state', 'private_enc', 'state_since'])
    .execute();
  const sorted = rows.toSorted(
    (a, b) => ORDER[a.state] - ORDER[b.state] || b.state_since.getTime() - a.state_since.getTime(),
  );
  return {
    version: sha256(sorted.map(({ kid, state }) => `${kid}:${state}`).join(' ')),
    jwks: {
      keys: sorted.map(
        (row) => JSON.parse(ring.decrypt(row.private_enc, `signing-key:${row.kid}`)) as PrivateJwk,
      ),
    },
  };
}
