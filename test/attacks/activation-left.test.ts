import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips, phoneCode } from '../support/model.ts';
import { codeIn, messagesTo } from '../support/recovery.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

const NIK = '3174044303920003';
const OWN = 'Langit#Biru-2041';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const pathOf = (page: Page) => new URL(page.url).pathname;
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

async function begin(who: Visitor, password: string): Promise<Page> {
  await who.get('/portal');
  return who.submit({ nip: nips.dewi, password });
}

async function throughCodes(who: Visitor): Promise<Page> {
  for (const [to, field] of [
    ['dewi@asn.example', 'emailCode'],
    ['+6281200000003', 'smsCode'],
  ] as const) {
    const [message] = await messagesTo(app, to, 'code_activation');
    await who.submit({ [field]: codeIn(message?.text) });
  }
  return who.submit({ newPassword: OWN, confirmPassword: OWN });
}

describe('an activation that was left, in the whole system', () => {
  test('leaves nothing to whoever sits down next, is asked for by our own pages alone, and goes on for its person', async () => {
    const dewi = visitor(app);
    await begin(dewi, NIK);
    const enrol = await throughCodes(dewi);
    expect(headingOf(enrol.text)).toMatch(/autentikator/);
    const interaction = pathOf(enrol);
    const foreign = await dewi.post(interaction, form({ step: 'leave' }), { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    const left = await dewi.post(interaction, form({ step: 'leave' }));
    expect(pathOf(left)).toBe('/interaction/left');
    expect(left.text).not.toContain('19920303');
    expect(left.headers.get('cache-control')).toContain('no-store');

    // The same browser, somebody else, an address from its history.
    expect(headingOf((await dewi.get(interaction)).text)).toBe('Masuk');
    const skipped = await dewi.post(interaction, form({ step: 'enrol', code: '123456' }));
    expect(headingOf(skipped.text)).toBe('Masuk');
    expect(headingOf((await begin(dewi, 'Salah#Sandi-77')).text)).toBe('Masuk');

    // Another browser, with a cookie of its own making.
    const thief = visitor(app);
    thief.cookies.set('left|/', 'x'.repeat(43));
    expect(headingOf((await begin(thief, OWN)).text)).toMatch(/email/i);
    expect(pathOf(await visitor(app).get('/interaction/left'))).not.toBe('/interaction/left');

    const again = await begin(dewi, OWN);
    expect(headingOf(again.text)).toMatch(/autentikator/);
    expect(again.text).toContain('Langkah 5 dari 6');
    const secret = /secret=([A-Z2-7]{32})/.exec(again.text)?.[1] ?? '';
    const codes = await dewi.submit({ code: phoneCode(app.clock.now(), { secret }) });
    expect(headingOf(codes.text)).toMatch(/pemulihan/);
    expect(pathOf(await dewi.submit({ saved: '1' }))).toBe('/portal');
  });
});
