import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { findPerson } from '../model/people/person.ts';
import { readFields } from '../platform/http/form.ts';
import { rememberLoggedOut, takeLoggedOut } from '../platform/http/logged-out.ts';
import { seeOther } from '../platform/http/see-other.ts';
import { stateOf } from '../platform/http/state.ts';
import type { FederationDeps } from './context.ts';
import { auditContextOf } from './context.ts';
import { endSession } from './end-session.ts';
import { applicationOf } from './errors.ts';
import { sessionRecord } from './records.ts';
import type { SessionRecord } from './records.ts';
import { clearSessionCookie } from './session-cookie.ts';
import type { EndedClient } from './sessions.ts';

export interface LogoutDeps extends FederationDeps {
  provider: () => Provider;
  ownPage: (ctx: Context, next: () => Promise<void>) => Promise<void>;
}

const PATHS = { end: '/session/end', confirm: '/session/end/confirm', success: '/session/end/success' };

/**
 * RP-initiated logout (OpenID RP-Initiated Logout 1.0) by ourselves instead of the library's pages: silent only where the
 * hint is of this very session, else a page of ours asks; both end everything and answer 303.
 */
export function logoutEndpoint(deps: LogoutDeps) {
  return async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD';
    // The library's router takes any case and a slash at the end: none of its own logout pages may be reached by that.
    const path = ctx.path.toLowerCase().replace(/\/$/, '');
    if (path === PATHS.end && ctx.method === 'POST' && !mayHaveCookies(ctx)) return asGet(ctx);
    if (path === PATHS.end && (reads || ctx.method === 'POST')) return requested(deps, ctx);
    if (path === PATHS.confirm && ctx.method === 'POST') return confirmed(deps, ctx);
    if (path === PATHS.confirm) return seeOther(ctx, PATHS.end);
    if (path === PATHS.success && reads)
      return deps.render(ctx, 'logged-out', takeLoggedOut(ctx, deps.issuer));
    return next();
  };
}

/** A POST from another site comes without our cookies (SameSite=Lax); where the browser does not say, take it for one. */
function mayHaveCookies(ctx: Context): boolean {
  return ['same-origin', 'none'].includes(ctx.get('sec-fetch-site'));
}

/** RP-Initiated Logout §2 obliges us to take a POST; as a GET of the whole page the same request brings the cookies. */
async function asGet(ctx: Context): Promise<void> {
  const fields = await readFields(ctx);
  const known = Object.entries(fields).filter(([name]) => Object.hasOwn(schema.shape, name));
  return seeOther(ctx, `${PATHS.end}?${new URLSearchParams(known)}`);
}

const schema = z.object({
  id_token_hint: z.string().max(8192).optional(),
  client_id: z.string().max(200).optional(),
  post_logout_redirect_uri: z.string().max(2048).optional(),
  state: z.string().max(2048).optional(),
});

interface LogoutRequest {
  clientId: string | null;
  hint: { sub: string; sid: string | null } | null;
  redirectUri: string | null;
  state: string | null;
}

async function requested(deps: LogoutDeps, ctx: Context): Promise<void> {
  const request = await readRequest(deps, ctx);
  if ('fault' in request) return refuse(deps, ctx, request.fault);
  const session = sessionRecord(await deps.provider().Session.get(ctx));
  if (session.accountId === undefined) return leave(ctx, request);
  if (!ofThisSession(session, request)) return ask(deps, ctx, { request, session });
  return end(deps, ctx, { request, session });
}

function ofThisSession(session: SessionRecord, { hint, clientId }: LogoutRequest): boolean {
  if (!hint || clientId === null || hint.sid === null) return false;
  return hint.sub === session.accountId && hint.sid === session.authorizations?.[clientId]?.sid;
}

async function end(
  deps: LogoutDeps,
  ctx: Context,
  { request, session }: { request: LogoutRequest; session: SessionRecord },
): Promise<void> {
  const context = auditContextOf(ctx, session.accountId ?? 'self', request.clientId);
  const applications = await endSession(deps, session, context);
  clearSessionCookie(deps, ctx);
  return tell(deps, ctx, { request, applications });
}

/**
 * Back to the application that asked, as it expects. Only where another one did not answer does a page of ours stand in between:
 * somebody at a shared device must know what is perhaps still open there, and what to do about it.
 */
