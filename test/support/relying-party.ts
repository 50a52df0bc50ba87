import * as openid from 'openid-client';
import type { TestFederation } from './federation.ts';
import type { Page, Visitor } from './visitor.ts';

/** A relying party of the tests: openid-client over HTTP, its callback read from the redirect rather than served. */
export interface RelyingParty {
  config: openid.Configuration;
  redirectUri: string;
  /** Sends the visitor to the authorization endpoint; gives the page where that led. */
  authorize(visitor: Visitor, params?: Record<string, string>): Promise<Attempt>;
  /** Redeems the code of an attempt, with every check that openid-client makes. */
  redeem(attempt: Attempt, options?: openid.DPoPOptions): Promise<Tokens>;
  /** Both. */
  signIn(visitor: Visitor, params?: Record<string, string>, options?: openid.DPoPOptions): Promise<Tokens>;
}

export type Tokens = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

export interface Attempt {
  page: Page;
  callback: URL;
  verifier: string;
  nonce: string;
  state: string;
  maxAge: number | undefined;
}

export interface PartyOptions {
  redirectUri?: string;
  scope?: string;
  auth?: openid.ClientAuth;
  metadata?: Partial<openid.ClientMetadata>;
  /** Pushes every request (RFC 9126). */
  pushed?: boolean;
}

export async function relyingParty(
  { issuer }: Pick<TestFederation, 'issuer'>,
  clientId: string,
  {
    redirectUri = `https://${clientId}.example/callback`,
    scope = 'openid',
    auth,
    metadata,
    pushed,
  }: PartyOptions = {},
): Promise<RelyingParty> {
  const config = await openid.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: 'ES256', ...metadata },
    auth ?? openid.None(),
    { execute: [openid.allowInsecureRequests] },
  );

  async function authorize(visitor: Visitor, params: Record<string, string> = {}): Promise<Attempt> {
    const verifier = openid.randomPKCECodeVerifier();
    const nonce = openid.randomNonce();
    const state = openid.randomState();
    const parameters = {
      scope,
      nonce,
      state,
      redirect_uri: redirectUri,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...params,
    };
    const url = pushed
      ? await openid.buildAuthorizationUrlWithPAR(config, parameters)
      : openid.buildAuthorizationUrl(config, parameters);
    const page = await visitor.get(url.href);
    const maxAge = params.max_age === undefined ? undefined : Number(params.max_age);
    return { page, callback: new URL(page.url), verifier, nonce, state, maxAge };
  }

  const redeem: RelyingParty['redeem'] = ({ callback, verifier, nonce, state, maxAge }, options) =>
    openid.authorizationCodeGrant(
      config,
      callback,
      {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: state,
        ...(maxAge === undefined ? {} : { maxAge }),
      },
      undefined,
      options,
    );

  return {
    config,
    redirectUri,
    authorize,
    redeem,
    signIn: async (visitor, params, options) => redeem(await authorize(visitor, params), options),
  };
}
