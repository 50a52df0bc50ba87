import { officeDay, readOfficeDay } from '../../../model/figures/office-day.ts';

export const SPANS = ['day', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<Span, number>> = { day: 1, week: 7, month: 30 };

/** So many whole days of the office that end with `lastDay`. */
export interface Period {
  span: Span;
  firstDay: string;
  lastDay: string;
  /** Epoch milliseconds; `to` is not in it. */
  from: number;
  to: number;
  days: string[];
  /** The last days of the periods before and after; null: that one has not begun. */
  before: string;
  after: string | null;
}

/** What the address says; what it does not say is today. Null: it says a day that is none. */
export function readPeriod(read: (name: string) => string | null, now: number): Period | null {
  const span = SPANS.find((one) => one === read('span')) ?? 'day';
  const today = officeDay(now);
  const lastDay = read('day') || today;
  const start = readOfficeDay(lastDay);
  if (start === null || lastDay > today) return null;
  const to = start + DAY_MS;
  const count = DAYS[span];
  const from = to - count * DAY_MS;
  const after = officeDay(start + count * DAY_MS);
  return {
    ...{ span, lastDay, from, to },
    firstDay: officeDay(from),
    days: Array.from({ length: count }, (_, at) => officeDay(from + at * DAY_MS)),
    before: officeDay(from - 1),
    after: lastDay === today ? null : after > today ? today : after,
  };
}
