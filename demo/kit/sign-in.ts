import type { Context } from 'koa';
import * as client from 'openid-client';
import type { Application } from './application.ts';
import type { Cookies } from './cookies.ts';
import type { Pending, PendingRequest } from './pending.ts';
import type { Provider } from './provider.ts';

export interface Begin {
  returnTo: string;
  /** The second attempt, after an answer nobody here had asked for. */
  again?: boolean;
  loginHint?: string | undefined;
  step?: { sessionId: string; act: string; text: string };
}

/** A state that begins so belongs to a second attempt; the callback starts no third one. */
export const AGAIN = 'again.';

/** Sends the browser to the provider with a fresh state, nonce and PKCE verifier, kept for the callback. */
export function createBegin({
  application,
  provider,
  pending,
  cookies,
}: {
  application: Application;
  provider: () => Promise<Provider>;
  pending: Pending;
  cookies: Cookies;
}) {
  return async (ctx: Context, begin: Begin): Promise<void> => {
    const { config } = await provider();
    const request = newRequest(begin);
    const parameters = await requestParameters(application, request, begin);
    const url = application.registration.pushed
      ? await client.buildAuthorizationUrlWithPAR(config, parameters)
      : client.buildAuthorizationUrl(config, parameters);
    cookies.write(ctx, 'pending', pending.add(cookies.read(ctx, 'pending'), request));
    ctx.status = 303;
    ctx.redirect(url.href);
  };
}

function newRequest({ returnTo, again, step }: Begin): PendingRequest {
  return {
    state: `${again ? AGAIN : ''}${client.randomState()}`,
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo,
    step: step ? { sessionId: step.sessionId, act: step.act } : null,
  };
}

async function requestParameters(
  { url, registration }: Application,
  { state, nonce, verifier }: PendingRequest,
  { step, loginHint }: Begin,
): Promise<Record<string, string>> {
  const claims = claimsParameter(registration.claims, step);
  return {
    redirect_uri: `${url}/callback`,
    response_type: 'code',
    scope: registration.scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    acr_values: 'urn:asn:acr:2',
    ...(claims ? { claims } : {}),
    ...(registration.resource ? { resource: registration.resource } : {}),
    ...(loginHint ? { login_hint: loginHint } : {}),
  };
}

/** A step-up names the very act, and words for the provider's page to show the person. */
function claimsParameter(claims: object | undefined, step: Begin['step']): string | null {
  if (step) {
    const act = { essential: true, value: step.act, text: step.text };
    return JSON.stringify({ id_token: { asn_act: act } });
  }
  return claims ? JSON.stringify(claims) : null;
}
