/**
 * The ways back into an account (issue 3, items 4 and 5; design §6): recovery never collapses to the mailbox, and each weaker
 * rung of the ladder is slower.
 */

export type RecoveryStep = 'email' | 'phone' | 'second_factor' | 'new_password' | 'people';

export interface RecoveryFacts {
  /** The code, or the link, of the mail came back. */
  readonly emailProven: boolean;
  readonly phoneProven: boolean;
  readonly factorProven: boolean;
  /** What the account signs in with besides its password; recovery codes are part of an authenticator. */
  readonly factor: 'authenticator' | 'sms' | 'none';
  /** There is a number on record that counts for recovery. */
  readonly phoneCounts: boolean;
}

/**
 * What a forgotten password asks next. A code by SMS is never a second factor in here; where there is no factor at all (never
 * activated) both contacts must answer, and who has one only is helped by people.
 */
export function nextRecoveryStep(facts: RecoveryFacts): RecoveryStep {
  if (!facts.emailProven) return 'email';
  if (facts.factor === 'sms') return 'people';
  if (facts.factor === 'authenticator') return facts.factorProven ? 'new_password' : 'second_factor';
  if (!facts.phoneCounts) return 'people';
  return facts.phoneProven ? 'new_password' : 'phone';
}

/** What is answered to "Nomor HP masih aktif? Email masih terbuka? Punya kode pemulihan?"; null: not answered. */
export interface LadderAnswers {
  readonly phoneWorks: boolean | null;
  readonly emailWorks: boolean | null;
  readonly hasRecoveryCode: boolean | null;
}

/** The first rung that holds: nobody is led into a dead end. What is not answered is assumed to work. */
export function rungOf({ phoneWorks, emailWorks, hasRecoveryCode }: LadderAnswers): 'oneself' | 'people' {
  if (hasRecoveryCode === true) return 'oneself';
  return phoneWorks === false || emailWorks === false ? 'people' : 'oneself';
}

export interface ResetFacts {
  readonly passwordProven: boolean;
  readonly emailProven: boolean;
  readonly phoneProven: boolean;
  readonly recoveryCodeProven: boolean;
  readonly phoneCounts: boolean;
  readonly hasAuthenticator: boolean;
}

/**
 * What becomes of a lost authenticator once so much is proven: with a recovery code at once (it is as strong as the front
 * door), with password and both contacts after a day, with less by people.
 */
export function resetOutcome(
  facts: ResetFacts,
): 'ask' | 'nothing_to_reset' | 'opens_now' | 'opens_later' | 'people' {
  if (!facts.passwordProven) return 'ask';
  if (!facts.emailProven && !facts.recoveryCodeProven) return 'ask';
  if (!facts.hasAuthenticator) return 'nothing_to_reset';
  if (facts.recoveryCodeProven) return 'opens_now';
  if (!facts.phoneCounts) return 'people';
  return facts.phoneProven ? 'opens_later' : 'ask';
}
