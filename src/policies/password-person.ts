/**
 * Is somebody's own data in a password? All of it was offered for sale in 2024 and is what a targeted guess tries first.
 * Looked for the way people write it: with and without separators, dates in every order, letters as look-alike digits.
 */

import { lookalikes } from './common-passwords.ts';

/** How months begin and are written in Indonesian and English: recognised, never shown. */
const MONTHS = [
  ['jan', 'januari', 'january'],
  ['feb', 'februari', 'february'],
  ['mar', 'maret', 'march'],
  ['apr', 'april'],
  ['mei', 'may'],
  ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'],
  ['agu', 'agt', 'ags', 'agustus', 'aug', 'august'],
  ['sep', 'sept', 'september'],
  ['okt', 'oktober', 'oct', 'october'],
  ['nov', 'nop', 'november', 'nopember'],
  ['des', 'desember', 'dec', 'december'],
];

/** A number of digits, whatever stands between them. */
export function containsNumber(password: string, number: string): boolean {
  return number !== '' && compact(password).includes(number);
}

/** A birth date (ISO) as people write it: 19900417, 17041990, 170490, 900417, 4171990, 17-4-90, 17april1990, … */
export function containsBirthDate(password: string, isoDate: string): boolean {
  const [year = '', month = '', day = ''] = isoDate.split('-');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate)) return false;
  const text = compact(password);
  if (writtenTogether({ year, month, day }).some((date) => text.includes(date))) return true;
  return separated({ year, month, day }).some((date) => date.test(password));
}

/** A part of the name, from `minLetters` letters on; also reversed capitals, accents taken off, "Bud1" for "Budi". */
export function containsName(password: string, names: readonly string[], minLetters: number): boolean {
  const disguised = [fold(password), ...lookalikes(fold(password))].map((text) =>
    text.replace(/[^\p{L}]/gu, ''),
  );
  const parts = names.flatMap((name) => fold(name).split(/[^\p{L}]+/u));
  return parts.some(
    (part) => [...part].length >= minLetters && disguised.some((text) => text.includes(part)),
  );
}

interface DateParts {
  year: string;
  month: string;
  day: string;
}

function writtenTogether({ year, month, day }: DateParts): string[] {
  const [shortYear, shortMonth, shortDay] = [year.slice(2), String(Number(month)), String(Number(day))];
  const numeric = [
    ...[day + month, month + day].flatMap((date) => [
      date + year,
      date + shortYear,
      year + date,
      shortYear + date,
    ]),
    ...[shortDay + shortMonth, shortMonth + shortDay].flatMap((date) => [date + year, year + date]),
  ];
  const names = MONTHS[Number(month) - 1] ?? [];
  const named = names.flatMap((name) =>
    [day + name, shortDay + name].flatMap((d) => [d + year, d + shortYear]),
  );
  return [...new Set([...numeric, ...named])];
}

/** Short forms that would be any four digits if written together: 1-1-90, 1/1/1990, 90.1.1. */
function separated({ year, month, day }: DateParts): RegExp[] {
  const [y, m, d] = [`(?:${year.slice(0, 2)})?${year.slice(2)}`, `0?${Number(month)}`, `0?${Number(day)}`];
  const orders = [
    [d, m, y],
    [m, d, y],
    [y, m, d],
  ];
  return orders.map((order) => new RegExp(`(?<!\\d)${order.join('[^\\p{L}\\d]')}(?!\\d)`, 'u'));
}

function compact(password: string): string {
  return fold(password).replace(/[^\p{L}\d]/gu, '');
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
