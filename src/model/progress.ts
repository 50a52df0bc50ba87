import type { Factors } from '../policies/assurance.ts';
import type { Kv } from '../platform/kv.ts';

/**
 * How far one authorization request has come (design §2): one key beside the provider's interaction, with the same
 * lifetime, and nowhere else. The provider's own record is allow-listed and drops what is not its own.
 */
export interface Progress {
  /** SHA-256 of the cookie that binds the browser: a planted interaction goes nowhere. */
  browserHash: string;
  clientId: string;
  /** Where a fresh sign-in starts when this one is gone. */
  initiateLoginUri: string | null;
  /** Epoch seconds. */
  expiresAt: number;
  /** The NIP as typed, so that it survives a captcha. */
  nip: string | null;
  /** Whose proof stands here: of the password, or of a second factor beside a session. */
  accountId: string | null;
  /** The account's epoch at its first proof here: what raises it ends this sign-in too. */
  epoch: number | null;
  /** When the password proven here was set (epoch ms): a change elsewhere ends this sign-in too. */
  passwordSetAt: number | null;
  /** Proven in this interaction by that account, with their times. */
  factors: Factors;
  shared: boolean;
  /** "Lanjut sebagai …?" was answered; `as_other` as well where the session that came along cannot be used any more. */
  continued: 'as_session' | 'as_other' | null;
  captchaPasses: number;
  /** A second factor was refused here: only then is its pool looked at before it is asked again. */
  otpRefused: boolean;
  /** Kinds of refusal already in the audit log: a loop of one interaction writes one row. */
  noted: string[];
  /** Ids of contacts a code was sent to because their page showed, and of those whose code was right. */
  codesSent: string[];
  contactsVerified: string[];
  /** Ids of contacts proven in this browser before, in an activation that was left ("Lanjut nanti"), and until when they count. */
  contactsResumed: string[];
  resumedUntil: number | null;
  /** Steps of that activation that nothing else here tells of, for "Langkah 5 dari 6". */
  stepsBefore: number;
  passwordChanged: boolean;
  /** Id of the code handed over that stood for the password: it is taken when a new one is set. */
  handedCode: string | null;
  /** "Buka kembali akun saya": the frozen account of whoever gave its password. */
  thawing: boolean;
  /** Codes by SMS became the second factor here. */
  smsChosen: boolean;
  enrolled: boolean;
  /** Fresh recovery codes until their owner has confirmed them; sealed by the key ring. */
  recoveryCodes: string | null;
  consented: boolean;
  /** What its person has switched the language to on the way; null: as the application wished, or the browser has it. */
  locale: 'id' | 'en' | null;
  /** The step passed last: a repeat of it leads where it led. */
  passed: string | null;
  /** Where the finished interaction resumes. */
  finished: string | null;
}

export interface ProgressStart {
  browserHash: string;
  clientId: string;
  initiateLoginUri: string | null;
  /** Epoch seconds at which the interaction ends. */
  expiresAt: number;
}

const keyOf = (uid: string) => `ix:${uid}`;

/** Written when the provider creates the interaction. Only what is not yet known by default is stored. */
export async function startProgress(kv: Kv, uid: string, start: ProgressStart, nowMs: number): Promise<void> {
  await kv.set(keyOf(uid), JSON.stringify(start), secondsLeft(start.expiresAt, nowMs));
}

/** Null where it has expired or never was. */
export async function loadProgress(kv: Kv, uid: string): Promise<Progress | null> {
  const stored = await kv.get(keyOf(uid));
  return stored === null ? null : { ...untouched(), ...(JSON.parse(stored) as ProgressStart) };
}

/** Stores it anew and returns it, so that callers go on with what is stored. */
export async function saveProgress(
  kv: Kv,
  uid: string,
  progress: Progress,
  nowMs: number,
): Promise<Progress> {
  await kv.set(keyOf(uid), JSON.stringify(withoutDefaults(progress)), secondsLeft(progress.expiresAt, nowMs));
  return progress;
}

/**
 * The same authorization request with nobody known: what one account has proven, confirmed or been shown must never
 * count for the next. Only the request, the browser, the NIP typed and the captcha are left.
 */
export function startOver(progress: Progress): Progress {
  const { browserHash, clientId, initiateLoginUri, expiresAt, nip, captchaPasses, continued, noted, locale } =
    progress;
  const request = { browserHash, clientId, initiateLoginUri, expiresAt };
  return { ...untouched(), ...request, nip, captchaPasses, continued, noted, locale };
}

function untouched(): Omit<Progress, keyof ProgressStart> {
  return {
    nip: null,
    accountId: null,
    epoch: null,
    passwordSetAt: null,
    factors: {},
    shared: false,
    continued: null,
    captchaPasses: 0,
    otpRefused: false,
    noted: [],
    codesSent: [],
    contactsVerified: [],
    contactsResumed: [],
    resumedUntil: null,
    stepsBefore: 0,
    passwordChanged: false,
    handedCode: null,
    thawing: false,
    smsChosen: false,
    enrolled: false,
    recoveryCodes: null,
    consented: false,
    locale: null,
    passed: null,
    finished: null,
  };
}

/** Anonymous requests store little (design §6): what says nothing is left out. */
function withoutDefaults(progress: Progress): Partial<Progress> {
  const kept = Object.entries(progress).filter(
    ([name, value]) => name === 'initiateLoginUri' || !saysNothing(value),
  );
  return Object.fromEntries(kept);
}

function saysNothing(value: unknown): boolean {
  return value === null || value === false || value === 0 || (Array.isArray(value) && value.length === 0);
}

function secondsLeft(expiresAt: number, nowMs: number): number {
  return Math.max(1, Math.ceil(expiresAt - nowMs / 1000));
}
