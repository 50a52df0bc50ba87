import type { Db } from '../platform/db.ts';
import type { ContactKind, SigninMark } from '../platform/schema.ts';
import type { AuditContext } from './audit.ts';
import { messageKinds } from './message-kinds.ts';
import { enqueueAll } from './outbox.ts';
import type { Channel, CodeKind, LinkKind, Message, MessageKind, NewsKind, NoticeKind } from './outbox.ts';
import { makeDisavowable } from './people/disavowals.ts';

/** What a text is filled with. Times are Dates: the catalogue writes them for the reader's language and zone. */
export type MessageValues = Record<string, string | number | Date | ListedSignin[]>;

/** One line of a notice of new devices. */
export interface ListedSignin {
  at: Date;
  /** "Chrome, Windows"; null: not known. */
  browser: string | null;
  address: string | null;
  application: string;
  shared: boolean;
}

/** The model knows no Indonesian: texts come from the catalogue through this function (jobs/compose.ts). */
export type Compose = (
  kind: MessageKind,
  channel: Channel,
  locale: string | null,
  values: MessageValues,
) => { subject: string; text: string; html?: string };

/** What every verb that changes a credential needs besides its subject: who did it, and how its owner is told. */
export interface Telling {
  compose: Compose;
  context: AuditContext;
}

export interface NoticeArguments {
  accountId: string;
  kind: NoticeKind;
  values?: MessageValues;
  /** Who did it, and in which session: "bukan saya" can end that. */
  context?: AuditContext;
  /** The session, where no context has it. */
  sid?: string | undefined;
  /** How the one session began that it tells of, where its id is not known. */
  signin?: SigninMark | null;
  ref?: string;
  now: number;
  compose: Compose;
}

/**
 * Tells the owner on every channel on record, in the transaction of what is told, with "bukan saya" where that says
 * something: one link for the event, the same on every channel (design §6).
 */
export async function notice(
  trx: Db,
  { accountId, kind, values = {}, context, sid, signin, ref, now, compose }: NoticeArguments,
): Promise<void> {
  const { channels, disavowable } = messageKinds[kind];
  const contacts = (await contactsOf(trx, accountId)).filter((row) => channels.includes(channelOf(row.kind)));
  if (contacts.length === 0) return;
  const disavow = disavowable
    ? await makeDisavowable(trx, {
        accountId,
        event: kind,
        sid: sid ?? context?.session ?? null,
        signin: signin ?? null,
        now,
      })
    : null;
  const messages = contacts.map((contact): Message => {
    const channel = channelOf(contact.kind);
    const text = compose(kind, channel, contact.locale ?? ownLanguage(context, accountId), {
      at: new Date(now),
      nip: contact.nip.slice(-4),
      ...values,
      ...(disavow === null ? {} : { disavow }),
    });
    return { channel, to: contact.value, kind, accountId, ref, at: now, ...text };
  });
  await enqueueAll(trx, messages);
}

/** What the owner speaks while they do it themselves; an officer's language, or a stranger's, says nothing of theirs. */
function ownLanguage(context: AuditContext | undefined, accountId: string): string | null {
  return context?.actor === accountId ? (context.locale ?? null) : null;
}

function contactsOf(trx: Db, accountId: string) {
  return trx
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.account_id')
    .innerJoin('nip_alias', (join) =>
      join.onRef('nip_alias.account_id', '=', 'account.id').on('nip_alias.current', '=', true),
    )
    .select(['contact.kind', 'contact.value', 'account.locale', 'nip_alias.nip'])
    .where('contact.account_id', '=', accountId)
    .where('contact.removed_at', 'is', null)
    .orderBy('contact.kind')
    .execute();
}

function channelOf(kind: ContactKind): Channel {
  return kind === 'email' ? 'email' : 'sms';
}

export interface CodeArguments {
  /** Null before there is an account: a registration, a case. */
  accountId: string | null;
  contact: { kind: ContactKind; value: string };
  kind: CodeKind;
  code: string;
  minutes: number;
  /** The name of the application asking, where one does. */
  application?: string | null;
  locale: string | null;
  /** What it belongs to, where a page says how its delivery stands. */
  ref?: string;
  now: number;
  compose: Compose;
}

/** Sends a one-time code to one contact; always the stored address, never a typed one. */
export async function sendCode(db: Db, args: CodeArguments): Promise<void> {
  const { accountId, contact, kind, code, minutes, ref } = args;
  const channel = channelOf(contact.kind);
  const application = args.application ?? 'ASN Digital';
  const text = args.compose(kind, channel, args.locale, { code, minutes, application });
  await enqueueAll(db, [{ channel, to: contact.value, kind, accountId, ref, at: args.now, ...text }]);
}

export interface LinkArguments extends Omit<CodeArguments, 'contact' | 'kind' | 'code'> {
  /** The stored address; links go by mail only. */
  to: string;
  kind: LinkKind;
  link: string;
  /** `link_signin`: how many tries it gives. */
  tries?: number;
  /** `link_recovery`: the code beside it, which leads to the same place, and how long that lasts. */
  code?: string;
  codeMinutes?: number;
}

/** Sends a link: the first URL of its mail. */
export async function sendLink(db: Db, args: LinkArguments): Promise<void> {
  const { accountId, to, kind, link, minutes, tries, code, ref } = args;
  const values = {
    ...{ link, minutes, application: args.application ?? 'ASN Digital' },
    ...(tries === undefined ? {} : { tries }),
    ...(code === undefined ? {} : { code, codeMinutes: args.codeMinutes ?? minutes }),
  };
  const text = args.compose(kind, 'email', args.locale, values);
  await enqueueAll(db, [{ channel: 'email', to, kind, accountId, ref, at: args.now, ...text }]);
}

export interface NewsArguments {
  to: { kind: ContactKind; value: string };
  /** `registration_started` besides: its owner may have no account yet, and is told all the same. */
  kind: NewsKind | 'registration_started';
  values: MessageValues;
  locale: string | null;
  accountId?: string | null;
  ref?: string;
  now: number;
  compose: Compose;
}

/** Tells one contact that is no account's yet how its matter stands: a registration, a case, a correction. */
export async function sendNews(trx: Db, args: NewsArguments): Promise<void> {
  const { to, kind, accountId, ref, now } = args;
  const channel = channelOf(to.kind);
  const text = args.compose(kind, channel, args.locale, { at: new Date(now), ...args.values });
  await enqueueAll(trx, [
    { channel, to: to.value, kind, accountId: accountId ?? null, ref, at: now, ...text },
  ]);
}
