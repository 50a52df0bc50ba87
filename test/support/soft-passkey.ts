import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a page asks a browser for, as its form says. */
export interface Asked {
  challenge: string;
  rpId?: string;
  rp?: { id: string };
  user?: { id: string };
}

/** What an attacker may say otherwise. */
export interface Twist {
  origin?: string;
  rpId?: string;
  challenge?: string;
  counter?: number;
  /** User verification did not happen. */
  unverified?: boolean;
  userHandle?: string | null;
  type?: string;
  id?: string;
}

export interface SoftPasskey {
  id: string;
  register(asked: Asked, twist?: Twist): string;
  answer(asked: Asked, twist?: Twist): string;
}

/** An authenticator in software (WebAuthn level 3 section 6): ES256, discoverable, whatever it is told to say. */
export function softPasskey(origin: string, { synced = true } = {}): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let handle: string | null = null;
  let counter = 0;

  const clientData = (type: string, asked: Asked, twist: Twist) =>
    Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? asked.challenge,
        origin: twist.origin ?? origin,
        crossOrigin: false,
      }),
    );
  function authenticatorData(asked: Asked, twist: Twist, attested: Buffer): Buffer {
    const rpId = twist.rpId ?? asked.rpId ?? asked.rp?.id ?? '';
    const flags =
      0x01 | (twist.unverified ? 0 : 0x04) | (synced ? 0x18 : 0) | (attested.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(twist.counter ?? (synced ? 0 : (counter += 1)));
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), count, attested]);
  }
  return {
    id: id.toString('base64url'),
    register(asked, twist = {}) {
      handle = asked.user?.id ?? null;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const data = authenticatorData(asked, twist, attested);
      const attestation = Buffer.concat([
        Buffer.of(0xa3),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.of(0xa0),
        cborText('authData'),
        cborBytes(data),
      ]);
      return JSON.stringify({
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', asked, twist).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      });
    },
    answer(asked, twist = {}) {
      const data = authenticatorData(asked, twist, Buffer.alloc(0));
      const client = clientData('webauthn.get', asked, twist);
      const signature = sign(
        'sha256',
        Buffer.concat([data, createHash('sha256').update(client).digest()]),
        privateKey,
      );
      const userHandle = twist.userHandle === undefined ? handle : twist.userHandle;
      const said = twist.id ?? id.toString('base64url');
      return JSON.stringify({
        id: said,
        rawId: said,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          ...(userHandle === null ? {} : { userHandle }),
        },
      });
    },
  };
}

function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.of(label, 0x58, 0x20), Buffer.from(value, 'base64url')]);
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01),
    coordinate(0x21, x),
    coordinate(0x22, y),
  ]);
}

const cborText = (text: string) => Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)]);

function cborBytes(bytes: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head[0] = 0x59;
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
