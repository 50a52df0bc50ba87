import type { Context } from 'koa';
import type { Application } from './application.ts';
import type { Cookies } from './cookies.ts';
import { exchange, faultKind, whoSignedIn } from './exchange.ts';
import type { Answer, Fault } from './exchange.ts';
import type { ExpiringMap } from './expiring-map.ts';
import { faultOf } from './log.ts';
import type { Log } from './log.ts';
import type { Pending, PendingRequest } from './pending.ts';
import type { Provider } from './provider.ts';
import type { Session, Sessions } from './sessions.ts';
import { AGAIN } from './sign-in.ts';
import type { Begin } from './sign-in.ts';
import { createSettleStep } from './step-up.ts';
import type { PageCode } from './text.ts';
import { checkClaims } from './token-claims.ts';

export interface CallbackTools {
  application: Application;
  provider: () => Promise<Provider>;
  pending: Pending;
  sessions: Sessions;
  used: ExpiringMap<true>;
  cookies: Cookies;
  begin: (ctx: Context, begin: Begin) => Promise<void>;
  sessionOf: (ctx: Context) => Session | null;
  /** A page in place of the one asked for, with a link to try again. */
  tell: (ctx: Context, code: PageCode, status: number) => void;
  now: () => number;
  log: Log;
}

type Exchanged = { kind: 'ok'; answer: Answer; provider: Provider } | { kind: 'fault'; fault: Fault };

const STATUS: Record<Fault, number> = { cancelled: 200, refused: 400, unreachable: 503, invalid: 400 };

/** The way back from the provider: a sign-in or a step-up that this browser began, each once. */
export function createCallback(tools: CallbackTools) {
  const settleStep = createSettleStep(tools);
  return async (ctx: Context): Promise<void> => {
    const query = new URLSearchParams(ctx.querystring);
    const state = query.get('state') ?? undefined;
    const request = tools.pending.take(tools.cookies.read(ctx, 'pending'), state);
    if (!request) return strayAnswer(tools, ctx, query);

    const exchanged = await tryExchange(tools, ctx, request);
    if (request.step) return settleStep(ctx, request.step, request.returnTo, exchanged);
    if (exchanged.kind === 'fault') return tools.tell(ctx, exchanged.fault, STATUS[exchanged.fault]);
    return openSession(tools, ctx, request, exchanged);
  };
}

/**
 * An answer to no request of this browser: Back or Reload after the sign-in, a restart of ours, or a planted one. Its
 * code is not touched. Whoever is signed in goes on; others start afresh, once, so that blocked cookies make no loop.
 */
async function strayAnswer(tools: CallbackTools, ctx: Context, query: URLSearchParams): Promise<void> {
  if (tools.sessionOf(ctx)) {
    ctx.status = 303;
    return ctx.redirect('/');
  }
  const mayRestart = query.has('code') && !query.get('state')?.startsWith(AGAIN);
  if (!mayRestart) return tools.tell(ctx, 'stale', 400);
  return tools.begin(ctx, { returnTo: '/', again: true });
}

async function tryExchange(tools: CallbackTools, ctx: Context, request: PendingRequest): Promise<Exchanged> {
  const currentUrl = new URL(`/callback?${ctx.querystring}`, tools.application.url);
  try {
    const provider = await tools.provider();
    const answer = await exchange(tools.application, provider, { currentUrl, request, now: tools.now });
    return { kind: 'ok', answer, provider };
  } catch (error) {
    const fault = faultKind(error);
    tools.log('callback_refused', { fault, ...faultOf(error) });
    return { kind: 'fault', fault };
  }
}

async function openSession(
  tools: CallbackTools,
  ctx: Context,
  request: PendingRequest,
  { answer, provider }: { answer: Answer; provider: Provider },
): Promise<void> {
  const refusal = judgeSignIn(tools, answer);
  if (refusal) return tools.tell(ctx, refusal, 403);
  const person = await lookUpPerson(tools, answer, provider);
  if (typeof person === 'string') return tools.tell(ctx, person, person === 'unreachable' ? 503 : 403);

  const before = tools.sessionOf(ctx);
  if (before) tools.sessions.end(before.id);
  const session = tools.sessions.open({
    person,
    sid: String(answer.claims.sid),
    idToken: answer.idToken,
    accessToken: answer.accessToken,
    expiresAt: Number(answer.claims.session_expiry) * 1000,
  });
  await tools.application.signedIn?.(session);
  tools.cookies.write(ctx, 'session', session.id);
  tools.log('signed_in', { acr: String(answer.claims.acr), amr: [answer.claims.amr].flat().join(' ') });
  ctx.status = 303;
  ctx.redirect(request.returnTo);
}

function judgeSignIn({ now, sessions, log }: CallbackTools, { claims }: Answer): PageCode | null {
  const refusal = checkClaims(claims, now());
  if (refusal) {
    log('claims_refused', { refusal });
    return refusal === 'weak_acr' || refusal === 'session_over' ? refusal : 'invalid';
  }
  const overtaken = sessions.endedSince({ sub: claims.sub, sid: String(claims.sid), issuedAt: claims.iat });
  return overtaken ? 'session_over' : null;
}

async function lookUpPerson(tools: CallbackTools, answer: Answer, provider: Provider) {
  try {
    return (await whoSignedIn(tools.application, provider, answer)) ?? 'no_person';
  } catch (error) {
    tools.log('userinfo_failed', faultOf(error));
    const fault = faultKind(error);
    return fault === 'cancelled' ? 'refused' : fault;
  }
}
