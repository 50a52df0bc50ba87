import { catalogues } from '../config/messages/index.ts';

export type MessageKey = keyof typeof catalogues.id;
export type Locale = keyof typeof catalogues;
export type MessageValues = Readonly<Record<string, string | number>>;

/** The words of one language. */
export interface Words {
  locale: Locale;
  /** The text of a key, its `{name}` places filled. */
  t(key: MessageKey, values?: MessageValues): string;
  /** Time of day with its zone: "09.42 WIB", in English "09:42 WIB". */
  time(at: Date | number): string;
  /** "22 November 2026". */
  date(at: Date | number): string;
  /** "16.02", in English "16:02": where the day beside it says enough. */
  clock(at: Date | number): string;
  /** "Jumat". */
  weekday(at: Date | number): string;
  /** A length of time as one says it: "4 menit", "2 jam". */
  duration(seconds: number): string;
}

export interface Messages {
  /** Unknown or missing locales speak Indonesian. */
  messagesFor(locale: string | null | undefined): Words;
}

const ZONE = 'Asia/Jakarta';
const TAGS: Record<Locale, string> = { id: 'id-ID', en: 'en-GB' };
/** English needs a plural, Indonesian has none: `one` and `other` are two keys. */
const UNITS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/** All catalogues, with the formats of dates and times in the zone of the office (WIB unless told). */
export function createMessages({ zone = ZONE }: { zone?: string } = {}): Messages {
  const words: Record<Locale, Words> = { id: wordsOf('id', zone), en: wordsOf('en', zone) };
  return { messagesFor: (locale) => words[locale === 'en' ? 'en' : 'id'] };
}

function wordsOf(locale: Locale, zone: string): Words {
  const catalogue: Record<string, string> = catalogues[locale];
  const tag = TAGS[locale];
  const plural = new Intl.PluralRules(tag);
  const clock = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', timeZone: zone });
  // The zones of Indonesia have names in Indonesian alone.
  const zoneName = new Intl.DateTimeFormat('id-ID', { timeZoneName: 'short', timeZone: zone });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: zone });
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: zone });
  const t = (key: string, values: MessageValues = {}): string => fill(catalogue[key] ?? key, values);
  return {
    locale,
    t,
    time: (at) => `${clock.format(at)} ${nameOfZone(zoneName, at)}`,
    date: (at) => day.format(at),
    clock: (at) => clock.format(at),
    weekday: (at) => weekday.format(at),
    duration: (seconds) => {
      const { unit, count } = roundUp(seconds);
      return t(`duration.${unit}.${plural.select(count) === 'one' ? 'one' : 'other'}`, { count });
    },
  };
}

function fill(text: string, values: MessageValues): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

function nameOfZone(format: Intl.DateTimeFormat, at: Date | number): string {
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** The largest unit that does not lie, rounded up: nobody should come back too early. */
function roundUp(seconds: number): { unit: keyof typeof UNITS; count: number } {
  const unit =
    seconds < UNITS.minute
      ? 'second'
      : seconds < 2 * UNITS.hour
        ? 'minute'
        : seconds < 2 * UNITS.day
          ? 'hour'
          : 'day';
  return { unit, count: Math.max(1, Math.ceil(seconds / UNITS[unit])) };
}
