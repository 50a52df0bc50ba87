import { isDeepStrictEqual } from 'node:util';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { randomToken, sha256 } from '../platform/crypto.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { ClientAccess } from '../platform/schema.ts';
import { isAcr } from '../policies/assurance.ts';
import { metadataFault, withDefaults } from './client-metadata.ts';
import type { AddOutcome, ClientMetadata, ClientsDeps, RegisteredClient, Registration } from './clients.ts';

/** What a change of a client needs of the world; `db` is the transaction it happens in. */
export type StoreDeps = Pick<ClientsDeps, 'ring' | 'now' | 'production'>;

/** The registered clients, in the order in which they came. */
export async function loadClients({ ring }: { ring: KeyRing }, db: Db): Promise<RegisteredClient[]> {
  const rows = await db
    .selectFrom('client')
    .select(['client_id', 'metadata', 'secret_enc', 'third_party', 'min_acr', 'access', 'logo_hash'])
    .select(['previous_secret_enc', 'previous_secret_until'])
    .orderBy('created_at')
    .orderBy('client_id')
    .execute();
  return rows.map((row): RegisteredClient => {
    const { client_id: id, previous_secret_enc: previous, previous_secret_until: until } = row;
    const secret = row.secret_enc === null ? null : ring.decrypt(row.secret_enc, secretAad(id));
    return {
      id,
      name: textOf(row.metadata.client_name) ?? id,
      metadata: { ...row.metadata, client_id: id },
      secret,
      secretMark: secret === null ? null : ring.mac('client-secret', `${id}:${secret}`).mac,
      previousSecret:
        previous === null || until === null
          ? null
          : { secret: ring.decrypt(previous, previousAad(id)), until: until.getTime() },
      thirdParty: row.third_party,
      minAcr: isAcr(row.min_acr) ? row.min_acr : 'urn:asn:acr:2',
      access: row.access,
      logoHash: row.logo_hash,
      uri: textOf(row.metadata.client_uri) ?? originOf(row.metadata.redirect_uris),
      initiateLoginUri: textOf(row.metadata.initiate_login_uri),
    };
  });
}

/** One client as it stands now, past every cache. */
export async function loadClient(
  deps: { ring: KeyRing },
  db: Db,
  id: string,
): Promise<RegisteredClient | null> {
  return (await loadClients(deps, db)).find((client) => client.id === id) ?? null;
}

export async function holdClient(trx: Db, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('client')
    .select('client_id')
    .where('client_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export interface Storing {
  context: AuditContext;
  /** `add`: it must be new. `change`: it must be there. `put`: either. */
  mode: 'add' | 'change' | 'put';
  /** Whoever asked for it may see a secret that is made now, once. */
  showTo?: string;
}

/** Writes a registration, in the caller's transaction; refuses what the provider would not accept. */
export async function storeClient(
  deps: StoreDeps,
  trx: Db,
  registration: Registration,
  { context, mode, showTo }: Storing,
): Promise<AddOutcome> {
  const metadata = withDefaults(registration.metadata);
  const id = metadata.client_id;
  const before = mode === 'add' ? null : await loadClient(deps, trx, id);
  if (mode === 'change' && !before) return { kind: 'refused', reason: `there is no client ${id}` };
  const kept = mode === 'change' ? (before?.secret ?? undefined) : undefined;
  const secret = needsSecret(metadata) ? (registration.secret ?? kept ?? randomToken()) : null;
  const fault = await metadataFault(metadata, { secret, production: deps.production });
  if (fault !== null) return { kind: 'refused', reason: fault };
  const wanted = { ...registration, metadata };
  if (before && sameAs(before, wanted, secret)) return added(metadata, secret);
  const made = secret !== null && secret !== before?.secret ? showTo : undefined;
  const type = await upsert(deps, trx, wanted, { secret, mode, showTo: made });
  if (type === null) return { kind: 'refused', reason: `the client ${id} exists already` };
  await audit(trx, { type, accountId: null, details: { client: id } }, context);
  return added(metadata, secret);
}

export async function removeClient(db: Db, id: string, context: AuditContext): Promise<boolean> {
  const row = await db
    .deleteFrom('client')
    .where('client_id', '=', id)
    .returning('client_id')
    .executeTakeFirst();
  if (!row) return false;
  await audit(db, { type: 'client.removed', accountId: null, details: { client: id } }, context);
  return true;
}

/** A new secret beside the old one, which goes on for the policy's days: developers change theirs without an outage. */
export async function rotateSecret(
  { ring, now }: StoreDeps,
  trx: Db,
  { id, showTo, context }: { id: string; showTo: string; context: AuditContext },
): Promise<boolean> {
  const row = await trx
    .selectFrom('client')
    .select('secret_enc')
    .where('client_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.secret_enc == null) return false;
  const old = ring.decrypt(row.secret_enc, secretAad(id));
  await trx
    .updateTable('client')
    .set({
      secret_enc: ring.encrypt(randomToken(), secretAad(id)),
      previous_secret_enc: ring.encrypt(old, previousAad(id)),
      previous_secret_until: new Date(now() + policy.admin.secretOverlapSeconds * 1000),
      updated_at: new Date(now()),
      ...shownTo(showTo, now()),
    })
    .where('client_id', '=', id)
    .execute();
  await audit(trx, { type: 'client.secret-rotated', accountId: null, details: { client: id } }, context);
  return true;
}

/** The secret for the eyes of whoever asked for it: the first look takes the right to look away. */
export async function takeSecret(
  { ring, now }: Pick<StoreDeps, 'ring' | 'now'>,
  db: Db,
  { id, accountId, context }: { id: string; accountId: string; context: AuditContext },
): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('client')
      .set({ secret_for: null, secret_for_until: null })
      .where('client_id', '=', id)
      .where('secret_for', '=', accountId)
      .where('secret_for_until', '>', new Date(now()))
      .returning('secret_enc')
      .executeTakeFirst();
    if (row?.secret_enc == null) return null;
    await audit(trx, { type: 'client.secret-shown', accountId: null, details: { client: id } }, context);
    return ring.decrypt(row.secret_enc, secretAad(id));
  });
}

