import type { MessageKey, Words } from '../../../messages.ts';
import type { Choice } from '../../../platform/http/page-locals/helpdesk.ts';

interface Canned {
  id: string;
  title: MessageKey;
  text: MessageKey;
}

/** Answers that officers give every day; the texts are in the catalogue, in the language of whoever asked. */
const CANNED: readonly Canned[] = [
  { id: 'ktp', title: 'helpdesk.canned.ktp.title', text: 'helpdesk.canned.ktp.text' },
  { id: 'sk', title: 'helpdesk.canned.sk.title', text: 'helpdesk.canned.sk.text' },
  { id: 'call', title: 'helpdesk.canned.call.title', text: 'helpdesk.canned.call.text' },
  { id: 'agency', title: 'helpdesk.canned.agency.title', text: 'helpdesk.canned.agency.text' },
  { id: 'clock', title: 'helpdesk.canned.clock.title', text: 'helpdesk.canned.clock.text' },
];

/** To choose from, in the officer's language. */
export function cannedChoices(words: Words): Choice[] {
  return CANNED.map(({ id, title }) => ({ value: id, text: words.t(title) }));
}

/** What the person reads: the chosen answer in the person's own language, then what the officer wrote. */
export function answerText(personWords: Words, { canned, text }: { canned: string; text: string }): string {
  const chosen = CANNED.find(({ id }) => id === canned);
  return [chosen ? personWords.t(chosen.text) : '', text.trim()].filter((part) => part !== '').join('\n\n');
}
