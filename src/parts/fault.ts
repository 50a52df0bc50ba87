import type { MessageKey, MessageValues, Words } from '../messages.ts';
import type { Refusal } from '../platform/http/view-locals.ts';

/** A refusal in the catalogue's words; `field` is the control at fault, null where it is none in particular. */
export interface Fault {
  field: string | null;
  key: MessageKey;
  values?: MessageValues;
  /** The field's own label, where another field of the form may be refused in the same words. */
  label?: MessageKey;
  /** Where the way out is another page of ours. */
  link?: { href: string; key: MessageKey };
}

export function fault(field: string | null, key: MessageKey, values: MessageValues = {}): Fault {
  return { field, key, values };
}

/** What a page shows of them, in the visitor's language. */
export function refusals(words: Words, faults: readonly Fault[]): Refusal[] {
  return faults.map(({ field, key, values, label, link }) => ({
    field,
    text: words.t(key, values),
    ...(label ? { label: words.t(label) } : {}),
    ...(link ? { link: { href: link.href, text: words.t(link.key) } } : {}),
  }));
}
