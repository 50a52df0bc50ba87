import { findPerson } from '../model/people/person.ts';
import type { Db } from '../platform/db.ts';
import type { Acr } from '../policies/assurance.ts';
import { claimsOf, personalClaims } from './claims.ts';
import { scopeOf, splitScope } from './client-metadata.ts';
import type { RegisteredClient } from './clients.ts';

export interface ClaimsPreview {
  /** Claims of the ID token, with examples of what only a sign-in has. */
  idToken: Record<string, unknown>;
  userinfo: Record<string, unknown>;
}

/** As amr would read for each acr (contract, "The protocol"). */
const AMR: Record<Acr, string[]> = {
  'urn:asn:acr:1': ['pwd', 'sms', 'mfa'],
  'urn:asn:acr:2': ['pwd', 'otp', 'mfa'],
  phr: ['hwk', 'user', 'mfa'],
};

export interface PreviewAsked {
  client: RegisteredClient;
  accountId: string;
  scopes: readonly string[];
  acr: Acr;
  issuer: string;
  now: number;
}

/** What this client would be told of this person, for scopes that it has; nothing is issued, signed or stored. */
export async function previewClaims(db: Db, asked: PreviewAsked): Promise<ClaimsPreview | null> {
  const { client, accountId, scopes, acr, issuer, now } = asked;
  const person = await findPerson(db, accountId);
  if (!person) return null;
  const granted = splitScope(scopeOf(client.metadata)).oidc.filter((scope) => scopes.includes(scope));
  const open = personalClaims(granted);
  const all = Object.entries(claimsOf(person));
  const seconds = Math.floor(now / 1000);
  return {
    idToken: {
      iss: issuer,
      sub: accountId,
      aud: client.id,
      acr,
      amr: AMR[acr],
      auth_time: seconds,
      sid: '…',
      session_expiry: seconds + 36_000,
    },
    userinfo: { sub: accountId, ...Object.fromEntries(all.filter(([name]) => open.has(name))) },
  };
}

export type PreviewClaims = (asked: Omit<PreviewAsked, 'issuer' | 'now'>) => Promise<ClaimsPreview | null>;
