import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';

/** A keyed digest and the id of the ring key that made it: both are stored, so that keys can be changed. */
export interface Mac {
  mac: string;
  key: string;
}

export interface KeyRing {
  /** AES-256-GCM under the newest key; `aad` binds the text to its row, so that it cannot be moved to another. */
  encrypt(plain: string, aad: string): string;
  /** Throws with code `sealed_unreadable` where the text, its row or its key is not the one it was made for. */
  decrypt(sealed: string, aad: string): string;
  /** The same for bytes, such as scans. */
  sealBytes(plain: Uint8Array, aad: string): Buffer;
  openBytes(sealed: Uint8Array, aad: string): Buffer;
  /** HMAC-SHA-256 under the newest key, for look-ups and one-time codes. */
  mac(purpose: string, value: string): Mac;
  /** The same under every key of the ring, newest first: what a look-up has to ask for. */
  macs(purpose: string, value: string): Mac[];
  /** The digest under one key of the ring; null where that key has left it. */
  macBy(keyId: string, purpose: string, value: string): string | null;
  /** Compares in constant time; false where the key has left the ring. */
  sameMac(purpose: string, value: string, stored: Mac): boolean;
}

interface RingKey {
  id: string;
  seal: Buffer;
  mac: Buffer;
}

/** Secrets at rest: keys are base64 of 32 bytes, newest first; older ones only read. */
export function createKeyRing(base64Keys: string[]): KeyRing {
  const ring = base64Keys.map(ringKey);
  const [newest] = ring;
  if (!newest) throw cryptoError('no_keys', 'the key ring needs at least one key');
  const find = (id: string) => ring.find((key) => key.id === id);
  return {
    encrypt: (plain, aad) => seal(newest, plain, aad),
    decrypt: (sealed, aad) => open(find, sealed, aad),
    sealBytes: (plain, aad) => sealBytes(newest, plain, aad),
    openBytes: (sealed, aad) => openBytes(find, sealed, aad),
    mac: (purpose, value) => macUnder(newest, purpose, value),
    macs: (purpose, value) => ring.map((key) => macUnder(key, purpose, value)),
    macBy(keyId, purpose, value) {
      const key = find(keyId);
      return key ? macUnder(key, purpose, value).mac : null;
    },
    sameMac(purpose, value, stored) {
      const key = find(stored.key);
      return key !== undefined && equal(macUnder(key, purpose, value).mac, stored.mac);
    },
  };
}

function macUnder(key: RingKey, purpose: string, value: string): Mac {
  const mac = createHmac('sha256', key.mac).update(`${purpose}\0${value}`).digest('base64url');
  return { mac, key: key.id };
}

/** One secret gives two keys (HKDF, RFC 5869): the same bytes must not both encrypt and authenticate. */
function ringKey(base64: string): RingKey {
  const secret = Buffer.from(base64.trim(), 'base64');
  if (secret.length !== 32) throw cryptoError('bad_key', 'a key of the ring must be base64 of 32 bytes');
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `asn-digital ${use}`, 32));
  return { id: derive('id').toString('base64url').slice(0, 8), seal: derive('seal'), mac: derive('mac') };
}

function seal(key: RingKey, plain: string, aad: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.seal, iv).setAAD(Buffer.from(aad));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return ['v1', key.id, iv.toString('base64url'), text.toString('base64url')].join('.');
}

function open(find: (id: string) => RingKey | undefined, sealed: string, aad: string): string {
  const [version, keyId = '', iv = '', text = ''] = sealed.split('.');
  const key = version === 'v1' ? find(keyId) : undefined;
  if (!key) throw cryptoError('sealed_unreadable', 'sealed under a key that is not on the ring');
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.seal, Buffer.from(iv, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw cryptoError('sealed_unreadable', 'sealed for another row, or damaged', cause);
  }
}

/** One byte of version, eight of the key's id, twelve of nonce, the text, sixteen of tag. */
const BYTES_VERSION = 1;
const KEY_ID_AT = 1;
const NONCE_AT = 9;
const TEXT_AT = 21;
const TAG_LENGTH = 16;

function sealBytes(key: RingKey, plain: Uint8Array, aad: string): Buffer {
  const iv = randomBytes(TEXT_AT - NONCE_AT);
  const cipher = createCipheriv('aes-256-gcm', key.seal, iv).setAAD(Buffer.from(aad));
  const head = Buffer.concat([Buffer.of(BYTES_VERSION), Buffer.from(key.id, 'latin1'), iv]);
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openBytes(find: (id: string) => RingKey | undefined, sealed: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const key = bytes[0] === BYTES_VERSION ? find(bytes.toString('latin1', KEY_ID_AT, NONCE_AT)) : undefined;
  if (!key) throw cryptoError('sealed_unreadable', 'sealed under a key that is not on the ring');
  const iv = bytes.subarray(NONCE_AT, TEXT_AT);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.seal, iv, { authTagLength: TAG_LENGTH });
    decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-TAG_LENGTH));
    return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT, -TAG_LENGTH)), decipher.final()]);
  } catch (cause) {
    throw cryptoError('sealed_unreadable', 'sealed for another row, or damaged', cause);
  }
}

function cryptoError(code: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code });
}

/**
 * A token for a URL or a cookie: 256 bits unless told otherwise. Never six digits in a row: in a mail or SMS only the code is
 * that (contract), and a phone that offers to fill it in must not offer a part of a link.
 */
export function randomToken(bytes = 32): string {
  const token = randomBytes(bytes).toString('base64url');
  return /\d{6}/.test(token) ? randomToken(bytes) : token;
}

/** Evenly distributed decimal digits, leading zeros kept. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** SHA-256 in base64url: enough for secrets that are random themselves, never for passwords or short codes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Constant-time equality of two texts of any length: their digests are compared, so the length tells nothing. */
export function equal(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
