import { birthDateOfNip } from './nip.ts';
import { containsBirthDate, containsName, containsNumber } from './password-person.ts';

/**
 * What a password of one's own must be (contract, "password"): 8 characters of four kinds, or 15 and more of any; up to
 * 128; nothing of the person's own data; not a common one. Source: NIST 800-63B-4 §3.1.1, ASVS 6.2. "Not one of the last
 * five" needs the hashes and belongs to the model.
 */

export type PasswordFault =
  | 'too_short'
  | 'too_long'
  | 'needs_upper'
  | 'needs_lower'
  | 'needs_digit'
  | 'needs_symbol'
  | 'contains_nip'
  | 'contains_nik'
  | 'contains_birth_date'
  | 'contains_name'
  | 'common';

export interface PasswordFigures {
  readonly minLength: number;
  readonly longLength: number;
  readonly recommendedLength: number;
  readonly maxLength: number;
  readonly namePartLength: number;
}

export interface PasswordOwner {
  readonly nip: string;
  readonly nik?: string | null | undefined;
  /** ISO date; the one in the NIP is looked for as well. */
  readonly birthDate?: string | null | undefined;
  /** Names as the directory has them; split into words here. */
  readonly nameParts: readonly string[];
}

export interface CommonPasswords {
  /** True for a well-known password and for its trivial disguises (see `commonPasswords`). */
  readonly isCommon: (password: string) => boolean;
}

/** As in config/policy.ts, for callers that leave them out. */
const FIGURES: PasswordFigures = {
  minLength: 8,
  longLength: 15,
  recommendedLength: 12,
  maxLength: 128,
  namePartLength: 4,
};

/** Compared and hashed in this form only, so that the same keys give the same password on every system (NIST §3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Everything that is wrong with it, in the order people should read it; empty: it will do. */
export function passwordFaults(
  password: string,
  owner: PasswordOwner,
  { isCommon }: CommonPasswords,
  figures: PasswordFigures = FIGURES,
): PasswordFault[] {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  // Nothing beyond the limit is looked at: a megabyte must not buy a megabyte of work.
  if (length > figures.maxLength) return ['too_long'];
  const faults: PasswordFault[] = length < figures.minLength ? ['too_short'] : [];
  if (length < figures.longLength) faults.push(...missingKinds(normal));
  faults.push(...ownData(normal, owner, figures));
  if (isCommon(normal)) faults.push('common');
  return faults;
}

/** 0 (useless) to 4 (very good), for the meter; more than 2 only from the recommended length on. */
export function passwordStrength(
  password: string,
  { isCommon }: CommonPasswords,
  figures: PasswordFigures = FIGURES,
): 0 | 1 | 2 | 3 | 4 {
  const characters = [...normalisePassword(password)].slice(0, figures.maxLength);
  if (characters.length < figures.minLength || isCommon(characters.join(''))) return 0;
  const bits = surprising(characters) * Math.log2(alphabet(characters.join('')));
  if (bits < 36) return 1;
  if (bits < 60 || characters.length < figures.recommendedLength) return 2;
  return bits < 80 ? 3 : 4;
}

function missingKinds(password: string): PasswordFault[] {
  const faults: PasswordFault[] = [];
  if (!/\p{Lu}/u.test(password)) faults.push('needs_upper');
  if (!/\p{Ll}/u.test(password)) faults.push('needs_lower');
  if (!/\p{Nd}/u.test(password)) faults.push('needs_digit');
  if (!/[^\p{L}\p{M}\p{N}]/u.test(password)) faults.push('needs_symbol');
  return faults;
}

function ownData(password: string, owner: PasswordOwner, figures: PasswordFigures): PasswordFault[] {
  const faults: PasswordFault[] = [];
  const dates = [birthDateOfNip(owner.nip), owner.birthDate].filter((date) => typeof date === 'string');
  if (containsNumber(password, owner.nip)) faults.push('contains_nip');
  if (owner.nik && containsNumber(password, owner.nik)) faults.push('contains_nik');
  if (dates.some((date) => containsBirthDate(password, date))) faults.push('contains_birth_date');
  if (containsName(password, owner.nameParts, figures.namePartLength)) faults.push('contains_name');
  return faults;
}

/** Characters that are neither a repetition of the one before nor its neighbour ("aaaa", "1234", "dcba"). */
function surprising(characters: readonly string[]): number {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, at) => at === 0 || Math.abs(code - (codes[at - 1] ?? 0)) > 1).length;
}

function alphabet(password: string): number {
  const kinds: [RegExp, number][] = [
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/\p{Nd}/u, 10],
    [/[^\p{L}\p{M}\p{N}]/u, 32],
  ];
  return kinds.reduce((size, [kind, count]) => (kind.test(password) ? size + count : size), 2);
}
