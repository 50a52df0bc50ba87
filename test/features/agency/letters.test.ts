import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { bandung, units } from '../../support/agency.ts';
import { appointAt, audits, messageTo, signIn } from '../../support/agency-app.ts';
import type { AtDesk } from '../../support/agency-app.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
let siti: AtDesk;
let fresh: string[];
const people = [
  { nama: 'Ahmad Fauzi', nip: '199001012022031101', email: 'ahmad@sekolah.example', phone: '081311111101' },
  { nama: 'Dian Sastro', nip: '199001012022032102', email: 'dian@sekolah.example', unit: units.bkpsdm },
  { nama: 'Eko Purnomo', nip: '199001012022031103' },
];

beforeAll(async () => {
  app = await startApp();
  fresh = await appointAt(app, people);
  siti = await signIn(app, { nip: nips.siti });
});
afterAll(() => app?.stop());

const codesOf = (html: string) =>
  [...html.matchAll(/<p class="activation">[\s\S]*?<\/p>/g)].map(([box]) =>
    [...box.matchAll(/<span>([A-Z2-9]{4})<\/span>/g)].map(([, part]) => part).join('-'),
  );
/** Chooses these people and proves it; gives the page the letters are printed from. */
async function makeFor(...pnsIds: string[]) {
  await siti.get('/agency/letters/new');
  await siti.submit(Object.fromEntries(pnsIds.map((pnsId) => [`p-${pnsId}`, '1'])));
  return siti.submit({ code: siti.code() });
}

describe('activation letters', () => {
  test('are offered for whoever never activated, by unit', async () => {
    const all = await siti.get('/agency/letters/new');
    for (const { nama } of people) expect(all.text).toContain(nama);
    const branch = await siti.get(`/agency/letters/new?unit=${units.bkpsdm}`);
    expect([branch.text.includes('Dian Sastro'), branch.text.includes('Eko Purnomo')]).toEqual([true, false]);
    const one = await siti.get(`/agency/letters/new?person=${fresh[2]}`);
    expect([one.text.includes('Eko Purnomo'), one.text.includes('Dian Sastro')]).toEqual([true, false]);
    await siti.get('/agency/letters/new');
    const nobody = await siti.submit({});
    expect([nobody.status, alerts(nobody.text)]).toEqual([422, 'Pilih paling sedikit satu pegawai.']);
  });

  test('need a second factor, and then print one code each, for some minutes, to who made them', async () => {
    await siti.get('/agency/letters/new');
    const confirm = await siti.submit({ [`p-${fresh[0]}`]: '1', [`p-${fresh[1]}`]: '1' });
    expect(headingOf(confirm.text)).toBe('Buat 2 surat aktivasi');
    expect((await siti.submit({ code: '000000' })).status).toBe(422);
    expect(await letterCount()).toBe(0);
    const printed = await siti.submit({ code: siti.code() });
    expect(new URL(printed.url).pathname).toMatch(/^\/agency\/letters\/[0-9a-f-]{36}\/print$/);
    expect(printed.headers.get('cache-control')).toBe('no-store');
    const codes = codesOf(printed.text);
    expect(codes).toHaveLength(2);
    for (const part of ['Ahmad Fauzi', 'NIP berakhiran 1101', `${app.issuer}/portal`])
      expect(printed.text).toContain(part);
    expect(printed.text).not.toContain('199001012022031101');
    // The printer jammed: the same codes. In another session of the same admin: nothing.
    const path = new URL(printed.url).pathname;
    expect(codesOf((await siti.get(path)).text)).toEqual(codes);
    const elsewhere = await signIn(app, { nip: nips.siti });
    expect((await elsewhere.get(path)).text).not.toContain(codes[0]?.slice(0, 4));
    expect(headingOf((await elsewhere.get(path)).text)).toBe('Surat ini tidak dapat ditampilkan lagi');
    // Nothing of it in the database, the log or Redis in the clear.
    const keys = await app.kv.get(`letters:${path.split('/')[3]}`);
    for (const code of codes) {
      expect(JSON.stringify(app.log)).not.toContain(code);
      expect(keys).not.toContain(code);
    }
    expect((await audits(app, 'letters.made')).at(-1)?.details).toMatchObject({ agency: bandung, count: 2 });
    expect((await audits(app, 'handed-code.issued')).length).toBe(2);
    await messageTo(app, 'ahmad@sekolah.example', /kode/i);
  });

  test('of one person: the new one ends the older; a batch that was lost is revoked', async () => {
    await makeFor(fresh[0] ?? '');
    const listed = await siti.get('/agency/letters');
    const [newest, oldest] = [...listed.text.matchAll(/\/agency\/letters\/[0-9a-f-]{36}/g)].map(
      ([path]) => path,
    );
    const old = await siti.get(oldest ?? '');
    expect(old.text).toContain('Cabut 1 surat');
    await siti.get(newest ?? '');
    expect((await siti.submit({ code: '000000' })).status).toBe(422);
    const done = await siti.submit({ code: siti.code() });
    expect(done.text).toContain('1 surat dicabut');
    expect((await siti.get(`${newest}/print`)).text).not.toContain('class="activation"');
    expect((await audits(app, 'letters.revoked')).at(-1)?.details).toMatchObject({ count: 1 });
  });

  test('begin an activation that still asks for codes to the contacts on record', async () => {
    const [code = ''] = codesOf((await makeFor(fresh[0] ?? '')).text);
    const ahmad = visitor(app);
    await ahmad.get('/portal');
    const step = await ahmad.submit({ nip: people[0]?.nip ?? '', password: code.toLowerCase() });
    expect(step.text).toContain('name="emailCode"');
    const account = await findSigninAccount(app.db, people[0]?.nip ?? '');
    expect(account).toMatchObject({ state: 'unverified', password: null });
  });
});

async function letterCount(): Promise<number> {
  const rows = await app.db.selectFrom('letter_batch').select('id').execute();
  return rows.length;
}
