import type { TestApp } from './app.ts';
import { firstForm } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export interface SentFile {
  field: string;
  name: string;
  bytes: Uint8Array;
}

/** A form with files, packed by hand so that names and bytes go as they are given. */
export function multipart(
  fields: Record<string, string>,
  files: readonly SentFile[],
): { body: Buffer; type: string } {
  const boundary = '----case0123456789abcdef';
  const part = (head: string, content: Uint8Array) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), content, Buffer.from('\r\n')]);
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      part(`Content-Disposition: form-data; name="${name}"`, Buffer.from(value)),
    ),
    ...files.map(({ field, name, bytes }) =>
      part(
        `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream`,
        bytes,
      ),
    ),
  ];
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

/** Opens a page and sends its first form with these fields and files. */
export async function sendForm(
  who: Visitor,
  path: string,
  fields: Record<string, string>,
  files: readonly SentFile[] = [],
  action?: string,
): Promise<Page> {
  const page = await who.get(path);
  const form = firstForm(page.text);
  const { body, type } = multipart({ ...form.hidden, ...fields }, files);
  return who.post(action ?? form.action, body, { 'content-type': type });
}

/** The newest code to somebody, of those written from `since` on; read before it is delivered, which takes a second. */
export async function codeTo(app: Pick<TestApp, 'db'>, to: string, since = 0): Promise<string> {
  const text = await messageTo(app, to, { since, matching: /\b\d{6}\b/ });
  return /\b\d{6}\b/.exec(text)?.[0] ?? '';
}

/** The text of the newest message to somebody that matches. */
export async function messageTo(
  { db }: Pick<TestApp, 'db'>,
  to: string,
  { since = 0, matching }: { since?: number; matching: RegExp },
): Promise<string> {
  const rows = await db
    .selectFrom('outbox')
    .select('text')
    .where('recipient', '=', to.replace(/^0/, '+62'))
    .where('created_at', '>=', new Date(since))
    .orderBy('id', 'desc')
    .execute();
  const found = rows.find(({ text }) => matching.test(text));
  if (!found) throw new Error(`nothing of the kind was sent to ${to}`);
  return found.text;
}
