import type { Context } from 'koa';
import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { Db } from '../platform/db.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Render, Views } from '../platform/http/views.ts';
import type { Kv } from '../platform/kv.ts';
import type { Logger } from '../platform/log.ts';
import type { AccountWatch } from '../model/people/account-watch.ts';
import type { AuditContext } from '../model/audit.ts';
import type { Factors } from '../policies/assurance.ts';
import { stateOf } from '../platform/http/state.ts';
import type { Clients, RegisteredClient } from './clients.ts';
import type { Keys } from './keys.ts';
import { sessionRecord } from './records.ts';
import type { SessionRecord } from './records.ts';

/** What the provider as a whole needs. */
export interface FederationDeps {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  watch: AccountWatch;
  clients: Clients;
  keys: Keys;
  issuer: string;
  cookieKeys: string[];
  production: boolean;
  now: () => number;
  log: Pick<Logger, 'warn' | 'error' | 'info'>;
  render: Render;
  renderPage: Views['renderPage'];
  /** The policy's figure where absent. */
  startsPerAddress?: number;
}

/** An authorization request in the middle of the library's own work: all of this is set there. */
export interface Authorization {
  session: SessionRecord;
  params: Record<string, unknown>;
  account: Account | undefined;
  clientId: string;
  redirectUri: string;
  result: { login?: StoredLogin; consent?: object } | undefined;
}

/** What an interaction's result says of a sign-in, as it is stored. */
export interface StoredLogin {
  accountId: string;
  remember: boolean;
  ts: number;
  factors: Factors;
  epoch: number;
  shared: boolean;
  /** Absent in what was stored before there was this. */
  whole?: boolean;
  /** Names it in the audit log; absent where nothing was recorded (a step-up). */
  signin?: string | undefined;
  /** Epoch milliseconds; absent in what was stored before there was this. */
  finishedAt?: number;
  /** When its person chose to end another's session for it; epoch milliseconds. */
  switchedAt?: number;
}

/** The parts of an authorization request, for what runs within one only. */
export function authorizationOf(ctx: KoaContextWithOIDC): Authorization {
  const { session, params, account, client, result } = ctx.oidc;
  if (!session || !params || !client) throw new Error('not within an authorization request');
  return {
    session: sessionRecord(session),
    params,
    account,
    clientId: client.clientId,
    redirectUri: String(params.redirect_uri),
    result: result as Authorization['result'],
  };
}

/** The client of a running request; it has just been found by the library, so it is there. */
export async function registeredOf(clients: Clients, clientId: string): Promise<RegisteredClient> {
  const client = await clients.find(clientId);
  if (!client) throw new Error(`the client ${clientId} has just been removed`);
  return client;
}

/** Any app on a device can claim such a redirect, so it is never answered silently (RFC 8252 §8.6). */
export function isClaimable(client: RegisteredClient, redirectUri: string): boolean {
  return client.metadata.application_type === 'native' && !redirectUri.startsWith('https:');
}

/** Who and from where, for the audit of what the protocol's endpoints do. */
export function auditContextOf(ctx: Context, actor: string, clientId: string | null): AuditContext {
  const { address, requestId } = stateOf(ctx);
  return { actor, clientId, address, requestId, userAgent: ctx.get('user-agent') || null };
}

export const seconds = (nowMs: number): number => Math.floor(nowMs / 1000);
