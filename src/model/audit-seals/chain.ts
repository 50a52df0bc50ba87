import { createHash } from 'node:crypto';
import type { KeyRing } from '../../platform/crypto.ts';
import type { SealedRow } from './rows.ts';

/** Bytes of each row's MAC that are kept: enough that none is hit by chance, and a tenth of a row. */
export const ROW_MAC_BYTES = 16;
/** What the first link follows. */
export const GENESIS = 'genesis';

/** One link of the chain: the rows of an id range, and the link before it. Times are epoch milliseconds. */
export interface Link {
  nr: number;
  fromId: number;
  toId: number;
  count: number;
  rowMacs: Buffer;
  previousMac: string;
  keyId: string;
  sealedAt: number;
}

/** The MACs of the rows side by side; null where the key has left the ring. */
export function macsOfRows(ring: KeyRing, keyId: string, rows: readonly SealedRow[]): Buffer | null {
  const macs: Buffer[] = [];
  for (const row of rows) {
    const mac = ring.macBy(keyId, 'audit-row', row.text);
    if (mac === null) return null;
    macs.push(Buffer.from(mac, 'base64url').subarray(0, ROW_MAC_BYTES));
  }
  return Buffer.concat(macs);
}

/** The MAC of a link (HMAC-SHA-256, RFC 2104): whoever lacks the key can neither change one nor continue the chain. */
export function macOfLink(ring: KeyRing, link: Link): string | null {
  const { nr, fromId, toId, count, previousMac, keyId, sealedAt } = link;
  const digest = createHash('sha256').update(link.rowMacs).digest('base64url');
  const said = JSON.stringify([nr, fromId, toId, count, digest, previousMac, keyId, sealedAt]);
  return ring.macBy(keyId, 'audit-seal', said);
}
