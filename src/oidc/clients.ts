import { isDeepStrictEqual } from 'node:util';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { randomToken } from '../platform/crypto.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import { isAcr } from '../policies/assurance.ts';
import type { Acr } from '../policies/assurance.ts';
import { metadataFault, withDefaults } from './client-metadata.ts';

/** Client metadata by its RFC 7591 names, never with the secret. */
export type ClientMetadata = Record<string, unknown> & { client_id: string };

export interface RegisteredClient {
  id: string;
  name: string;
  metadata: ClientMetadata;
  secret: string | null;
  thirdParty: boolean;
  minAcr: Acr;
  /** Its address as people see it. */
  uri: string | null;
  initiateLoginUri: string | null;
}

/** What a registration says; the rest has defaults. */
export interface Registration {
  metadata: ClientMetadata;
  /** Absent: made where the authentication method needs one. */
  secret?: string | undefined;
  thirdParty?: boolean | undefined;
  minAcr?: Acr | undefined;
}

export type AddOutcome =
  /** `metadata` holds the secret (`client_secret`), this once. */
  { kind: 'added'; metadata: ClientMetadata } | { kind: 'refused'; reason: string };

export interface Clients {
  /** From a cache of at most 30 seconds. */
  find(id: string): Promise<RegisteredClient | null>;
  all(): Promise<RegisteredClient[]>;
  /** Refuses an id that exists, and metadata that the provider would not accept. */
  add(registration: Registration, context: AuditContext): Promise<AddOutcome>;
  /** Adds or replaces: for the clients of the demo, whose addresses depend on the port. */
  put(registration: Registration, context: AuditContext): Promise<AddOutcome>;
  remove(id: string, context: AuditContext): Promise<boolean>;
  /** Forgets the cache, after a change made here. */
  forget(): void;
}

export interface ClientsDeps {
  db: Db;
  ring: KeyRing;
  now: () => number;
  /** Refuses addresses in the clear. */
  production: boolean;
}

/** The registered relying parties: a table, read as a whole at most every 30 seconds (there are hundreds, not millions). */
export function createClients(deps: ClientsDeps): Clients {
  let cached: { at: number; clients: Promise<Map<string, RegisteredClient>> } | null = null;

  function registered(): Promise<Map<string, RegisteredClient>> {
    const age = cached ? deps.now() - cached.at : Infinity;
    if (cached && age >= 0 && age < policy.caches.clientsSeconds * 1000) return cached.clients;
    const clients = loadClients(deps);
    cached = { at: deps.now(), clients };
    clients.catch(() => (cached = null));
    return clients;
  }

  const write = async (registration: Registration, context: AuditContext, replace: boolean) => {
    const outcome = await store(deps, registration, { context, replace });
    cached = null;
    return outcome;
  };
  return {
    find: async (id) => (await registered()).get(id) ?? null,
    all: async () => [...(await registered()).values()],
    add: (registration, context) => write(registration, context, false),
    put: (registration, context) => write(registration, context, true),
    async remove(id, context) {
      const removed = await removeClient(deps, id, context);
      cached = null;
      return removed;
    },
    forget: () => (cached = null),
  };
}

async function loadClients({ db, ring }: ClientsDeps): Promise<Map<string, RegisteredClient>> {
  const rows = await db
    .selectFrom('client')
    .select(['client_id', 'metadata', 'secret_enc', 'third_party', 'min_acr'])
    .orderBy('created_at')
    .orderBy('client_id')
    .execute();
  const clients = rows.map((row): RegisteredClient => {
    const metadata = { ...row.metadata, client_id: row.client_id };
    return {
      id: row.client_id,
      name: textOf(row.metadata.client_name) ?? row.client_id,
      metadata,
      secret: row.secret_enc === null ? null : ring.decrypt(row.secret_enc, secretAad(row.client_id)),
      thirdParty: row.third_party,
      minAcr: isAcr(row.min_acr) ? row.min_acr : 'urn:asn:acr:2',
      uri: textOf(row.metadata.client_uri) ?? originOf(row.metadata.redirect_uris),
      initiateLoginUri: textOf(row.metadata.initiate_login_uri),
    };
  });
  return new Map(clients.map((client) => [client.id, client]));
}