async function tell(
  { clients, issuer }: LogoutDeps,
  ctx: Context,
  { request, applications }: { request: LogoutRequest; applications: EndedClient[] },
): Promise<void> {
  const missed = applications.some(({ clientId, done }) => !done && clientId !== request.clientId);
  if (request.redirectUri !== null && !missed) return leave(ctx, request);
  const asked = request.clientId === null ? null : await clients.find(request.clientId);
  const href = backTo(request);
  const continueTo = asked && href !== null ? { name: asked.name, href } : null;
  rememberLoggedOut(ctx, issuer, { applications, continueTo });
  return seeOther(ctx, PATHS.success);
}

function leave(ctx: Context, request: LogoutRequest): void {
  return seeOther(ctx, backTo(request) ?? PATHS.success);
}

function backTo({ redirectUri, state }: LogoutRequest): string | null {
  if (redirectUri === null) return null;
  const url = new URL(redirectUri);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}

async function ask(
  deps: LogoutDeps,
  ctx: Context,
  { request, session }: { request: LogoutRequest; session: SessionRecord },
): Promise<void> {
  const [person, application] = await Promise.all([
    findPerson(deps.db, session.accountId ?? ''),
    applicationOf(deps.clients, request.clientId ?? undefined),
  ]);
  const hidden = {
    ...(request.clientId === null ? {} : { client_id: request.clientId }),
    ...(request.redirectUri === null ? {} : { post_logout_redirect_uri: request.redirectUri }),
    ...(request.state === null ? {} : { state: request.state }),
  };
  deps.render(ctx, 'logout-ask', { action: PATHS.confirm, hidden, application, name: person?.nama ?? '' });
}

async function confirmed(deps: LogoutDeps, ctx: Context): Promise<void> {
  return deps.ownPage(ctx, async () => {
    const fields = await readFields(ctx);
    const request = await readRequest(deps, ctx);
    if ('fault' in request) return refuse(deps, ctx, request.fault);
    const session = sessionRecord(await deps.provider().Session.get(ctx));
    if (fields.logout !== 'yes') return seeOther(ctx, '/portal');
    if (session.accountId === undefined) return leave(ctx, request);
    return end(deps, ctx, { request, session });
  });
}

async function readRequest(deps: LogoutDeps, ctx: Context): Promise<LogoutRequest | { fault: string }> {
  const given = ctx.method === 'POST' ? await readFields(ctx) : once(new URLSearchParams(ctx.querystring));
  const parsed = given ? schema.safeParse(given) : null;
  if (!parsed?.success) return { fault: 'a parameter is repeated or too long' };
  const {
    client_id: named,
    post_logout_redirect_uri: redirectUri,
    state = null,
    id_token_hint: token,
  } = parsed.data;
  const hinted = token === undefined ? null : await readHint(deps, token);
  if (hinted && named !== undefined && named !== hinted.clientId)
    return { fault: "client_id is not the hint's" };
  const clientId = hinted?.clientId ?? named ?? null;
  const client = clientId === null ? undefined : await deps.provider().Client.find(clientId);
  if (clientId !== null && !client) return { fault: 'the client is not known' };
  if (client && redirectUri !== undefined && !client.postLogoutRedirectUriAllowed(redirectUri)) {
    return { fault: 'post_logout_redirect_uri is not registered' };
  }
  return { clientId, hint: hinted, redirectUri: client ? (redirectUri ?? null) : null, state };
}

/** Null where a name comes twice. */
function once(query: URLSearchParams): Record<string, string> | null {
  const names = [...query.keys()];
  return new Set(names).size === names.length ? Object.fromEntries(query) : null;
}

/** An ID token of ours, expired or not; one that does not verify proves nothing, so the person is asked. */
async function readHint(
  { provider }: LogoutDeps,
  token: string,
): Promise<{ clientId: string; sub: string; sid: string | null } | null> {
  try {
    const [, body = ''] = token.split('.');
    const claimed = JSON.parse(Buffer.from(body, 'base64url').toString()) as { aud?: unknown };
    const client = typeof claimed.aud === 'string' ? await provider().Client.find(claimed.aud) : undefined;
    if (!client) return null;
    const { payload } = await provider().IdToken.validate(token, client);
    return {
      clientId: client.clientId,
      sub: String(payload.sub),
      sid: (payload.sid as string | undefined) ?? null,
    };
  } catch (error) {
    if ((error as { code?: string }).code === 'kv_unavailable') throw error;
    return null;
  }
}

function refuse({ render }: LogoutDeps, ctx: Context, description: string): void {
  const reference = stateOf(ctx).requestId;
  render(
    ctx,
    'oidc-error',
    { reference, error: 'invalid_request', description, application: null },
    { status: 400 },
  );
}
