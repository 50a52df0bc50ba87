import { randomUUID } from 'node:crypto';
import { bulkPassword, seedAccounts } from '../../src/model/demo/bulk.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import type { TestApp } from './app.ts';
import { phoneCode } from './model.ts';

/** Somebody with an authenticator, an e-mail address and a number that count, and message budgets nobody else uses. */
export interface Someone {
  id: string;
  nip: string;
  email: string;
  /** E.164. */
  phone: string;
  password: string;
  /** A code of the authenticator never given before: the clock goes on a step. */
  code(): string;
}

/** People of a test's own; each account has five messages an hour, whoever asks. */
export async function somePeople(app: TestApp, count: number): Promise<() => Someone> {
  const hasher = createHasher({ concurrency: 2, queueLimit: 100, now: app.clock.now });
  const spare: Someone[] = [];
  const accounts: { nip: string; secret: string }[] = [];
  await seedAccounts({ db: app.db, ring: app.ring, hasher, now: app.clock.now() }, count, (account) => {
    accounts.push(account);
  });
  await hasher.close();
  for (const { nip, secret } of accounts) {
    const { account_id: id } = await app.db
      .selectFrom('nip_alias')
      .select('account_id')
      .where('nip', '=', nip)
      .executeTakeFirstOrThrow();
    const { value: email } = await app.db
      .selectFrom('contact')
      .select('value')
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow();
    const phone = `+62813${String(10_000_000 + spare.length)}`;
    await putPhone(app, id, phone);
    const code = () => {
      app.clock.advance(30);
      return phoneCode(app.clock.now(), { secret });
    };
    spare.push({ id, nip, email, phone, password: bulkPassword, code });
  }
  return () => {
    const next = spare.pop();
    if (!next) throw new Error('nobody left: ask somePeople for more');
    return next;
  };
}

async function putPhone(app: TestApp, accountId: string, value: string): Promise<void> {
  const since = new Date(app.clock.now() - 30 * 86_400_000);
  await app.db
    .insertInto('contact')
    .values({
      id: randomUUID(),
      account_id: accountId,
      kind: 'phone',
      value,
      source: 'directory',
      recorded_at: since,
      verified_at: since,
    })
    .execute();
}

/** What was written to somebody, newest first, before it is delivered. */
export async function messagesTo(
  { db }: Pick<TestApp, 'db'>,
  to: string,
  kind?: string,
): Promise<{ kind: string; text: string; channel: string }[]> {
  const rows = db
    .selectFrom('outbox')
    .select(['kind', 'text', 'channel'])
    .where('recipient', '=', to)
    .orderBy('id', 'desc');
  return (kind === undefined ? rows : rows.where('kind', '=', kind)).execute();
}

export const codeIn = (text = ''): string => /\b\d{6}\b/.exec(text)?.[0] ?? '';
export const linkIn = (text = ''): string => /https?:\/\/[^\s"<]+/.exec(text)?.[0] ?? '';

/** A code that is none of these. */
export function wrongCode(...right: string[]): string {
  return ['111111', '222222', '333333', '444444'].find((code) => !right.includes(code)) ?? '555555';
}

export async function audits(
  { db }: Pick<TestApp, 'db'>,
  accountId: string,
  type: string,
): Promise<Record<string, unknown>[]> {
  const rows = await db
    .selectFrom('audit')
    .select('details')
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .orderBy('id')
    .execute();
  return rows.map(({ details }) => details);
}
