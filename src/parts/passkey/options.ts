import { policy } from '../../../config/policy.ts';
import type { Passkey } from '../../model/credentials/passkeys.ts';
import { ALGORITHMS } from '../../platform/webauthn.ts';

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn level 3 section 5.4). */
export interface AssertionOptions {
  challenge: string;
  rpId: string;
  timeout: number;
  userVerification: 'required';
  allowCredentials: { type: 'public-key'; id: string; transports: string[] }[];
}

/** PublicKeyCredentialCreationOptionsJSON (section 5.4). */
export interface CreationOptions {
  challenge: string;
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: { type: 'public-key'; alg: number }[];
  timeout: number;
  attestation: 'none';
  authenticatorSelection: { residentKey: 'required'; requireResidentKey: true; userVerification: 'required' };
  excludeCredentials: { type: 'public-key'; id: string; transports: string[] }[];
}

/** The RP ID is the issuer's exact host (design §6): no sibling host can ask for our passkeys. */
export const rpIdOf = (issuer: string): string => new URL(issuer).hostname;

/** Before the account is proven the list stays empty: it would tell who has passkeys, and which. */
export function assertionOptions(
  issuer: string,
  { challenge, allow = [] }: { challenge: string; allow?: readonly Passkey[] },
): AssertionOptions {
  return {
    challenge,
    rpId: rpIdOf(issuer),
    timeout: policy.passkeys.challengeSeconds * 1000,
    userVerification: 'required',
    allowCredentials: allow.map(descriptor),
  };
}

/** Discoverable and verified by its user, or none: it must be able to be the whole sign-in. */
export function creationOptions(
  issuer: string,
  {
    challenge,
    user,
    existing,
  }: {
    challenge: string;
    user: { handle: string; nip: string; name: string };
    existing: readonly Passkey[];
  },
): CreationOptions {
  return {
    challenge,
    rp: { id: rpIdOf(issuer), name: 'ASN Digital' },
    user: { id: user.handle, name: user.nip, displayName: user.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: policy.passkeys.challengeSeconds * 1000,
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    excludeCredentials: existing.map(descriptor),
  };
}

function descriptor({ credentialId, transports }: Passkey) {
  return { type: 'public-key' as const, id: credentialId, transports };
}
