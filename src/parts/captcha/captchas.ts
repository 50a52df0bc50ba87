import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { policy } from '../../../config/policy.ts';
import { equal } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Kv } from '../../platform/kv.ts';
import { drawCharacters } from './draw-characters.ts';
import { ALPHABET } from './glyphs.ts';
import { readSolution } from './read-solution.ts';

export interface Captcha {
  /** For altcha's proof of work, where script runs. */
  challenge: unknown;
  /** Distorted outlines as SVG, where it does not. */
  picture: string;
}

export interface Captchas {
  /** The challenge of an interaction; the same characters, drawn anew, until they were answered. */
  make(uid: string): Promise<Captcha>;
  /** Each proof of work counts once, for the interaction it was made for. */
  solvedByWork(uid: string, payload: string): Promise<boolean>;
  /** One answer a picture: a wrong one brings new characters. */
  solvedByReading(uid: string, typed: string): Promise<boolean>;
}

const LENGTH = 6;
const LISTED = 'captcha:open';
const { challengeSeconds } = policy.captcha;
const answerKey = (uid: string) => `captcha:text:${uid}`;

/**
 * A captcha of our own, calling no other host. The work (PBKDF2, some hundreds of times 2000 rounds) is a second on a
 * laptop and a few on an old phone; the server checks it by one HMAC.
 */
export function createCaptchas({ kv, ring, now, listed }: CaptchaDeps): Captchas {
  const secret = (use: string) => ring.mac('captcha', use).mac;
  const secrets = () => ({
    hmacSignatureSecret: secret('challenge'),
    hmacKeySignatureSecret: secret('solution'),
  });

  return {
    async make(uid) {
      const [challenge, answer] = await Promise.all([
        createChallenge({
          algorithm: 'PBKDF2/SHA-256',
          cost: 2000,
          counter: randomInt(200, 600),
          deriveKey,
          data: { uid, until: now() + policy.interaction.ttlSeconds * 1000 },
          ...secrets(),
        }),
        answerOf(uid),
      ]);
      return { challenge, picture: drawCharacters(answer) };
    },
    async solvedByWork(uid, payload) {
      const solution = readSolution(payload);
      if (!solution || solution.challenge.parameters.data?.uid !== uid) return false;
      // No longer good than the mark below is kept, or it would be good again without it.
      if (Number(solution.challenge.parameters.data.until) <= now()) return false;
      const { verified } = await verifySolution({ ...solution, deriveKey, ...secrets() });
      if (!verified) return false;
      const { nonce } = solution.challenge.parameters;
      return kv.setIfAbsent(`captcha:work:${nonce}`, '1', policy.interaction.ttlSeconds);
    },
    async solvedByReading(uid, typed) {
      const answer = await kv.take(answerKey(uid));
      if (listed) await kv.removeMember(LISTED, uid);
      return answer !== null && equal(plain(typed), answer);
    },
  };

  async function answerOf(uid: string): Promise<string> {
    const fresh = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    const key = answerKey(uid);
    if (await kv.setIfAbsent(key, fresh, challengeSeconds)) {
      if (listed) await kv.addMember(LISTED, uid, Math.ceil(now() / 1000) + challengeSeconds);
      return fresh;
    }
    return (await kv.get(key)) ?? fresh;
  }
}

export interface CaptchaDeps {
  kv: Kv;
  ring: KeyRing;
  now: () => number;
  /** Whether open ones are listed with their answers: the demo only. */
  listed: boolean;
}

export interface OpenChallenge {
  uid: string;
  answer: string;
}

/** Open challenges with their answers, for `/dev/captcha`. */
export async function openChallenges({ kv, now }: { kv: Kv; now: () => number }): Promise<OpenChallenge[]> {
  const uids = await kv.members(LISTED, Math.floor(now() / 1000));
  const open = await Promise.all(uids.map(async (uid) => ({ uid, answer: await kv.get(answerKey(uid)) })));
  return open.flatMap(({ uid, answer }) => (answer === null ? [] : [{ uid, answer }]));
}

/** Upper and lower case are one, spaces are nothing. */
function plain(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
