/**
 * When a captcha stands before the password (contract, "captcha due"). A lock stops guessing at one account; the captcha
 * makes guessing at many accounts expensive, and addresses are never blocked because whole offices share one.
 */

export interface CaptchaFigures {
  /** Consecutive failures of a pool from which the captcha is due. */
  readonly poolStreak: number;
  /** Failures of one address within its window from which the captcha is due. */
  readonly addressFailures: number;
  /** How many attempts one solved captcha buys. */
  readonly passes: number;
}

export interface CaptchaFacts {
  readonly streak: number;
  readonly addressFailures: number;
  /** Attempts that a captcha solved in this interaction still pays for. */
  readonly passesLeft: number;
}

/** Must a captcha be solved before the next password is looked at? */
export function captchaDue(facts: CaptchaFacts, figures: CaptchaFigures): boolean {
  if (facts.passesLeft > 0) return false;
  return facts.streak >= figures.poolStreak || facts.addressFailures >= figures.addressFailures;
}

/** The passes left once a captcha was solved: they do not add up, solving ahead buys nothing. */
export function passesAfterSolving(figures: CaptchaFigures): number {
  return figures.passes;
}

/** The passes left once a password was judged; an attempt that was not judged keeps its pass. */
export function passesAfterAttempt(passesLeft: number): number {
  return Math.max(0, passesLeft - 1);
}
