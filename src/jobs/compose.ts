import { help } from '../../config/help.ts';
import { policy } from '../../config/policy.ts';
import type { MessageKey, Messages, Words } from '../messages.ts';
import { messageKinds } from '../model/message-kinds.ts';
import type { Compose, ListedSignin, MessageValues } from '../model/notices.ts';
import type { Channel, MessageKind } from '../model/outbox.ts';
import { mailHtml } from './mail-html.ts';

export const DISAVOW_PATH = '/bukan-saya';

/**
 * Writes mails and SMS from the catalogue, in the language of the account. SMS have no subject, and are short. The token of
 * "bukan saya" (value `disavow`) becomes a link of ISSUER here; every other link arrives whole.
 */
export function createCompose(messages: Messages, { issuer }: { issuer: string }): Compose {
  return (kind, channel, locale, values) => {
    if (!messageKinds[kind].channels.includes(channel)) throw new Error(`${kind} never goes by ${channel}`);
    const words = messages.messagesFor(locale);
    const ready = { ...helpValues(words), ...readable(words, channel, values) };
    if (ready.disavow !== undefined) ready.disavow = `${issuer}${DISAVOW_PATH}/${ready.disavow}`;
    if (channel === 'sms') return { subject: '', text: sms(words, kind, ready) };
    const subject = words.t(`mail.${kind}.subject` as MessageKey, ready);
    const text = mail(words, kind, ready).join('\n\n');
    const { locale: lang } = words;
    return {
      subject,
      text,
      html: mailHtml({ lang, subject, text, issuer, button: words.t('mail.open_link') }),
    };
  };
}

type Ready = Record<string, string | number>;

/** The action link comes first, then "bukan saya"; a code stands near the top, where a phone's preview shows it. */
function mail(words: Words, kind: MessageKind, values: Ready): string[] {
  const { as } = messageKinds[kind];
  const own = ownLinkOf(kind, values);
  const text = words.t(`mail.${kind}.text` as MessageKey, values);
  const signature = words.t('mail.signature', values);
  if (as === 'code' || as === 'link') return [text, signature];
  return [
    ...(values.nip === undefined ? [] : [words.t('mail.greeting', values)]),
    text,
    ...(own ? [words.t(`mail.${kind}.link` as MessageKey, values)] : []),
    ...(values.disavow === undefined
      ? []
      : [own === 'takes_back' ? words.t('mail.not_you.also', values) : words.t('mail.not_you', values)]),
    words.t('mail.help', values),
    signature,
  ];
}

/** One link an SMS, or it becomes two: where the action undoes what is told, it stands in for "bukan saya". */
function sms(words: Words, kind: MessageKind, values: Ready): string {
  const { as } = messageKinds[kind];
  const text = words.t(`mail.${kind}.sms` as MessageKey, values);
  if (as !== 'notice') return text;
  const own = ownLinkOf(kind, values);
  const parts = [text];
  if (own) parts.push(words.t(`mail.${kind}.link.sms` as MessageKey, values));
  if (values.disavow !== undefined && own !== 'takes_back') {
    parts.push(words.t('mail.not_you.sms', values));
  }
  if (!own && values.disavow === undefined) parts.push(words.t('mail.help.sms', values));
  return parts.join(' ');
}

function ownLinkOf(kind: MessageKind, values: Ready) {
  return values.link === undefined ? null : messageKinds[kind].ownLink;
}

function readable(words: Words, channel: Channel, values: MessageValues): Ready {
  const at = (value: Date) => words.t('mail.at', { date: words.date(value), time: words.time(value) });
  const entries = Object.entries(values).map(([name, value]): [string, string | number] => {
    // An SMS carries its own date, and has no room for it.
    if (value instanceof Date && name === 'at' && channel === 'sms') {
      return [name, words.t('mail.at.sms', { time: words.time(value) })];
    }
    if (name === 'kind')
      return [name, words.t(value === 'email' ? 'mail.contact.email' : 'mail.contact.phone')];
    if (Array.isArray(value)) return [name, signinLines(words, value, { count: Number(values.count), at })];
    return [name, value instanceof Date ? at(value) : value];
  });
  return Object.fromEntries(entries);
}

/** One line for each sign-in, and one for those that are not listed. */
function signinLines(
  words: Words,
  signins: ListedSignin[],
  { count, at }: { count: number; at: (value: Date) => string },
): string {
  const lines = signins.map((signin) => {
    const line = words.t('mail.new_device.line', {
      at: at(signin.at),
      browser: signin.browser ?? words.t('mail.new_device.browser_unknown'),
      address: signin.address ?? words.t('mail.new_device.address_unknown'),
      application: signin.application,
    });
    return signin.shared ? words.t('mail.new_device.line_shared', { line }) : line;
  });
  const more = count - signins.length;
  return [...lines, ...(more > 0 ? [words.t('mail.new_device.more', { count: more })] : [])].join('\n');
}

function helpValues(words: Words): Ready {
  return {
    helpEmail: help.email,
    helpPhone: help.phone,
    helpDays: help.hours.days[words.locale],
    helpFrom: help.hours.from[words.locale],
    helpTo: help.hours.to[words.locale],
    days: policy.disavowals.ttlSeconds / 86_400,
  };
}
