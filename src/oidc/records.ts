import type Provider from 'oidc-provider';
import type { Factors } from '../policies/assurance.ts';

/** What we keep in the provider's session beside its own properties (see models.ts). */
export interface OwnSessionData {
  factors?: Factors;
  /** Whose factors they are: epochs are small numbers, so an equal one says nothing of the account. */
  factorsOf?: string;
  epoch?: number;
  /** It began on a shared device. */
  shared?: boolean;
  /** Epoch seconds: its absolute end is counted from here. */
  startedAt?: number;
  /** Of the browser it began in, for its owner's list of sessions. */
  userAgent?: string;
  address?: string;
  /** Ids of the sign-ins that are in it, as the audit log has them: "Akhiri sesi itu" finds it by those. */
  signins?: string[];
}

export interface OwnGrantData {
  epoch?: number;
  /** What `session_expiry` says; epoch seconds. */
  sessionExpiry?: number;
}

/** `destroyed`: the library saves it no more, nor sets its cookie. */
export type SessionRecord = InstanceType<Provider['Session']> & OwnSessionData & { destroyed?: boolean };
export type GrantRecord = InstanceType<Provider['Grant']> & OwnGrantData;

/** A session as it lies in the store. */
export interface StoredSession extends OwnSessionData {
  jti: string;
  uid: string;
  exp: number;
  iat?: number;
  accountId?: string;
  transient?: boolean;
  loginTs?: number;
  acr?: string;
  amr?: string[];
  authorizations?: Record<
    string,
    { sid?: string; grantId?: string; persistsLogout?: boolean; earlierGrants?: string[] }
  >;
}

export const sessionRecord = (session: InstanceType<Provider['Session']>): SessionRecord =>
  session as SessionRecord;

export const grantRecord = (grant: InstanceType<Provider['Grant']>): GrantRecord => grant as GrantRecord;

/** Names of the keys, in one place. */
export const keyNames = {
  session: (uid: string) => `oidc:session:${uid}`,
  record: (model: string, id: string) => `oidc:${model}:${id}`,
  /** Sessions of an account, each until its absolute end. */
  accountSessions: (accountId: string) => `oidc:sessions-of:${accountId}`,
  /** Grants of native apps of an account (`<grant id> <key thumbprint>`): they outlive the session. */
  accountFamilies: (accountId: string) => `oidc:families-of:${accountId}`,
  /** When everything of an account was ended that was not a session yet (parked-signins.ts). */
  parkedEnded: (accountId: string) => `oidc:parked-ended:${accountId}`,
  replay: (digest: string) => `oidc:replay:${digest}`,
};
