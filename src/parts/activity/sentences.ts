import type { Words } from '../../messages.ts';
import type { AuditType } from '../../model/audit.ts';
import { contactEvents } from './contact-events.ts';
import { dataEvents } from './data-events.ts';
import type { ActivityGroup, EventWords, Said, WordsOfEvents } from './event-words.ts';
import { officerEvents } from './officer-events.ts';
import { platformEvents, unknownEvent } from './platform-events.ts';
import { securityEvents } from './security-events.ts';
import { signinEvents } from './signin-events.ts';

/** Every event there is: the compiler names a new one that nobody has found words for. */
const events: WordsOfEvents = {
  ...signinEvents,
  ...securityEvents,
  ...contactEvents,
  ...officerEvents,
  ...dataEvents,
  ...platformEvents,
};

/** What happened, as a plain sentence. Of an event without its details it says what holds for all of its kind. */
export function sentenceOf(
  { type, details = {} }: { type: AuditType; details?: Record<string, unknown> },
  words: Words,
): string {
  const said = saidOf(wordsOf(type), details);
  const inserted = Object.entries(said.words ?? {}).map(([name, key]) => [name, words.t(key)]);
  return words.t(said.key, { ...said.values, ...(Object.fromEntries(inserted) as Record<string, string>) });
}

/** Whether somebody else could have done it in the person's name. */
export const isDisavowable = (type: AuditType): boolean => wordsOf(type).disavow === true;

export const groupOf = (type: AuditType): ActivityGroup => wordsOf(type).group;

/** The names of the events of a group, for a query. */
export function typesOf(group: ActivityGroup): AuditType[] {
  return (Object.keys(events) as AuditType[]).filter((type) => events[type].group === group);
}

/** A row may be of another release than this one: a node that runs beside, or years ago. */
function wordsOf(type: AuditType): EventWords<AuditType> {
  // Only its own details ever reach a sentence's function, so what is told of one type is told of them all.
  return Object.hasOwn(events, type) ? (events[type] as EventWords<AuditType>) : unknownEvent;
}

function saidOf({ say }: EventWords<AuditType>, details: Record<string, unknown>): Said {
  const said = typeof say === 'function' ? say(details) : say;
  return typeof said === 'string' ? { key: said } : said;
}