async function store(
  deps: ClientsDeps,
  registration: Registration,
  { context, replace }: { context: AuditContext; replace: boolean },
): Promise<AddOutcome> {
  const metadata = withDefaults(registration.metadata);
  const secret = needsSecret(metadata) ? (registration.secret ?? randomToken()) : null;
  const fault = await metadataFault(metadata, { secret, production: deps.production });
  if (fault !== null) return { kind: 'refused', reason: fault };
  if (replace && (await isStored(deps, { ...registration, metadata }, secret)))
    return added(metadata, secret);
  const stored = await deps.db.transaction().execute(async (trx) => {
    const type = await upsert({ ...deps, db: trx }, { ...registration, metadata }, { secret, replace });
    if (type === null) return false;
    await audit(trx, { type, accountId: null, details: { client: metadata.client_id } }, context);
    return true;
  });
  if (!stored) return { kind: 'refused', reason: `the client ${metadata.client_id} exists already` };
  return added(metadata, secret);
}

function added(metadata: ClientMetadata, secret: string | null): AddOutcome {
  return { kind: 'added', metadata: secret === null ? metadata : { ...metadata, client_secret: secret } };
}

/** The demo registers its clients at every start: only a change is written, and audited. */
async function isStored(
  deps: ClientsDeps,
  { metadata, thirdParty = false, minAcr = 'urn:asn:acr:2' }: Registration,
  secret: string | null,
): Promise<boolean> {
  const stored = (await loadClients(deps)).get(metadata.client_id);
  const wanted = { metadata, thirdParty, minAcr, secret };
  return stored !== undefined && isDeepStrictEqual({ ...wanted, ...pick(stored) }, wanted);
}

const pick = ({ metadata, thirdParty, minAcr, secret }: RegisteredClient) => ({
  metadata,
  thirdParty,
  minAcr,
  secret,
});

async function upsert(
  { db, ring, now }: ClientsDeps,
  { metadata, thirdParty, minAcr }: Registration,
  { secret, replace }: { secret: string | null; replace: boolean },
): Promise<'client.added' | 'client.changed' | null> {
  const at = new Date(now());
  const values = {
    metadata: JSON.stringify(metadata),
    secret_enc: secret === null ? null : ring.encrypt(secret, secretAad(metadata.client_id)),
    third_party: thirdParty ?? false,
    min_acr: minAcr ?? 'urn:asn:acr:2',
    updated_at: at,
  };
  const inserted = await db
    .insertInto('client')
    .values({ client_id: metadata.client_id, ...values, created_at: at })
    .onConflict((conflict) => conflict.column('client_id').doNothing())
    .returning('client_id')
    .executeTakeFirst();
  if (inserted) return 'client.added';
  if (!replace) return null;
  await db.updateTable('client').set(values).where('client_id', '=', metadata.client_id).execute();
  return 'client.changed';
}

async function removeClient({ db }: ClientsDeps, id: string, context: AuditContext): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('client')
      .where('client_id', '=', id)
      .returning('client_id')
      .executeTakeFirst();
    if (!row) return false;
    await audit(trx, { type: 'client.removed', accountId: null, details: { client: id } }, context);
    return true;
  });
}

function needsSecret(metadata: ClientMetadata): boolean {
  return String(metadata.token_endpoint_auth_method).startsWith('client_secret_');
}

const secretAad = (clientId: string) => `client:${clientId}:secret`;

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function originOf(uris: unknown): string | null {
  const first: unknown = Array.isArray(uris) ? uris[0] : null;
  return typeof first === 'string' && /^https?:/.test(first) ? new URL(first).origin : null;
}
