import type { Db } from '../platform/db.ts';
import type { AuditContext } from './audit.ts';
import { enqueueAll } from './outbox.ts';
import type { Channel, CodeKind, LinkKind, Message, MessageKind, NoticeKind } from './outbox.ts';

/** What a text is filled with. Times are Dates: the catalogue writes them for the reader's language and zone. */
export type MessageValues = Record<string, string | number | Date>;

/** The model knows no Indonesian: texts come from the catalogue through this function (jobs/compose.ts). */
export type Compose = (
  kind: MessageKind,
  channel: Channel,
  locale: string | null,
  values: MessageValues,
) => { subject: string; text: string };

/** What every verb that changes a credential needs besides its subject: who did it, and how its owner is told. */
export interface Telling {
  compose: Compose;
  context: AuditContext;
}

export interface NoticeArguments {
  accountId: string;
  kind: NoticeKind;
  values?: MessageValues;
  now: number;
  compose: Compose;
}

/** Tells the owner on every channel on record, in the transaction of what is told (design §6). */
export async function notice(
  trx: Db,
  { accountId, kind, values = {}, now, compose }: NoticeArguments,
): Promise<void> {
  const contacts = await trx
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
  const messages = contacts.map((contact): Message => {
    const channel = contact.kind === 'email' ? 'email' : 'sms';
    const text = compose(kind, channel, contact.locale, {
      at: new Date(now),
      nip: contact.nip.slice(-4),
      ...values,
    });
    return { channel, to: contact.value, kind, accountId, at: now, ...text };
  });
  await enqueueAll(trx, messages);
}

export interface CodeArguments {
  /** Null where nobody has an account yet: a registration, a case. */
  accountId: string | null;
  contact: { kind: 'email' | 'phone'; value: string };
  kind: CodeKind;
  code: string;
  minutes: number;
  /** The name of the application asking, where one does. */
  application?: string | null;
  locale: string | null;
  now: number;
  compose: Compose;
}

/** Sends a one-time code to one contact; always the stored address, never a typed one. */
export async function sendCode(db: Db, args: CodeArguments): Promise<void> {
  const channel = args.contact.kind === 'email' ? 'email' : 'sms';
  const { code, minutes } = args;
  const text = args.compose(args.kind, channel, args.locale, {
    code,
    minutes,
    application: args.application ?? 'ASN Digital',
  });
  await enqueueAll(db, [
    { channel, to: args.contact.value, kind: args.kind, accountId: args.accountId, at: args.now, ...text },
  ]);
}

export interface LinkArguments extends Omit<CodeArguments, 'contact' | 'kind' | 'code'> {
  /** The stored address; links go by mail only. */
  to: string;
  kind: LinkKind;
  link: string;
  /** How many tries it gives. */
  tries: number;
}

/** Sends a link: the first URL of its mail. */
export async function sendLink(db: Db, args: LinkArguments): Promise<void> {
  const { accountId, to, kind, link, minutes, tries } = args;
  const application = args.application ?? 'ASN Digital';
  const text = args.compose(kind, 'email', args.locale, { link, minutes, tries, application });
  await enqueueAll(db, [{ channel: 'email', to, kind, accountId, at: args.now, ...text }]);
}
