/**
 * The number of a civil servant (NIP of a PNS, NI of a PPPK), 18 digits, read kindly and checked for its form only.
 * Source: Perka BKN 22/2007 (PNS): birth date yyyymmdd, appointment yyyymm, sex 1/2, serial 3. A PPPK number has in
 * digits 13-14 the count of the contract instead of a month; PPPK exist since 2019. There is no check digit.
 */

export type NipFamily = 'PNS' | 'PPPK';
export type NipFault = 'empty' | 'letters' | 'length' | 'birth_date' | 'tmt' | 'sex';
export type ReadNip =
  { kind: 'ok'; nip: string; family: NipFamily } | { kind: 'malformed'; reason: NipFault; digits: number };

const NIP_DIGITS = 18;
const FIRST_PPPK_YEAR = 2019;
/** What people paste around the digits: any space, invisible format characters, dots, dashes of every width. */
const SEPARATORS = /[\s.\u00b7\p{Zs}\p{Cf}\p{Pd}\u2212]/gu;
const LEADING_WORD = /^[\s\p{Zs}\p{Cf}]*(?:NIP(?:PPPK|PPK)?|NI[\s\p{Zs}]*PPPK)[\s\p{Zs}\p{Cf}.:]*/iu;

/** Takes the digits out of what was typed and names the first part that cannot be. Needs no look-up. */
export function readNip(typed: string): ReadNip {
  const nip = typed.normalize('NFKC').replace(LEADING_WORD, '').replace(SEPARATORS, '');
  const digits = nip.replace(/[^0-9]/g, '').length;
  const malformed = (reason: NipFault): ReadNip => ({ kind: 'malformed', reason, digits });
  if (nip === '') return malformed('empty');
  if (digits !== nip.length) return malformed('letters');
  if (digits !== NIP_DIGITS) return malformed('length');
  if (!isBirthDate(nip)) return malformed('birth_date');
  const family = familyOf(nip);
  if (family === null) return malformed('tmt');
  if (nip[14] !== '1' && nip[14] !== '2') return malformed('sex');
  return { kind: 'ok', nip, family };
}

/** Groups as people read them: birth date, appointment, sex, serial. Anything else comes back as it is. */
export function formatNip(nip: string): string {
  if (!/^[0-9]{18}$/.test(nip)) return nip;
  return `${nip.slice(0, 8)} ${nip.slice(8, 14)} ${nip.slice(14, 15)} ${nip.slice(15)}`;
}

/** For logs and labels: the last four digits. */
export function maskNip(nip: string): string {
  return `…${nip.slice(-4)}`;
}

/** ISO date (yyyy-mm-dd) of a NIP that `readNip` accepted. */
export function birthDateOfNip(nip: string): string {
  return `${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`;
}

export function sexOfNip(nip: string): 'M' | 'F' {
  return nip[14] === '2' ? 'F' : 'M';
}

/** A real day of the calendar. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isBirthDate(nip: string): boolean {
  if (!/^(19|20)/.test(nip)) return false;
  return isCalendarDate(Number(nip.slice(0, 4)), Number(nip.slice(4, 6)), Number(nip.slice(6, 8)));
}

/** PNS where digits 13-14 are a month; PPPK where they are a count that no month can be, since 2019; else impossible. */
function familyOf(nip: string): NipFamily | null {
  const year = Number(nip.slice(8, 12));
  const monthOrCount = Number(nip.slice(12, 14));
  if (year <= Number(nip.slice(0, 4)) || year > 2099 || monthOrCount === 0) return null;
  if (monthOrCount <= 12) return 'PNS';
  return year >= FIRST_PPPK_YEAR ? 'PPPK' : null;
}
