import type { MessageKey, MessageValues, Words } from '../messages.ts';
import type { Refusal } from '../platform/http/view-locals.ts';

/** A refusal in the catalogue's words; `field` is the control at fault, null where it is none in particular. */
export interface Fault {
  field: string | null;
  key: MessageKey;
  values?: MessageValues;
}

export function fault(field: string | null, key: MessageKey, values: MessageValues = {}): Fault {
  return { field, key, values };
}

/** What a page shows of them, in the visitor's language. */
export function refusals(words: Words, faults: readonly Fault[]): Refusal[] {
  return faults.map(({ field, key, values }) => ({ field, text: words.t(key, values) }));
}
