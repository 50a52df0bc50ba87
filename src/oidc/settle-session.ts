import type { Context } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { seeOther } from '../platform/http/see-other.ts';
import type { FederationDeps } from './context.ts';
import { cookieSettings } from './cookies.ts';
import { keyNames } from './records.ts';
import type { RequestMemo } from './request-memo.ts';

const keyOf = (uid: string) => `${keyNames.session(uid)} saved`;
const ENDED = 'ended';

/** Told by the adapter: under which identifier this request has saved the session, or that it was gone by then. */
export function noteSaved(memo: RequestMemo, uid: string, jti: string | null): void {
  memo.set(keyOf(uid), jti ?? ENDED);
}

type Deps = Pick<FederationDeps, 'kv' | 'clients' | 'issuer' | 'cookieKeys'> & { memo: RequestMemo };

/**
 * The library sets the session's cookie before it saves, whatever comes of that. Two corrections once it is done: the
 * cookie leaves only where this request saved the session under that identifier (a slower tab must not bring back the one
 * that a resume has just replaced); and what was authorized while the session was ended elsewhere dies with it.
 */
export async function settleSession(deps: Deps, ctx: Context): Promise<void> {
  const { session: name } = cookieSettings(deps.issuer, deps.cookieKeys).names;
  const lines = [ctx.response.get('set-cookie') as string | string[]].flat().filter(Boolean);
  const [uid, jti] = identifierIn(lines, name);
  if (uid === undefined) return;
  const saved = deps.memo.get(keyOf(uid));
  if (saved !== jti) {
    const kept = lines.filter((line) => !line.startsWith(`${name}=`) && !line.startsWith(`${name}.sig=`));
    if (kept.length > 0) ctx.set('Set-Cookie', kept);
    else ctx.remove('Set-Cookie');
  }
  if (saved === ENDED) await startAnew(deps, ctx);
}

function identifierIn(lines: string[], name: string): string[] {
  const line = lines.find((one) => one.startsWith(`${name}=`)) ?? '';
  const [value = ''] = line.slice(name.length + 1).split(';');
  return value.includes('~') ? value.split('~') : [];
}

/** Logged out in another tab while this one signed on: its grant ends (and the code with it), and it signs in anew. */
async function startAnew({ kv, clients }: Deps, ctx: Context): Promise<void> {
  const { oidc } = ctx as unknown as KoaContextWithOIDC;
  const { Grant } = oidc.entities;
  if (Grant?.jti) await kv.delete(keyNames.record('Grant', Grant.jti));
  const client = await clients.find(oidc.client?.clientId ?? '');
  ctx.body = null;
  seeOther(ctx, client?.initiateLoginUri ?? '/portal');
}
