import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { emptyZip, jpeg, pngClaiming } from '../support/files.ts';
import { multipart, sendForm } from '../support/help.ts';
import type { SentFile } from '../support/help.ts';
import { visitor } from '../support/visitor.ts';
import type { Page } from '../support/visitor.ts';

let app: TestApp;
let visitors = 0;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

const MEGABYTE = 1024 * 1024;
const about = {
  topic: 'contact',
  nip: '',
  text: 'Nomor saya berganti <b>sejak</b> Maret.',
  contact: 'orang@mail.example',
};
const stranger = () => visitor(app, { address: `192.0.2.${(visitors += 1)}` });
const send = (files: readonly SentFile[], fields: Record<string, string> = about): Promise<Page> =>
  sendForm(stranger(), '/help/case', fields, files);
const post = (body: Buffer | string, type: string): Promise<Page> =>
  stranger().post('/help/case', body, { 'content-type': type });
const cases = async () => (await app.db.selectFrom('help_case').select('id').execute()).length;

/** 12 MB and one byte of what begins as a photograph. */
async function padded(bytes: number): Promise<Buffer> {
  const picture = await jpeg();
  return Buffer.concat([picture, Buffer.alloc(bytes - picture.length)]);
}

describe('an upload that is too much', () => {
  test('13 MB: refused as such, by its name and the limit, with everything typed still there', async () => {
    const page = await send([{ field: 'ktp', name: 'besar.jpg', bytes: await padded(13 * MEGABYTE) }]);
    expect(page.status).toBe(422);
    expect(page.text).toContain('Berkas &#34;besar.jpg&#34; lebih besar dari 12 MB');
    expect(page.text).toMatch(/id="ktp"[^>]*aria-invalid="true"/);
    expect(page.text).toContain('Nomor saya berganti &lt;b&gt;sejak&lt;/b&gt; Maret.');
    expect(page.text).toContain('value="orang@mail.example"');
    expect(await cases()).toBe(0);
  });

  test('12 MB exactly is taken, whatever follows the picture in it', async () => {
    expect((await send([{ field: 'ktp', name: 'pas.jpg', bytes: await padded(12 * MEGABYTE) }])).status).toBe(
      200,
    );
    expect(await cases()).toBe(1);
  });

  test('five files: refused, and none of them is worked on', async () => {
    const bytes = await jpeg({ width: 40, height: 40 });
    const page = await send(
      Array.from({ length: 5 }, (_, at) => ({ field: 'sk', name: `${at}.jpg`, bytes })),
    );
    expect([page.status, page.text.includes('Paling banyak 4 berkas')]).toEqual([422, true]);
    const far = await send(
      Array.from({ length: 40 }, (_, at) => ({ field: 'sk', name: `${at}.jpg`, bytes })),
    );
    expect(far.status).toBeGreaterThanOrEqual(400);
    expect(far.status).toBeLessThan(500);
  });

  test('a body without end is cut off', async () => {
    const { port } = new URL(app.issuer);
    const received = await new Promise<{ sent: number; answer: string }>((resolve) => {
      const socket = connect(Number(port), 'localhost');
      let [sent, answer] = [0, ''];
      const chunk = Buffer.alloc(MEGABYTE, 65);
      const more = () => {
        while (!socket.destroyed && sent < 400 && socket.write(chunk)) sent += 1;
      };
      socket.on('drain', more);
      socket.on('data', (data) => (answer += data.toString('latin1')));
      socket.on('error', () => {});
      socket.on('close', () => resolve({ sent, answer }));
      socket.write(
        `POST /help/case HTTP/1.1\r\nHost: localhost:${port}\r\nSec-Fetch-Site: same-origin\r\n` +
          `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${1024 * MEGABYTE}\r\n\r\n` +
          `--x\r\nContent-Disposition: form-data; name="ktp"; filename="a.jpg"\r\n\r\n`,
      );
      more();
    });
    expect(received.sent).toBeLessThan(200);
    expect((await stranger().get('/help/case')).status).toBe(200);
  });
});

