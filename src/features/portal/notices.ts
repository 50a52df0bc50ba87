import { listActivity } from '../../model/activity.ts';
import type { ActivityRow } from '../../model/activity.ts';
import type { AuditType } from '../../model/audit.ts';
import type { MessageKey, MessageValues, Words } from '../../messages.ts';
import { isDisavowable, sentenceOf } from '../../parts/activity/sentences.ts';
import type { NoticeShown } from '../../platform/http/page-locals/home.ts';
import type { Db } from '../../platform/db.ts';
import { browserWords } from './last-signin.ts';

interface Sentence {
  key: MessageKey;
  tone: NoticeShown['tone'];
  values?: MessageValues;
}

/** Told here as on the page of one's activity. */
const AS_IN_ACTIVITY: AuditType[] = [
  'passkey.added',
  'passkey.removed',
  'contact.changed',
  'contact.undone',
  'recovery.asked',
  'recovery.completed',
  'reset.requested',
  'reset.opened',
  'reset.used',
  'account.blocked',
  'account.unblocked',
];

/** What happened to the account that its owner should know; five of them are shown. */
export const noticeTypes: AuditType[] = [
  'device.remembered',
  'device.revoked',
  'signin.refused',
  'signin.locked',
  'password.changed',
  'password.recovery-forced',
  'totp.enrolled',
  'totp.added',
  'totp.removed',
  'recovery-codes.made',
  'recovery-code.used',
  'contact.verified',
  ...AS_IN_ACTIVITY,
];

const NOTICES = 5;
/** Refusals that say nothing to the owner are left out of the five, so more rows are read than shown. */
export const NOTICES_READ = NOTICES * 12;

/**
 * What the notices are made of, newest first. Sign-ins are read apart, since they are daily and most of them (on a browser that is
 * known) say nothing: together they would take the places of what is rare.
 */
export async function noticeRows(db: Db, accountId: string): Promise<ActivityRow[]> {
  const [rare, signins] = await Promise.all([
    listActivity(db, { accountId, types: noticeTypes, limit: NOTICES_READ }),
    listActivity(db, { accountId, types: ['signin.success'], limit: NOTICES_READ }),
  ]);
  return [...rare, ...signins].toSorted((left, right) => right.id - left.id);
}

/**
 * Audit rows, newest first, in plain words. What is the same stands there once, with how often; warnings come before what
 * is ordinary, which would push them out. A refusal before the right password says nothing about the owner: it is left out.
 */
export function portalNotices(rows: readonly ActivityRow[], words: Words): NoticeShown[] {
  const joined = new Map<string, NoticeShown & { count: number }>();
  for (const row of rows) {
    const said = toldOf(row, words);
    if (!said) continue;
    const known = joined.get(said.text);
    if (known) known.count += 1;
    else joined.set(said.text, { ...said, at: row.at.getTime(), disavow: disavowalOf(row), count: 1 });
  }
  return [...joined.values()]
    .toSorted((left, right) => Number(right.tone === 'warn') - Number(left.tone === 'warn'))
    .slice(0, NOTICES)
    .map(({ text, at, tone, disavow, count }) => ({ text: times(text, count, words), at, tone, disavow }));
}

/** Of what is told once for many, "bukan saya" speaks of the newest. */
const disavowalOf = ({ id, type }: ActivityRow): string | null =>
  isDisavowable(type) ? `/account/activity/${id}/bukan-saya` : null;

function toldOf(row: ActivityRow, words: Words): Pick<NoticeShown, 'text' | 'tone'> | null {
  // Somebody asked with an address that is not on record: nothing was sent, and nothing began.
  if (row.type === 'recovery.asked' && row.details.sent !== true) return null;
  if (AS_IN_ACTIVITY.includes(row.type)) return { text: sentenceOf(row, words), tone: toneOf(row) };
  if (isWrongCode(row) && row.details.after !== undefined)
    return { text: sentenceOf(row, words), tone: 'warn' };
  const sentence = sentenceFor(row, words);
  return sentence && { text: words.t(sentence.key, sentence.values), tone: sentence.tone };
}

/** Beside the refusals: what opens the account to whoever holds a contact, and a passkey that may have a copy. */
function toneOf({ type, details }: ActivityRow): NoticeShown['tone'] {
  const grave = type === 'reset.requested' || type === 'reset.opened' || details.reason === 'cloned';
  return grave ? 'warn' : 'info';
}

const isWrongCode = ({ type, details: { reason } }: ActivityRow): boolean =>
  type === 'signin.refused' && (reason === 'wrong_code' || reason === 'wrong_recovery_code');

function times(text: string, count: number, words: Words): string {
  return count === 1 ? text : words.t('portal.notice.times', { text, count });
}

function sentenceFor(row: ActivityRow, words: Words): Sentence | null {
  const browser = browserWords(row.userAgent, words) ?? words.t('portal.browser.unknown');
  switch (row.type) {
    case 'device.remembered':
      return { key: 'portal.notice.device', tone: 'info', values: { browser } };
    case 'signin.success':
      // Another one is told of by the browser that is remembered for it, or said nothing new.
      return row.details.shared === true
        ? { key: 'portal.notice.shared', tone: 'info', values: { browser } }
        : null;
    case 'device.revoked':
      return { key: 'portal.notice.device_revoked', tone: 'info' };
    case 'signin.refused':
      return refusal(row.details.reason);
    case 'signin.locked':
      return { key: 'portal.notice.locked', tone: 'warn' };
    case 'password.changed':
      return { key: 'portal.notice.password_changed', tone: 'info' };
    case 'password.recovery-forced':
      return { key: 'portal.notice.password_recovery', tone: 'warn' };
    case 'totp.enrolled':
      return { key: 'portal.notice.totp_enrolled', tone: 'info' };
    case 'totp.added':
      return { key: 'portal.notice.totp_added', tone: 'info' };
    case 'totp.removed':
      return { key: 'portal.notice.totp_removed', tone: 'info' };
    case 'recovery-codes.made':
      return { key: 'portal.notice.recovery_codes', tone: 'info' };
    case 'recovery-code.used':
      return {
        key: 'portal.notice.recovery_code_used',
        tone: 'warn',
        values: { left: Number(row.details.left ?? 0) },
      };
    case 'contact.verified':
      return { key: 'portal.notice.contact_verified', tone: 'info' };
    default:
      return null;
  }
}

function refusal(reason: unknown): Sentence | null {
  if (reason === 'wrong_code') return { key: 'portal.notice.code_refused', tone: 'warn' };
  if (reason === 'used_code') return { key: 'portal.notice.code_used', tone: 'info' };
  if (reason === 'wrong_recovery_code') return { key: 'portal.notice.recovery_code_refused', tone: 'warn' };
  return null;
}
