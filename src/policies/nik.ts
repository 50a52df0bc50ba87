import { birthDateOfNip, isCalendarDate, sexOfNip } from './nip.ts';

/**
 * The number of a citizen (NIK), 16 digits: region of first registration 6, birth date ddmmyy (women: day + 40), serial 4.
 * It is never changed to match a corrected birth date, so that disagreement with a NIP is a hint, not a proof.
 */

export type NikFault = 'empty' | 'letters' | 'length' | 'region' | 'birth_date';
export type ReadNik = { kind: 'ok'; nik: string } | { kind: 'malformed'; reason: NikFault; digits: number };

const NIK_DIGITS = 16;
const SEPARATORS = /[\s.\u00b7\p{Zs}\p{Cf}\p{Pd}\u2212]/gu;
const LEADING_WORD = /^[\s\p{Zs}\p{Cf}]*(?:NIK|NO\.?[\s\p{Zs}]*KTP)[\s\p{Zs}\p{Cf}.:]*/iu;

/** Takes the digits out of what was typed and names the first part that cannot be. */
export function readNik(typed: string): ReadNik {
  const nik = typed.normalize('NFKC').replace(LEADING_WORD, '').replace(SEPARATORS, '');
  const digits = nik.replace(/[^0-9]/g, '').length;
  const malformed = (reason: NikFault): ReadNik => ({ kind: 'malformed', reason, digits });
  if (nik === '') return malformed('empty');
  if (digits !== nik.length) return malformed('letters');
  if (digits !== NIK_DIGITS) return malformed('length');
  // Provinces count from 11, regencies and districts from 01.
  if (!/^[1-9][1-9](?!00)[0-9]{2}(?!00)[0-9]{2}/.test(nik)) return malformed('region');
  if (!isBirthDate(nik)) return malformed('birth_date');
  return { kind: 'ok', nik };
}

/** Birth date (as far as two digits of the year tell) and sex are in both numbers; a warning for people, never a block. */
export function nikAgreesWithNip(nik: string, nip: string): boolean {
  const [year, month, day] = birthDateOfNip(nip).split('-');
  return dateOfNik(nik) === `${day}${month}${year?.slice(2)}` && sexOfNik(nik) === sexOfNip(nip);
}

export function sexOfNik(nik: string): 'M' | 'F' {
  return Number(nik.slice(6, 8)) > 40 ? 'F' : 'M';
}

/** For logs: the last four digits. */
export function maskNik(nik: string): string {
  return `…${nik.slice(-4)}`;
}

/** ddmmyy with the day as a day. */
function dateOfNik(nik: string): string {
  const day = Number(nik.slice(6, 8));
  return String(day > 40 ? day - 40 : day).padStart(2, '0') + nik.slice(8, 12);
}

function isBirthDate(nik: string): boolean {
  const date = dateOfNik(nik);
  const [day, month, year] = [date.slice(0, 2), date.slice(2, 4), date.slice(4, 6)].map(Number);
  if (day === undefined || month === undefined || year === undefined) return false;
  // Either century: 29 February is a day of 2000, not of 1900.
  return isCalendarDate(1900 + year, month, day) || isCalendarDate(2000 + year, month, day);
}
