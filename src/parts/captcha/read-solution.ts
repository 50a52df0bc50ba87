import type { Challenge, Solution } from 'altcha-lib';
import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-f]{1,256}$/);

/** What our script posts in `altcha`; the library signs every parameter, so their values need no check of ours. */
const schema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: hex,
      salt: hex,
      cost: z.int().min(1).max(10_000),
      keyLength: z.int().min(1).max(64),
      keyPrefix: hex,
      keySignature: hex,
      // Who asked, and until when it is good (epoch ms).
      data: z.object({ uid: z.string(), until: z.number() }),
    }),
    signature: hex,
  }),
  solution: z.object({
    counter: z.int().min(0).max(0xffffffff),
    derivedKey: hex,
    time: z.number().optional(),
  }),
});

/** Base64 JSON of altcha's payload, or null where it is not one. */
export function readSolution(payload: string): { challenge: Challenge; solution: Solution } | null {
  const json = parse(Buffer.from(payload, 'base64').toString('utf8'));
  const read = schema.safeParse(json);
  if (!read.success) return null;
  // The same object in the library's words: only optional properties are written otherwise there.
  return read.data as { challenge: Challenge; solution: Solution };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
