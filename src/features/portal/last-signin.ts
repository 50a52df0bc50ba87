import type { Words } from '../../messages.ts';
import { officeDay, startOfOfficeDay } from '../../model/figures/office-day.ts';
import { browserParts } from '../../parts/browser-name.ts';

const DAY_MS = 86_400_000;

/** "Terakhir masuk Jumat 16.02, Chrome di Windows": the sign-in before this session, or that there was none. */
export function lastSignin(
  previous: { at: number; userAgent: string | null } | null,
  now: number,
  words: Words,
): string {
  if (previous === null) return words.t('home.last.first');
  const { at, userAgent } = previous;
  const when = `${isOfThisWeek(at, now) ? words.weekday(at) : words.date(at)} ${words.clock(at)}`;
  const browser = browserWords(userAgent, words);
  return browser === null
    ? words.t('home.last.signin', { when })
    : words.t('home.last.signin_by', { when, browser });
}

/** Six days back at the most: a week ago has the name of today. */
function isOfThisWeek(at: number, now: number): boolean {
  const days = (startOfOfficeDay(officeDay(now)) - startOfOfficeDay(officeDay(at))) / DAY_MS;
  return days >= 0 && days < 7;
}

/** "Chrome di Windows", or what of it is known. */
export function browserWords(userAgent: string | null, words: Words): string | null {
  const { browser, system } = browserParts(userAgent);
  if (browser !== null && system !== null) return words.t('home.browser_on', { browser, system });
  return browser ?? system;
}
