/** What a registration says (src/oidc/clients.ts); the names within metadata are those of RFC 7591. */
export interface Registration {
  metadata: Record<string, unknown> & { client_id: string };
  secret?: string;
  /** The least that a sign-in must prove; `urn:asn:acr:2` where absent. */
  minAcr?: 'urn:asn:acr:1' | 'urn:asn:acr:2';
}

/** The portal: its pages live in the provider's own session, and start one through the same endpoint as everybody. */
export function ourClients({ issuer }: { issuer: string }): Registration[] {
  return [
    {
      metadata: {
        client_id: 'portal',
        client_name: 'ASN Digital',
        client_uri: issuer,
        redirect_uris: [`${issuer}/portal/callback`],
        token_endpoint_auth_method: 'none',
        response_modes: ['query'],
        scope: 'openid',
      },
      // Whoever signs in by SMS reaches the portal, and is urged on there; the consoles ask for more themselves.
      minAcr: 'urn:asn:acr:1',
    },
  ];
}

export interface DemoAddresses {
  issuer: string;
  relyingParties: { myasn: string; siasn: string; ekinerja: string };
  siasnClientSecret: string;
}

/** The relying parties of the demo, one of each way to authenticate, and a native app's registration (contract). */
export function demoClients({ relyingParties, siasnClientSecret }: DemoAddresses): Registration[] {
  const { myasn, siasn, ekinerja } = relyingParties;
  return [
    {
      metadata: {
        ...relyingParty('myasn', 'MyASN', myasn),
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: `${myasn}/jwks`,
        scope: 'openid profile asn directory:read',
      },
    },
    {
      metadata: {
        ...relyingParty('siasn', 'SIASN', siasn),
        token_endpoint_auth_method: 'client_secret_basic',
        // For itself it reports how proposals stand (docs/integrators.md).
        grant_types: ['authorization_code', 'client_credentials'],
        scope: 'openid profile email asn requests:write',
      },
      secret: siasnClientSecret,
    },
    {
      metadata: {
        ...relyingParty('ekinerja', 'e-Kinerja', ekinerja),
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: `${ekinerja}/jwks`,
        // Its step-up binds an approval to an item: nothing of that may come from a URL that somebody made.
        require_pushed_authorization_requests: true,
        asn_act_allowed: true,
        grant_types: ['authorization_code', 'client_credentials'],
        scope: 'openid profile asn requests:write',
      },
    },
    {
      metadata: {
        client_id: 'myasn-mobile',
        client_name: 'MyASN Mobile',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        // Any port: the app takes a free one (RFC 8252 section 7.3).
        redirect_uris: ['http://127.0.0.1/callback'],
        dpop_bound_access_tokens: true,
        scope: 'openid profile asn directory:read',
      },
    },
  ];
}

function relyingParty(id: string, name: string, url: string) {
  return {
    client_id: id,
    client_name: name,
    client_uri: url,
    redirect_uris: [`${url}/callback`],
    post_logout_redirect_uris: [`${url}/`],
    backchannel_logout_uri: `${url}/backchannel-logout`,
    initiate_login_uri: `${url}/login`,
  };
}
