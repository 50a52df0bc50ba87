import { policy } from '../../config/policy.ts';
import { randomDigits } from '../platform/crypto.ts';
import type { KeyRing, Mac } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import type { Limits } from '../platform/limits.ts';

export interface OneTimeDeps {
  kv: Kv;
  ring: KeyRing;
  limits: Limits;
  now: () => number;
}

/** A code is worth something to this account, for this purpose, in this browser only. */
export interface CodeRef {
  accountId: string;
  /** E.g. `activation:email`; one code of each purpose is awaited at a time. */
  purpose: string;
  /** Whatever stands for the browser: the hash of its binding cookie, or the interaction. */
  browser: string;
}

/**
 * Who asks for the message: the account's owner (behind a proof), a stranger who merely names the account, or somebody who names
 * its e-mail address too, from this network address (`addressKey`).
 */
export type CodeAsker = 'owner' | 'stranger' | { namedFrom: string };

interface IssueOptions {
  ttlSeconds: number;
  asker?: CodeAsker;
  /** Budgets beside the account's, spent only where that one allows. */
  withinOthers?: () => Promise<boolean>;
}

interface SentCode extends Mac {
  /** Epoch milliseconds. */
  expiresAt: number;
}

interface Awaited {
  /** The last two that were sent: SMS overtake each other, and people type the one they have. */
  codes: SentCode[];
  tries: number;
}

/**
 * Makes a six-digit code to be sent by mail or SMS. `budget`: this account has had its messages; show the same page
 * and send nothing. Stored is a keyed HMAC, since six digits are guessed from a plain hash at once.
 */
export async function issueCode(
  deps: OneTimeDeps,
  ref: CodeRef & IssueOptions,
): Promise<{ kind: 'issued'; code: string } | { kind: 'budget' }> {
  if (!(await withinMessageBudget(deps.limits, ref.accountId, ref.asker ?? 'owner')))
    return { kind: 'budget' };
  // Before there is a code: one that is never sent would take the place of one that was.
  if (ref.withinOthers && !(await ref.withinOthers())) return { kind: 'budget' };
  const code = randomDigits(policy.codes.digits);
  const now = deps.now();
  const sent = { ...deps.ring.mac('one-time', bound(ref, code)), expiresAt: now + ref.ttlSeconds * 1000 };
  await deps.kv.update(keyOf(ref), (current) => {
    const earlier = alive(current, now)?.codes.slice(0, 1) ?? [];
    const awaited: Awaited = { codes: [sent, ...earlier], tries: 0 };
    return { write: { value: JSON.stringify(awaited), ttlSeconds: ref.ttlSeconds }, result: null };
  });
  return { kind: 'issued', code };
}

/** Five tries; the right one is taken in the step that finds it right, so it passes once. */
export async function checkCode(
  deps: Pick<OneTimeDeps, 'kv' | 'ring' | 'now'>,
  ref: CodeRef,
  typed: string,
): Promise<'right' | 'wrong' | 'gone'> {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  return deps.kv.update(keyOf(ref), (current) => {
    const now = deps.now();
    const awaited = alive(current, now);
    if (!awaited) return { write: 'keep', result: 'gone' as const };
    const matches = awaited.codes.map((sent) => deps.ring.sameMac('one-time', bound(ref, code), sent));
    if (matches.includes(true)) return { write: null, result: 'right' as const };
    const latest = Math.max(...awaited.codes.map((sent) => sent.expiresAt));
    const ttlSeconds = Math.max(1, Math.ceil((latest - now) / 1000));
    const value = JSON.stringify({ ...awaited, tries: awaited.tries + 1 });
    return { write: { value, ttlSeconds }, result: 'wrong' as const };
  });
}

/** What is stored, without what has expired; null where nothing is left to be tried. */
function alive(stored: string | null, now: number): Awaited | null {
  if (stored === null) return null;
  const awaited = JSON.parse(stored) as Awaited;
  const codes = awaited.codes.filter((sent) => sent.expiresAt > now);
  return codes.length === 0 || awaited.tries >= policy.codes.tries ? null : { ...awaited, codes };
}

/**
 * Every code or link is a message to this account: so many an hour and a day, whoever asks. Of these, strangers may cause a few
 * only, and whoever knows the address has an hour of their own, of which no network address gets all: or they could use them up
 * and keep the owner from ever getting a code.
 */
export async function withinMessageBudget(
  limits: Limits,
  accountId: string,
  asker: CodeAsker,
): Promise<boolean> {
  const { forStrangers, perHour, perDay } = policy.codes;
  if (asker === 'stranger' && !(await spend(limits, '-strangers', accountId, forStrangers))) return false;
  if (typeof asker === 'object')
    return (await spendNamed(limits, accountId, asker.namedFrom)) && spendDay(limits, '', accountId, perDay);
  return spend(limits, '', accountId, { perHour, perDay });
}

/** The address first: what it asks for in vain is nobody else's. */
async function spendNamed(limits: Limits, accountId: string, address: string): Promise<boolean> {
  const { forNamed, forNamedByAddress } = policy.codes;
  const here = await spend(limits, '-named-address', `${accountId}:${address}`, forNamedByAddress);
  return here && spend(limits, '-named', accountId, forNamed);
}

async function spend(
  limits: Limits,
  suffix: string,
  accountId: string,
  { perHour, perDay }: { perHour: number; perDay: number },
): Promise<boolean> {
  // The hour first: who presses "Kirim ulang" again and again within it does not use up the day.
  const hour = await limits.consume(`codes-hour${suffix}`, accountId, { points: perHour, seconds: 3600 });
  return hour.allowed && spendDay(limits, suffix, accountId, perDay);
}

async function spendDay(limits: Limits, suffix: string, accountId: string, points: number): Promise<boolean> {
  return (await limits.consume(`codes-day${suffix}`, accountId, { points, seconds: 86_400 })).allowed;
}

const keyOf = (ref: CodeRef) => `code:${ref.purpose}:${ref.accountId}:${ref.browser}`;
const bound = (ref: CodeRef, code: string) => [ref.accountId, ref.purpose, ref.browser, code].join('\0');