/** Who may look at the new secret once, and until when; null: nobody. */
export async function secretWaits(db: Db, id: string, now: number): Promise<string | null> {
  const row = await db
    .selectFrom('client')
    .select('secret_for')
    .where('client_id', '=', id)
    .where('secret_for_until', '>', new Date(now))
    .executeTakeFirst();
  return row?.secret_for ?? null;
}

/** A picture that was made anew by us; null takes it away. */
export async function setLogo(
  { now }: Pick<StoreDeps, 'now'>,
  trx: Db,
  { id, png, context }: { id: string; png: Buffer | null; context: AuditContext },
): Promise<boolean> {
  const row = await trx
    .updateTable('client')
    .set({ logo: png, logo_hash: png && sha256(png.toString('base64')), updated_at: new Date(now()) })
    .where('client_id', '=', id)
    .returning('client_id')
    .executeTakeFirst();
  if (!row) return false;
  const details = { client: id, removed: png === null };
  await audit(trx, { type: 'client.logo-changed', accountId: null, details }, context);
  return true;
}

/** The demo registers its clients at every start: only a change is written, and audited. */
function sameAs(
  before: RegisteredClient,
  { metadata, thirdParty = false, minAcr = 'urn:asn:acr:2', access = before.access }: Registration,
  secret: string | null,
): boolean {
  const { metadata: its, thirdParty: third, minAcr: acr, secret: had, access: who } = before;
  return isDeepStrictEqual([its, third, acr, had, who], [metadata, thirdParty, minAcr, secret, access]);
}

async function upsert(
  { ring, now }: StoreDeps,
  trx: Db,
  { metadata, thirdParty, minAcr, access }: Registration,
  { secret, mode, showTo }: { secret: string | null; mode: Storing['mode']; showTo: string | undefined },
): Promise<'client.added' | 'client.changed' | null> {
  const at = new Date(now());
  const id = metadata.client_id;
  const values = {
    metadata: JSON.stringify(metadata),
    secret_enc: secret === null ? null : ring.encrypt(secret, secretAad(id)),
    third_party: thirdParty ?? false,
    min_acr: minAcr ?? 'urn:asn:acr:2',
    updated_at: at,
    ...(access === undefined ? {} : { access: accessText(access) }),
    ...(showTo === undefined ? {} : shownTo(showTo, now())),
    // Without a secret there is none before it either.
    ...(secret === null ? { previous_secret_enc: null, previous_secret_until: null } : {}),
  };
  if (mode !== 'change') {
    const inserted = await trx
      .insertInto('client')
      .values({ client_id: id, ...values, created_at: at })
      .onConflict((conflict) => conflict.column('client_id').doNothing())
      .returning('client_id')
      .executeTakeFirst();
    if (inserted) return 'client.added';
    if (mode === 'add') return null;
  }
  await trx.updateTable('client').set(values).where('client_id', '=', id).execute();
  return 'client.changed';
}

const accessText = (access: ClientAccess | null) => (access === null ? null : JSON.stringify(access));

const shownTo = (accountId: string, now: number) => ({
  secret_for: accountId,
  secret_for_until: new Date(now + policy.admin.requestTtlSeconds * 1000),
});

export function needsSecret(metadata: ClientMetadata): boolean {
  return String(metadata.token_endpoint_auth_method).startsWith('client_secret_');
}

function added(metadata: ClientMetadata, secret: string | null): AddOutcome {
  return { kind: 'added', metadata: secret === null ? metadata : { ...metadata, client_secret: secret } };
}

const secretAad = (clientId: string) => `client:${clientId}:secret`;
const previousAad = (clientId: string) => `client:${clientId}:previous-secret`;

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function originOf(uris: unknown): string | null {
  const first: unknown = Array.isArray(uris) ? uris[0] : null;
  return typeof first === 'string' && /^https?:/.test(first) ? new URL(first).origin : null;
}
