import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** COSE identifiers of what we accept: ES256 first, EdDSA, and RS256 for Windows Hello (WebAuthn level 3 section 5.8.5). */
export const ALGORITHMS = [-7, -8, -257];

/** An answer is a few hundred bytes; an RSA attestation has some two thousand. */
const MOST_CHARACTERS = 16_384;

const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(8192);
const common = { id: base64url, rawId: base64url, type: z.literal('public-key') };
const extensions = z.record(z.string(), z.unknown()).default({});
const transports = z.array(z.string().max(32)).max(10).default([]);

const registration = z.object({
  ...common,
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports }),
  clientExtensionResults: extensions,
});
const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
  clientExtensionResults: extensions,
});

export type Assertion = z.infer<typeof assertion>;
export type RegistrationAnswer = z.infer<typeof registration>;

/** What a browser posted, read as JSON; null where it is none of its answers. */
export const readAssertion = (text: string): Assertion | null => read(assertion, text);
export const readRegistration = (text: string): RegistrationAnswer | null => read(registration, text);

function read<T>(schema: z.ZodType<T>, text: string): T | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Where an answer must come from. */
export interface RelyingPartyPlace {
  /** The issuer's exact host. */
  rpId: string;
  origin: string;
}

export interface NewCredential {
  credentialId: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  aaguid: string;
  transports: string[];
  /** Not eligible for backup: it never leaves its device. */
  deviceBound: boolean;
  backedUp: boolean;
}

/** The challenge that an answer is to, as its client data say it; null where they cannot be read. */
export function challengeOf(clientDataJson: string): string | null {
  try {
    const data = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof data.challenge === 'string' ? data.challenge : null;
  } catch {
    return null;
  }
}

/** WebAuthn level 3 section 7.1, user verification required, attestation not asked for; null where any step of it fails. */
export async function verifyRegistration(
  answer: RegistrationAnswer,
  { rpId, origin, challenge }: RelyingPartyPlace & { challenge: string },
): Promise<NewCredential | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return null;
    const { credential, aaguid, credentialDeviceType, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      aaguid,
      transports: answer.response.transports,
      deviceBound: credentialDeviceType === 'singleDevice',
      backedUp: credentialBackedUp,
    };
  } catch {
    // The library says by throwing that an answer is not good; there is nothing else in it that could fail.
    return null;
  }
}

export interface KnownCredential {
  credentialId: string;
  publicKey: string;
}

/** WebAuthn level 3 section 7.2, user verification required; null where any step of it fails. The counter is the caller's to compare. */
export async function verifyAssertion(
  answer: Assertion,
  known: KnownCredential,
  { rpId, origin, challenge }: RelyingPartyPlace & { challenge: string },
): Promise<{ counter: number; backedUp: boolean } | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: known.credentialId,
        publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
        // Compared in one UPDATE with what is stored then: here it would be read and written in two steps.
        counter: 0,
      },
    });
    if (!verified) return null;
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
  } catch {
    return null;
  }
}
