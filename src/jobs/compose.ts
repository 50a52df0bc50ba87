import { help } from '../../config/help.ts';
import type { Messages, Words } from '../messages.ts';
import type { Compose, MessageValues } from '../model/notices.ts';
import type { Channel, MessageKind } from '../model/outbox.ts';

/** Writes mails and SMS from the catalogue, in the language of the account. SMS have no subject, and are short. */
export function createCompose(messages: Messages): Compose {
  return (kind, channel, locale, values) => {
    const words = messages.messagesFor(locale);
    const ready = { ...helpValues(words), ...readable(words, values) };
    const subject = channel === 'email' ? words.t(`mail.${kind}.subject`, ready) : '';
    return { subject, text: paragraphs(words, kind, channel, ready) };
  };
}

type Ready = Record<string, string | number>;

function paragraphs(words: Words, kind: MessageKind, channel: Channel, values: Ready): string {
  // A link is mailed only, and like a code it was asked for: nobody is told of anything.
  if (kind === 'link_signin') {
    return [words.t(`mail.${kind}.text`, values), words.t('mail.signature', values)].join('\n\n');
  }
  const isCode = kind === 'code_activation' || kind === 'code_captcha';
  if (channel === 'sms') {
    const sms = words.t(`mail.${kind}.sms`, values);
    return isCode ? sms : `${sms} ${words.t('mail.not_you.sms', values)}`;
  }
  const text = words.t(`mail.${kind}.text`, values);
  const signature = words.t('mail.signature', values);
  // A code stands near the top, where a phone's preview shows it.
  if (isCode) return [text, signature].join('\n\n');
  return [words.t('mail.greeting', values), text, words.t('mail.not_you', values), signature].join('\n\n');
}

function readable(words: Words, values: MessageValues): Ready {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    value instanceof Date ? words.t('mail.at', { date: words.date(value), time: words.time(value) }) : value,
  ]);
  return Object.fromEntries(entries) as Ready;
}

function helpValues(words: Words): Ready {
  return {
    helpEmail: help.email,
    helpPhone: help.phone,
    helpDays: help.hours.days[words.locale],
    helpFrom: help.hours.from,
    helpTo: help.hours.to,
  };
}
