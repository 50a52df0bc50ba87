import type { Configuration } from 'oidc-provider';
import { ACT_CLAIMS, CLAIMS_OF_SCOPE } from './claims.ts';

/** Strongest first, what our steps can reach: only that is advertised. */
export const REACHABLE_ACR = ['phr', 'urn:asn:acr:2', 'urn:asn:acr:1'] as const;

const act = Object.fromEntries(ACT_CLAIMS.map((claim) => [claim, null]));

/**
 * The protocol as the contract has it, apart from anything that runs: also what decides whether a client's metadata
 * can be accepted. No implicit flow, no password grant, no dynamic registration (RFC 9700 §2.1.2, §2.4).
 */
export const protocolSettings = {
  acrValues: [...REACHABLE_ACR],
  scopes: Object.keys(CLAIMS_OF_SCOPE),
  claims: { ...CLAIMS_OF_SCOPE, ...act },
  responseTypes: ['code'],
  // OIDC Core §3.1.2.1: REQUIRED, and compared exactly.
  allowOmittingSingleRegisteredRedirectUri: false,
  subjectTypes: ['public'],
  discovery: {
    ui_locales_supported: ['id', 'en'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
  },
  clientAuthMethods: ['private_key_jwt', 'client_secret_basic', 'client_secret_post', 'none'],
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256', 'RS256'],
    clientAuthSigningAlgValues: ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'],
    dPoPSigningAlgValues: ['ES256', 'EdDSA', 'PS256', 'RS256'],
  },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  // Given so that the grant type exists; who gets one is decided in configuration.ts.
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    dPoP: { enabled: true },
    registration: { enabled: false },
  },
} satisfies Configuration;
