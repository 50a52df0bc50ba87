const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648 §6): how authenticators take a secret. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The reverse; anything outside the alphabet is refused. */
export function fromBase32(text: string): Buffer {
  const bits = Array.from(text.toUpperCase(), (character) => {
    const value = alphabet.indexOf(character);
    if (value < 0) throw Object.assign(new Error('not base32'), { code: 'not_base32' });
    return value.toString(2).padStart(5, '0');
  }).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
