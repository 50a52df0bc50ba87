import { policy } from '../../config/policy.ts';
import type { AuditContext } from '../model/audit.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { ClientAccess } from '../platform/schema.ts';
import type { Acr } from '../policies/assurance.ts';
import { metadataFault, withDefaults } from './client-metadata.ts';
import {
  holdClient,
  loadClient,
  loadClients,
  needsSecret,
  removeClient,
  rotateSecret,
  setLogo,
  storeClient,
  secretWaits,
  takeSecret,
} from './client-store.ts';
import type { Storing } from './client-store.ts';

/** Client metadata by its RFC 7591 names, never with the secret. */
export type ClientMetadata = Record<string, unknown> & { client_id: string };

export interface RegisteredClient {
  id: string;
  name: string;
  metadata: ClientMetadata;
  secret: string | null;
  /** Names the secret without telling it: each has another, under one name of a client too. Null: it has none. */
  secretMark: string | null;
  /** Of before the last rotation: accepted beside the new one until then (epoch ms). */
  previousSecret: { secret: string; until: number } | null;
  thirdParty: boolean;
  minAcr: Acr;
  /** Who may use it; null: everybody. */
  access: ClientAccess | null;
  /** Null: it has no logo. Else what names the picture's bytes for caches. */
  logoHash: string | null;
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
  /** Absent: it stays as it is, and a new client is everybody's. */
  access?: ClientAccess | null | undefined;
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
  /** Why the provider would not accept it, in its words; null where it would. */
  fault(registration: Registration): Promise<string | null>;
  /** Who may look at a new secret once: an account id; null: nobody, any more. */
  secretWaits(id: string): Promise<string | null>;
  /** What a second admin has approved, carried out in that very transaction; forget() after it. */
  within(trx: Db): ClientsWithin;
  /** The new secret for the eyes of whoever asked for it, once. */
  takeSecret(id: string, accountId: string, context: AuditContext): Promise<string | null>;
  /** Forgets the cache, after a change made here. */
  forget(): void;
}

export interface ClientsWithin {
  /** Nobody else changes it before this transaction ends; false where it is not there. */
  hold(id: string): Promise<boolean>;
  find(id: string): Promise<RegisteredClient | null>;
  store(registration: Registration, storing: Storing): Promise<AddOutcome>;
  remove(id: string, context: AuditContext): Promise<boolean>;
  rotateSecret(id: string, showTo: string, context: AuditContext): Promise<boolean>;
  setLogo(id: string, png: Buffer | null, context: AuditContext): Promise<boolean>;
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
    const clients = loadClients(deps, deps.db).then(
      (all) => new Map(all.map((client) => [client.id, client])),
    );
    cached = { at: deps.now(), clients };
    clients.catch(() => (cached = null));
    return clients;
  }

  const write = async (registration: Registration, storing: Storing) => {
    const outcome = await deps.db
      .transaction()
      .execute((trx) => storeClient(deps, trx, registration, storing));
    cached = null;
    return outcome;
  };
  return {
    find: async (id) => (await registered()).get(id) ?? null,
    all: async () => [...(await registered()).values()],
    add: (registration, context) => write(registration, { context, mode: 'add' }),
    put: (registration, context) => write(registration, { context, mode: 'put' }),
    async remove(id, context) {
      const removed = await deps.db.transaction().execute((trx) => removeClient(trx, id, context));
      cached = null;
      return removed;
    },
    fault(registration) {
      const metadata = withDefaults(registration.metadata);
      const secret = needsSecret(metadata) ? 'to-be-made-when-it-is-stored' : null;
      return metadataFault(metadata, { secret, production: deps.production });
    },
    secretWaits: (id) => secretWaits(deps.db, id, deps.now()),
    within: (trx) => ({
      hold: (id) => holdClient(trx, id),
      find: (id) => loadClient(deps, trx, id),
      store: (registration, storing) => storeClient(deps, trx, registration, storing),
      remove: (id, context) => removeClient(trx, id, context),
      rotateSecret: (id, showTo, context) => rotateSecret(deps, trx, { id, showTo, context }),
      setLogo: (id, png, context) => setLogo(deps, trx, { id, png, context }),
    }),
    takeSecret: (id, accountId, context) => takeSecret(deps, deps.db, { id, accountId, context }),
    forget: () => (cached = null),
  };
}
