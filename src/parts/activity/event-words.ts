import type { MessageKey } from '../../messages.ts';
import type { AuditDetails, AuditType } from '../../model/audit.ts';

/** By what a person filters their activity. */
export const ACTIVITY_GROUPS = [
  'signin',
  'security',
  'contacts',
  'recovery',
  'applications',
  'officers',
  'data',
] as const;
export type ActivityGroup = (typeof ACTIVITY_GROUPS)[number];

/** A sentence, and the words that stand in its places: values as they are, or keys of the catalogue (`words`). */
export interface Said {
  key: MessageKey;
  values?: Record<string, number | string>;
  words?: Record<string, MessageKey>;
}

/** How an event is told to the person it concerns. */
export interface EventWords<T extends AuditType> {
  group: ActivityGroup;
  /** Its details choose between sentences; rows of an older release may lack what newer ones have. */
  say: MessageKey | ((details: Partial<AuditDetails[T]>) => MessageKey | Said);
  /** Somebody else could have done it in the person's name: the row offers "bukan saya". */
  disavow?: true;
}

export type WordsOfEvents = { [T in AuditType]: EventWords<T> };

/** Part of them, by area: each file is checked for itself, and sentences.ts for all together. */
export type SomeEvents = Partial<WordsOfEvents>;
