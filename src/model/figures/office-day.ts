import { isCalendarDate } from '../../policies/nip.ts';

const WIB_MS = 7 * 3_600_000;

/** The day of an office in WIB (which has no summer time), as yyyy-mm-dd. */
export const officeDay = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 10);

/** When it begins; epoch ms. */
export const startOfOfficeDay = (day: string): number => Date.parse(`${day}T00:00:00+07:00`);

/** Its last second, for what holds to the end of a day. */
export const endOfOfficeDay = (start: number): number => start + 86_399_000;

/**
 * When the day begins that a form or an address gave as yyyy-mm-dd; null: the calendar has none such. Of this century alone: the
 * stores hold no time of some years that one can type.
 */
export function readOfficeDay(typed: string): number | null {
  const [, year, month, day] = /^(20\d\d)-(\d\d)-(\d\d)$/.exec(typed) ?? [];
  return isCalendarDate(Number(year), Number(month), Number(day)) ? startOfOfficeDay(typed) : null;
}
