import type { HourCount } from '../../../model/figures/read-figures.ts';
import type { MessageKey, Words } from '../../../messages.ts';
import { officeDay, startOfOfficeDay } from '../../../model/figures/office-day.ts';
import { reasonWords } from '../audit/reason-words.ts';
import { layoutColumns, layoutRows } from './layout.ts';
import type { ColumnChart, Row } from './layout.ts';
import type { Period } from './period.ts';

const HOUR_MS = 3_600_000;
/** A tick under every sixth hour and, of a month, every fifth day: more would not be read on a phone. */
const TICK_HOURS = 6;
const TICK_DAYS = 5;
const SUBJECT_POOLS: Readonly<Record<string, MessageKey>> = {
  strangers: 'audit.pool.strangers',
  device: 'audit.pool.device',
  link: 'audit.pool.link',
  otp: 'audit.pool.otp',
};

const isSignin = ({ kind }: HourCount) => kind.startsWith('signin:');
const isRefusal = ({ kind }: HourCount) => kind.startsWith('refused:');
const isLock = ({ kind }: HourCount) => kind.startsWith('locked:');
const sum = (counts: readonly HourCount[]) => counts.reduce((total, { count }) => total + count, 0);

/** Sign-ins as time goes: by the hour of a day, by the day of a longer period. */
export function signinChart(counts: readonly HourCount[], period: Period, words: Words): ColumnChart {
  const signins = counts.filter(isSignin);
  return period.span === 'day' ? byHour(signins, period, words) : byDay(signins, period, words);
}

function byHour(counts: readonly HourCount[], { from }: Period, words: Words): ColumnChart {
  const bars = Array.from({ length: 24 }, (_, at) => {
    const hour = from + at * HOUR_MS;
    const value = sum(counts.filter((one) => one.hour === hour));
    return { label: words.time(hour), tick: at % TICK_HOURS === 0 ? words.clock(hour) : null, value };
  });
  return layoutColumns(bars);
}

function byDay(counts: readonly HourCount[], { days }: Period, words: Words): ColumnChart {
  const bars = days.map((day, at) => {
    const start = startOfOfficeDay(day);
    const ticked = days.length <= 7 || (days.length - 1 - at) % TICK_DAYS === 0;
    return {
      label: words.date(start),
      tick: ticked ? String(Number(day.slice(8))) : null,
      value: sum(counts.filter(({ hour }) => officeDay(hour) === day)),
    };
  });
  return layoutColumns(bars);
}

/** By the hour of the day, of however many days: when people are locked out, not on which date. */
export function lockChart(counts: readonly HourCount[], period: Period, words: Words): ColumnChart {
  const locks = counts.filter(isLock);
  const bars = Array.from({ length: 24 }, (_, at) => {
    const hour = period.from + at * HOUR_MS;
    const value = sum(locks.filter((one) => (one.hour - hour) % (24 * HOUR_MS) === 0));
    return { label: words.time(hour), tick: at % TICK_HOURS === 0 ? words.clock(hour) : null, value };
  });
  return layoutColumns(bars);
}

export function refusalRows(counts: readonly HourCount[], words: Words): Row[] {
  return grouped(counts.filter(isRefusal), (kind) => {
    const key = reasonWords(kind.slice('refused:'.length));
    return beginning(words.t(key ?? 'audit.reason.other'));
  });
}

export function lockRows(counts: readonly HourCount[], words: Words): Row[] {
  return grouped(counts.filter(isLock), (kind) =>
    words.t(SUBJECT_POOLS[kind.slice('locked:'.length)] ?? 'audit.pool.other'),
  );
}

/** By how strong the sign-in was. */
export function strengthRows(counts: readonly HourCount[], words: Words): Row[] {
  return grouped(counts.filter(isSignin), (kind) => {
    const acr = kind.slice('signin:'.length);
    if (acr === 'phr') return words.t('audit.strength.passkey');
    return words.t(acr === 'urn:asn:acr:1' ? 'audit.strength.sms' : 'audit.strength.otp');
  });
}

function grouped(counts: readonly HourCount[], label: (kind: string) => string): Row[] {
  const sums = new Map<string, number>();
  for (const { kind, count } of counts) sums.set(label(kind), (sums.get(label(kind)) ?? 0) + count);
  const rows = [...sums].map(([name, value]) => ({ label: name, value }));
  return layoutRows(rows.toSorted((one, other) => other.value - one.value));
}

/** Of a row of a table: elsewhere the words stand in the middle of a line. */
const beginning = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
