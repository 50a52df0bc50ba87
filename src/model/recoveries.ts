import { policy } from '../../config/policy.ts';
import { randomToken, sha256 } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import { createBrowserRecords } from './browser-records.ts';
import type { BrowserRecord, BrowserRecords } from './browser-records.ts';

/** A forgotten password on its way. The same shape for whoever is nobody here: nothing to be proven then. */
export interface Recovery extends BrowserRecord {
  /** Whose password; null where what was typed is on no record, so that no code is ever right. */
  accountId: string | null;
  /** What codes and counters go by: the account, or an HMAC of an unknown NIP. */
  who: string;
  /** Of the account when this began: a freeze, a reset or another recovery ends it. */
  epoch: number;
  /** The mail's contact. */
  contactId: string | null;
  emailProven: boolean;
  phoneProven: boolean;
  smsSent: boolean;
  /** The contact that the SMS went to. */
  phoneId: string | null;
  factorProven: boolean;
  /** The password is changed: shown over reloads. */
  done: boolean;
}

/** What the link of the mail stands for, in whatever browser its mailbox is. */
export interface RecoveryLink {
  accountId: string;
  epoch: number;
  contactId: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

interface Deps {
  kv: Kv;
  now: () => number;
}

export type Recoveries = BrowserRecords<Recovery>;

export function createRecoveries(deps: Deps): Recoveries {
  return createBrowserRecords<Recovery>(deps, 'recovery');
}

/** A recovery at its beginning. */
export function newRecovery(
  begun: Pick<Recovery, 'accountId' | 'who' | 'epoch' | 'contactId'>,
  now: number,
): Recovery {
  return {
    ...begun,
    id: randomToken(16),
    expiresAt: now + policy.recovery.lifetimeSeconds * 1000,
    emailProven: false,
    phoneProven: false,
    smsSent: false,
    phoneId: null,
    factorProven: false,
    done: false,
  };
}

const linkKey = (token: string) => `recovery-link:${sha256(token)}`;

/** The token of a new link: good once, for as long as the code beside it. */
export async function makeRecoveryLink(
  { kv, now }: Deps,
  link: Omit<RecoveryLink, 'expiresAt'>,
): Promise<string> {
  const token = randomToken();
  const ttlSeconds = policy.links.resetTtlSeconds;
  const stored: RecoveryLink = { ...link, expiresAt: now() + ttlSeconds * 1000 };
  await kv.set(linkKey(token), JSON.stringify(stored), ttlSeconds);
  return token;
}

/** Changes nothing: scanners of mail servers look too. */
export async function lookAtRecoveryLink({ kv, now }: Deps, token: string): Promise<RecoveryLink | null> {
  return parsed(await kv.get(linkKey(token)), now());
}

/** One caller alone gets it. */
export async function takeRecoveryLink({ kv, now }: Deps, token: string): Promise<RecoveryLink | null> {
  return parsed(await kv.take(linkKey(token)), now());
}

function parsed(current: string | null, now: number): RecoveryLink | null {
  // Only makeRecoveryLink writes it.
  const link = current === null ? null : (JSON.parse(current) as RecoveryLink);
  return link !== null && link.expiresAt > now ? link : null;
}

interface Guesses {
  wrong: number;
  until: number;
}

const guessKey = (who: string) => `recovery-wrong:${who}`;
const DAY_MS = 86_400_000;

/**
 * Counts a guess at the codes of an account, in all browsers together, before it is compared; false after ten wrong ones in a
 * day: only the link works then (design §6). Given back by `uncountGuess` where it was right, or nothing was awaited.
 */
export function countGuess({ kv, now }: Deps, who: string): Promise<boolean> {
  return kv.update(guessKey(who), (current) => {
    const guesses = guessesIn(current, now());
    if (guesses.wrong >= policy.recovery.wrongCodesPerDay) return { write: 'keep', result: false };
    return { write: kept({ ...guesses, wrong: guesses.wrong + 1 }, now()), result: true };
  });
}

export async function uncountGuess({ kv, now }: Deps, who: string): Promise<void> {
  await kv.update(guessKey(who), (current) => {
    const guesses = guessesIn(current, now());
    const wrong = Math.max(0, guesses.wrong - 1);
    return { write: wrong === 0 ? null : kept({ ...guesses, wrong }, now()), result: null };
  });
}

function guessesIn(current: string | null, now: number): Guesses {
  // Only the two above write it.
  const guesses = current === null ? null : (JSON.parse(current) as Guesses);
  return guesses !== null && guesses.until > now ? guesses : { wrong: 0, until: now + DAY_MS };
}

function kept(guesses: Guesses, now: number) {
  return { value: JSON.stringify(guesses), ttlSeconds: Math.max(1, Math.ceil((guesses.until - now) / 1000)) };
}