describe('an upload that is something else', () => {
  test.each([
    ['a page called a picture', Buffer.from('<html><script>alert(1)</script>'), 'ktp.jpg', 'bukan JPEG'],
    ['an archive called a document', emptyZip, 'sk.pdf', 'bukan JPEG'],
    ['a bomb of a few bytes', pngClaiming(30_000, 30_000), 'ktp.png', 'terlalu besar untuk dibuka'],
  ])('%s is refused with the reason', async (_, bytes, name, said) => {
    const before = await cases();
    const page = await send([{ field: 'ktp', name, bytes }]);
    expect([page.status, page.text.includes(said)]).toEqual([422, true]);
    expect(await cases()).toBe(before);
  });

  test('a picture with an archive behind it is refused, and written down without what it was', async () => {
    const bytes = Buffer.concat([await jpeg(), emptyZip]);
    expect((await send([{ field: 'ktp', name: 'ktp.jpg', bytes }])).text).toContain('memuat berkas lain');
    const rows = await app.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'upload.refused')
      .execute();
    expect(rows.map(({ details }) => (details as { reason: string }).reason)).toContain('polyglot');
  });

  test('a name that is no name is shown as text', async () => {
    const name = '../<img src=x onerror=alert(1)>.exe';
    const page = await send([{ field: 'ktp', name, bytes: await jpeg() }]);
    expect(page.status).toBe(422);
    expect(page.text).not.toContain('<img src=x');
  });
});

describe('a form that is none of ours', () => {
  const file = (field: string): SentFile => ({ field, name: 'a.jpg', bytes: Buffer.from('x') });
  const packed = (fields: Record<string, string>, files: SentFile[]) => multipart(fields, files);

  test('an unknown control for files, an odd name, a repeated field, characters that none of ours take', async () => {
    const odd = packed(about, [file('avatar')]);
    const proto = packed({ ...about, 'a b': 'x' }, []);
    const nul = packed({ ...about, text: 'a\0b' }, []);
    const one = packed(about, []);
    const twice = Buffer.concat([
      one.body.subarray(0, one.body.lastIndexOf('--\r\n')),
      Buffer.from(
        '\r\nContent-Disposition: form-data; name="topic"\r\n\r\nlock\r\n------case0123456789abcdef--\r\n',
      ),
    ]);
    const answers = await Promise.all([
      post(odd.body, odd.type),
      post(proto.body, proto.type),
      post(nul.body, nul.type),
      post(twice, one.type),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  test('a hundred fields, headers without end, no boundary, another content type', async () => {
    const many = packed(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}`, 'x'])), []);
    const header = Buffer.from(
      `--x\r\nContent-Disposition: form-data; name="text"\r\nX: ${'a'.repeat(200_000)}\r\n\r\n\r\n--x--\r\n`,
    );
    const answers = await Promise.all([
      post(many.body, many.type),
      post(header, 'multipart/form-data; boundary=x'),
      post('x', 'multipart/form-data'),
      post('{}', 'application/json'),
      post('x', 'text/plain'),
    ]);
    expect(answers.map(({ status }) => status).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answers.slice(-2).map(({ status }) => status)).toEqual([415, 415]);
  });

  test('one that breaks off in the middle of a file is a 4xx, and the next one is served', async () => {
    const { body, type } = packed(about, [{ field: 'ktp', name: 'a.jpg', bytes: await jpeg() }]);
    const page = await post(body.subarray(0, body.length - 400), type);
    expect(page.status).toBe(400);
    expect((await stranger().get('/help/case')).status).toBe(200);
  });

  test('a text beyond its length is refused, a field beyond any text is cut short as a body too large', async () => {
    expect((await send([], { ...about, text: 'a'.repeat(2001) })).status).toBe(422);
    expect((await send([], { ...about, text: 'a'.repeat(20_000) })).status).toBe(413);
  });

  test('from another site: not read at all', async () => {
    const { body, type } = packed(about, []);
    const headers = { 'content-type': type, 'sec-fetch-site': 'cross-site' };
    expect((await stranger().post('/help/case', body, headers)).status).toBe(403);
  });
});

describe('many at once', () => {
  test('one address opens so many in an hour; another one still may', async () => {
    const { body, type } = multipart(about, []);
    const pushy = visitor(app, { address: '192.0.2.250' });
    const statuses: number[] = [];
    for (let at = 0; at < 21; at += 1) {
      statuses.push((await pushy.post('/help/case', body, { 'content-type': type })).status);
    }
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect((await send([])).status).toBe(200);
  });

  test('a crowd of senders is served or asked to come back, and nothing of it is lost in between', async () => {
    const bytes = await jpeg({ width: 2400, height: 2400 });
    const files = [0, 1, 2].map((at) => ({ field: 'sk', name: `${at}.jpg`, bytes }));
    const pages = await Promise.all(Array.from({ length: 24 }, () => send(files)));
    const statuses = pages.map(({ status }) => status);
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    expect(statuses).toContain(200);
    for (const page of pages.filter(({ status }) => status === 503)) {
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(page.text).toContain('value="orang@mail.example"');
    }
  });
});
