import type { AuditContext } from '../model/audit.ts';

export interface RotatedKey {
  alg: string;
  kid: string;
}

export interface Keys {
  /** Makes what is missing: for each algorithm a current key and the next one. */
  ensure(): Promise<void>;
  /** next becomes current, current becomes previous, a new next is made. Gives the new current ones. */
  rotate(context: AuditContext): Promise<RotatedKey[]>;
  /** Private JWKs in the order in which the provider wants them: the first of an algorithm signs. */
  load(): Promise<SigningKeys>;
}

export interface SigningKeys {
  /** Changes whenever a key or its state does. */
  version: string;
  jwks: { keys: Record<string, unknown>[] };
}
