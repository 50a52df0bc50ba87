import type { MessageKey } from '../../messages.ts';
import type { CaseEventKind } from '../../model/cases/events.ts';
import type { CaseTopic } from '../../platform/schema.ts';

/** In the order of the form: what people come with most, first. */
export const TOPICS = {
  authenticator: 'help.topic.authenticator',
  contact: 'help.topic.contact',
  password: 'help.topic.password',
  lock: 'help.topic.lock',
  registration: 'help.topic.registration',
  nip: 'help.topic.nip',
  frozen: 'help.topic.frozen',
  other: 'help.topic.other',
} as const satisfies Record<CaseTopic, MessageKey>;

export const isTopic = (typed: string | undefined): typed is CaseTopic =>
  typed !== undefined && Object.hasOwn(TOPICS, typed);

/** What the person's page says over each line; events between officers never get there. */
export const EVENT_TITLES: Partial<Record<CaseEventKind, MessageKey>> = {
  queued: 'help.event.queued',
  asked: 'help.event.asked',
  answered: 'help.event.answered',
  told: 'help.event.told',
  done: 'help.event.done',
  refused: 'help.event.refused',
  closed: 'help.event.closed',
};
