import type { Words, MessageKey } from '../messages.ts';
import type { DisavowedEvent } from '../model/people/disavowals.ts';
import { messageKinds } from '../model/message-kinds.ts';
import type { AuditType } from '../model/audit.ts';
import { sentenceOf } from './activity/sentences.ts';
import { heldToken } from './held-token.ts';
import type { HeldToken } from './held-token.ts';

/** The page with the two choices; whoever has the token in the cookie comes to it. */
export const DISAVOW_PAGE = '/bukan-saya';

/** Where the token of "bukan saya" waits, whether a mailed link or a row of one's activity led there. */
export const disavowLinks = (issuer: string): HeldToken => heldToken({ issuer, name: 'disavow' });

/** What is disavowed, in a sentence: as the notice was headed, or as the activity tells of it. */
export function disavowedSentence(
  event: DisavowedEvent,
  words: Words,
  details: Record<string, unknown> = {},
): string {
  if (Object.hasOwn(messageKinds, event)) return words.t(`mail.${event}.subject` as MessageKey);
  // What is no notice is a row's type (model/people/disavowals.ts).
  return sentenceOf({ type: event as AuditType, details }, words);
}
