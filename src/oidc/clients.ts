import type { AuditContext } from '../model/audit.ts';
import type { Acr } from '../policies/assurance.ts';

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
