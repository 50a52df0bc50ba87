/**
 * What a developer pastes to be told whether it would be accepted: a redirect URI, or the whole address that their application
 * sends people to (OpenID Connect Core §3.1.2.1). Only what can be said without asking anybody is said.
 */
export type RequestFault =
  | 'no_redirect'
  | 'other_client'
  | 'response_type'
  | 'no_openid'
  | 'scope'
  /** PKCE with S256 is asked of every client (RFC 9700 §2.1.1). */
  | 'no_pkce'
  | 'pkce_method'
  /** This client must push its requests (RFC 9126). */
  | 'par';

export interface AskingClient {
  id: string;
  scopes: readonly string[];
  par: boolean;
}

export interface PastedRequest {
  /** Null: there is none in it. */
  redirectUri: string | null;
  faults: RequestFault[];
  /** Scopes that are not on the client's list: asked for, they are never granted. */
  scopes: string[];
}

/** A whole request where its address says whose it is; else the text is a redirect URI itself. */
export function readPasted(text: string, client: AskingClient): PastedRequest {
  const url = URL.parse(text);
  const asked = url && url.searchParams.has('client_id') ? url.searchParams : null;
  return asked === null ? { redirectUri: text, faults: [], scopes: [] } : readRequest(asked, client);
}

function readRequest(asked: URLSearchParams, client: AskingClient): PastedRequest {
  const redirectUri = asked.get('redirect_uri');
  const mine = asked.get('client_id') === client.id;
  const pushed = asked.has('request_uri');
  const scopes = (asked.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
  const strange = scopes.filter((scope) => !client.scopes.includes(scope));
  const faults: [RequestFault, boolean][] = [
    ['other_client', !mine],
    ['no_redirect', redirectUri === null && !pushed],
    ['par', client.par && !pushed],
    ['response_type', !pushed && asked.get('response_type') !== 'code'],
    ['no_openid', !pushed && !scopes.includes('openid')],
    ['scope', strange.length > 0],
    ['no_pkce', !pushed && !asked.has('code_challenge')],
    ['pkce_method', asked.has('code_challenge') && asked.get('code_challenge_method') !== 'S256'],
  ];
  return { redirectUri, faults: faults.filter(([, is]) => is).map(([name]) => name), scopes: strange };
}
