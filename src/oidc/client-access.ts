import { errors } from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { audit } from '../model/audit.ts';
import type { Db } from '../platform/db.ts';
import { mayUse } from '../policies/client-access.ts';
import { NOT_THEIRS } from '../policies/client-error.ts';
import type { RegisteredClient } from './clients.ts';
import { auditContextOf } from './context.ts';

/** Whether this person is one of those that the client is for; a client of everybody's costs no question. */
export async function mayUseClient(db: Db, client: RegisteredClient, accountId: string): Promise<boolean> {
  if (client.access === null) return true;
  const person = await db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select(['employee.instansi_id', 'employee.jenis_asn'])
    .where('account.id', '=', accountId)
    .executeTakeFirst();
  if (!person) return false;
  const { instansi_id: id, jenis_asn: jenisAsn } = person;
  return mayUse(client, { instansi: { id }, jenisAsn });
}

export interface Applicant {
  client: RegisteredClient;
  accountId: string;
  /** `prompt=none`: no page may be shown. */
  silent: boolean;
}

/**
 * Throws where the person is none of those the client is for. A page of ours says so, with a way back: sent back at once, a
 * relying party would most likely begin the same sign-in again, for ever.
 */
export async function mustBeTheirs(
  { db }: { db: Db },
  ctx: KoaContextWithOIDC,
  { client, accountId, silent }: Applicant,
): Promise<void> {
  if (await mayUseClient(db, client, accountId)) return;
  const event = { type: 'client.access-refused' as const, accountId, details: { client: client.id } };
  await audit(db, event, auditContextOf(ctx, accountId, client.id));
  const refusal = new errors.AccessDenied(NOT_THEIRS);
  throw silent ? refusal : Object.assign(refusal, { status: 403, statusCode: 403, allow_redirect: false });
}

export const isNotTheirs = (error: unknown): boolean =>
  (error as { error_description?: unknown } | null)?.error_description === NOT_THEIRS;

/** How the refusal goes back to whoever asked, in the mode it asked for (OAuth Multiple Response Types §2.1, Form Post). */
export interface WayBack {
  href: string;
  method: 'get' | 'post';
  fields: Record<string, string>;
}

export function wayBack(params: Record<string, unknown>, answer: Record<string, unknown>): WayBack | null {
  const url = typeof params.redirect_uri === 'string' ? URL.parse(params.redirect_uri) : null;
  if (!url) return null;
  const fields = Object.fromEntries(
    Object.entries(answer).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  if (params.response_mode === 'form_post') return { href: url.href, method: 'post', fields };
  if (params.response_mode === 'fragment') url.hash = String(new URLSearchParams(fields));
  else for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return { href: url.href, method: 'get', fields: {} };
}
