import type { Context } from 'koa';
import * as client from 'openid-client';
import type { Application } from './application.ts';
import { readForm } from './body.ts';
import type { Cookies } from './cookies.ts';
import type { ExpiringMap } from './expiring-map.ts';
import { faultOf } from './log.ts';
import type { Log } from './log.ts';
import { readLogoutToken } from './logout-token.ts';
import type { LogoutToken } from './logout-token.ts';
import type { Provider } from './provider.ts';
import type { Session, Sessions } from './sessions.ts';
import type { PageCode } from './text.ts';

export interface LogoutTools {
  application: Application;
  provider: () => Promise<Provider>;
  sessions: Sessions;
  used: ExpiringMap<true>;
  cookies: Cookies;
  sessionOf: (ctx: Context) => Session | null;
  tell: (ctx: Context, code: PageCode, status: number) => void;
  now: () => number;
  log: Log;
}

/** "Keluar": ends our session, then the provider's, which ends everybody else's (RP-Initiated Logout 1.0). */
export function createLogout(tools: LogoutTools) {
  return async (ctx: Context): Promise<void> => {
    const session = tools.sessionOf(ctx);
    ctx.status = 303;
    if (!session) return ctx.redirect('/');
    tools.sessions.end(session.id);
    tools.cookies.clear(ctx, 'session');
    const state = client.randomState();
    tools.log('signed_out');
    try {
      const { config } = await tools.provider();
      ctx.redirect(endSessionUrl(config, session, { url: tools.application.url, state }));
      tools.cookies.write(ctx, 'leaving', state);
    } catch (error) {
      tools.log('provider_unreachable', faultOf(error));
      tools.tell(ctx, 'local_logout', 503);
    }
  };
}

const endSessionUrl = (
  config: client.Configuration,
  session: Session,
  { url, state }: { url: string; state: string },
): string =>
  client.buildEndSessionUrl(config, {
    id_token_hint: session.idToken,
    post_logout_redirect_uri: `${url}/`,
    state,
  }).href;

const LEFT = 'all';

/**
 * Whether the front page is the end of a logout at the provider: the state that we sent there has come back. It is taken
 * out of the address first, and told once.
 */
export function backFromLogout(cookies: Cookies, ctx: Context): 'back' | 'told' | null {
  const leaving = cookies.read(ctx, 'leaving');
  if (!leaving) return null;
  if (leaving === LEFT) {
    cookies.clear(ctx, 'leaving');
    return 'told';
  }
  if (new URLSearchParams(ctx.querystring).get('state') !== leaving) return null;
  cookies.write(ctx, 'leaving', LEFT);
  ctx.status = 303;
  ctx.redirect('/');
  return 'back';
}

/** The provider says that a session ended elsewhere (Back-Channel Logout 1.0 §2.5 to 2.8). */
export function createBackchannelLogout(tools: LogoutTools) {
  return async (ctx: Context): Promise<void> => {
    ctx.set('Cache-Control', 'no-store');
    const token = await acceptToken(tools, ctx);
    if (!token) {
      ctx.status = 400;
      ctx.body = { error: 'invalid_request' };
      return;
    }
    const ended = tools.sessions.endBy({ sub: token.sub, sid: token.sid, issuedAt: token.iat });
    tools.log('backchannel_logout', { ended });
    ctx.status = 200;
    ctx.body = '';
  };
}

async function acceptToken(tools: LogoutTools, ctx: Context): Promise<LogoutToken | null> {
  const { provider, used, now, log } = tools;
  try {
    const form = await readForm(ctx);
    const { issuer, clientId, keys } = await provider();
    const token = await readLogoutToken(form.get('logout_token') ?? '', { issuer, clientId, keys, now });
    const mark = `logout ${token.jti}`;
    if (used.get(mark)) throw new Error('this logout token was used before');
    used.set(mark, true, now() + 15 * 60_000);
    return token;
  } catch (error) {
    log('logout_token_refused', faultOf(error));
    return null;
  }
}
