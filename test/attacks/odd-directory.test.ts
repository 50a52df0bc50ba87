import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findEmployee } from '../../src/model/directory/find-employee.ts';
import { httpDirectory } from '../../src/model/directory/http-directory.ts';
import { readApiRecord } from '../../src/model/directory/read-record.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { policy } from '../../config/policy.ts';
import { bandung, units } from '../support/agency.ts';
import { signIn } from '../support/agency-app.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips, plainCompose } from '../support/model.ts';

let app: TestApp;
let server: Server;
let answer: string;

beforeAll(async () => {
  app = await startApp();
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server?.close(resolve));
  await app?.stop();
});

const NIP = '199001012022031888';
const MARKUP = '<img src=x onerror=alert(1)>';
const plain = {
  ...{ id: 'C0FFEE00C0FFEE00C0FFEE00C0FFEE00', nipBaru: NIP, nama: 'Orang Baru', kedudukanPnsId: '01' },
  ...{ instansiIndukId: bandung, instansiIndukNama: 'Pemerintah Kota Bandung', unorId: units.dinas },
  ...{ unorNama: 'Dinas Pendidikan', tglLahir: '01-01-1990', jenisKelamin: 'M', statusPegawai: 'PNS' },
};

const ask = (body: string) => {
  answer = body;
  const { port } = server.address() as AddressInfo;
  const address = () => ({ url: `http://127.0.0.1:${port}`, token: 'x' });
  const directory = httpDirectory(createOutgoing({ address, figures: { ...policy.outside, tries: 1 } }));
  const { db, ring, issuer, clock } = app;
  return findEmployee({ db, ring, issuer, directory, compose: plainCompose, now: clock.now }, NIP);
};

test('answers that are no record, or somebody else’s, are none', async () => {
  const bodies = [
    '[]',
    'null',
    '"x"',
    '{"__proto__":{"id":"x"}}',
    JSON.stringify({ ...plain, nipBaru: '199001012022031889' }),
    JSON.stringify({ ...plain, nama: 'x'.repeat(5000) }),
    JSON.stringify({ ...plain, id: { a: 1 } }),
    JSON.stringify({ ...plain, more: 'x'.repeat(100_000) }),
    ...['../../admin', 'a b', 'A/B', '<b>', "x' or 1=1"].map((id) => JSON.stringify({ ...plain, id })),
    JSON.stringify({ ...plain, jenisKelamin: 'constructor' }),
  ];
  for (const body of bodies)
    expect([body.slice(0, 60), await ask(body)]).toEqual([
      body.slice(0, 60),
      expect.objectContaining({ kind: 'away', reason: 'odd' }),
    ]);
  expect(readApiRecord(plain).kind).toBe('ok');
});

test('what a record says is text, on every page that shows it', async () => {
  const nasty = {
    nama: `${MARKUP}\r\nBcc: x@evil.example\u0000\u202e`,
    gelarDepan: '=HYPERLINK("http://evil")',
    gelarBelakang: '</title>',
    jabatan: `"><script>alert(2)</script>\u0007`,
    email: 'a@b.example\r\nBcc: x@evil.example',
    noHp: '0812\u00003456',
    nik: null,
  };
  const body = `{"__proto__":{"polluted":"yes"},"constructor":"x",${JSON.stringify({ ...plain, ...nasty }).slice(1)}`;
  const found = await ask(body);
  expect(found).toMatchObject({ kind: 'found', employee: { email: null, noHp: null, pnsId: plain.id } });
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  const nama = found.kind === 'found' ? found.employee.nama : '';
  // oxlint-disable-next-line no-control-regex -- exactly these are looked for
  expect(nama).not.toMatch(/[\u0000-\u001f\u202e]/);
  const siti = await signIn(app, { nip: nips.siti });
  for (const path of [
    '/agency/people?q=Bcc',
    `/agency/people/${plain.id}`,
    '/agency/letters/new',
    `/agency/people/${plain.id}/contact/email`,
  ]) {
    const page = await siti.get(path);
    expect([path, page.status, page.text.includes('&lt;img src=x')]).toEqual([path, 200, true]);
    expect(page.text).not.toMatch(/<img src=x|<script>alert/);
  }
});
