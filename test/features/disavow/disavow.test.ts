import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoPassword as PASSWORD } from '../../../config/demo-people.ts';
import { policy } from '../../../config/policy.ts';
import { createCompose } from '../../../src/jobs/compose.ts';
import { createMessages } from '../../../src/messages.ts';
import { notice } from '../../../src/model/notices.ts';
import type { NoticeKind } from '../../../src/model/outbox.ts';
import { findFreeze, thawAccount } from '../../../src/model/people/freeze-account.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { randomToken } from '../../../src/platform/crypto.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  const { id } = await budi();
  const { db } = app;
  await db.deleteFrom('account_block').where('account_id', '=', id).execute();
  await db.deleteFrom('disavowal').execute();
  await db.deleteFrom('new_device_notice').execute();
  await db.deleteFrom('outbox').execute();
});

const budi = async () => {
  const account = await findSigninAccount(app.db, nips.budi);
  if (!account) throw new Error('no Budi');
  return account;
};

/** Tells Budi of something, and gives the link of the mail; the SMS has the same. */
async function linkOf(kind: NoticeKind, sid?: string): Promise<string> {
  const { id } = await budi();
  const compose = createCompose(createMessages(), app);
  const now = app.clock.now();
  await notice(app.db, { accountId: id, kind, sid, now, compose });
  const rows = await app.db.selectFrom('outbox').select('text').where('kind', '=', kind).execute();
  const links = rows.map(({ text }) => /https?:\/\/\S+/.exec(text)?.[0]);
  expect(new Set(links).size).toBe(1);
  expect(links).toHaveLength(2);
  return links[0] ?? '';
}

/** Budi, in a browser of his own; each time step is accepted once. */
async function signedIn(headers: Record<string, string> = {}): Promise<Visitor> {
  const person = visitor(app, { headers });
  await person.get('/portal');
  await person.submit({ nip: nips.budi, password: PASSWORD });
  app.clock.advance(30);
  const portal = await person.submit({ code: phoneCode(app.clock.now()) });
  expect(portal.url).toBe(`${app.issuer}/portal`);
  return person;
}

const pathOf = (link: string) => new URL(link).pathname;
const blocks = async () =>
  app.db
    .selectFrom('account_block')
    .selectAll()
    .where('account_id', '=', (await budi()).id)
    .where('ended_at', 'is', null)
    .execute();
const audits = (type: string) => app.db.selectFrom('audit').selectAll().where('type', '=', type).execute();

describe('the link', () => {
  test('is one of the issuer for every channel; its token moves into a cookie, and a GET changes nothing', async () => {
    const link = await linkOf('password_changed');
    expect(link.startsWith(`${app.issuer}/bukan-saya/`)).toBe(true);
    const token = link.split('/').at(-1) ?? '';
    const before = (await audits('disavowal.used')).length;
    const browser = visitor(app);
    const page = await browser.get(pathOf(link));
    expect([page.status, page.url]).toEqual([200, `${app.issuer}/bukan-saya`]);
    expect(headingOf(page.text)).toBe('Bukan Anda?');
    expect(page.text).toContain('Kata sandi akun ASN Digital Anda diganti');
    expect(page.text).not.toContain(token);
    expect(page.text).not.toContain(nips.budi);
    expect(page.text).not.toContain('Akhiri sesi itu');
    for (const method of ['HEAD', 'GET']) await fetch(link, { method });
    expect(await blocks()).toEqual([]);
    expect(await audits('disavowal.used')).toHaveLength(before);
    expect(JSON.stringify(app.log)).not.toContain(token);
    const stored = await app.db.selectFrom('disavowal').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test.each([
    ['unknown', () => `/bukan-saya/${randomToken()}`],
    ['malformed', () => '/bukan-saya/x'],
  ])('an %s one gets the careful page', async (_name, path) => {
    const page = await visitor(app).get(path());
    expect([page.status, headingOf(page.text)]).toEqual([422, 'Tautan ini tidak berlaku']);
  });

  test('an old one and a used one get the same page as an unknown one', async () => {
    const used = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(used));
    await browser.submit({ choice: 'freeze' });
    const old = await linkOf('totp_replaced');
    await app.db
      .updateTable('disavowal')
      .set({ expires_at: new Date(app.clock.now()) })
      .where('event', '=', 'totp_replaced')
      .execute();
    const pages = await Promise.all(
      [pathOf(used), pathOf(old), `/bukan-saya/${randomToken()}`].map((path) => visitor(app).get(path)),
    );
    const bodies = pages.map(({ text }) => text.replaceAll(/nonce="[^"]*"/g, ''));
    expect(new Set(bodies).size).toBe(1);
    expect(pages.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  test('a button pressed on another site, or without a link, does nothing', async () => {
    const link = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(link));
    const foreign = await browser.post('/bukan-saya', 'choice=freeze', { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect((await visitor(app).post('/bukan-saya', 'choice=freeze')).status).toBe(422);
    expect((await browser.post('/bukan-saya', 'choice=close')).status).toBe(400);
    expect(await blocks()).toEqual([]);
  });

  test('a forged Host changes no link', async () => {
    const link = await linkOf('recovery_code_used');
    expect(new URL(link).origin).toBe(app.issuer);
  });
});

describe('freezing', () => {
  test('ends everything, tells the owner without another such link, and says how the account is left', async () => {
    const { id, epoch } = await budi();
    await app.db
      .insertInto('device')
      .values({
        id: randomUUID(),
        account_id: id,
        token_hash: 'x',
        created_at: new Date(app.clock.now()),
        last_used_at: new Date(app.clock.now()),
      })
      .execute();
    const link = await linkOf('password_changed');
    const before = (await audits('disavowal.used')).length;
    const browser = visitor(app);
    await browser.get(pathOf(link));
    const page = await browser.submit({ choice: 'freeze' });
    expect([page.status, page.url]).toEqual([200, `${app.issuer}/bukan-saya/done`]);
    expect(headingOf(page.text)).toBe('Akun Anda dibekukan');
    expect(page.text).toContain('Email atau SMS saja tidak pernah membuka');
    // What was put there in the three days before is the thief's, perhaps: the page says so.
    const until = new Date(app.clock.now() - policy.proof.youngFactorSeconds * 1000);
    const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Asia/Jakarta' } as const;
    expect(page.text).toContain(`sebelum ${new Intl.DateTimeFormat('id-ID', day).format(until)}`);
    const [block, ...more] = await blocks();
    expect(more).toEqual([]);
    expect(block).toMatchObject({ kind: 'freeze', reason: 'password_changed', placed_by: 'anonymous' });
    expect(block?.event_at?.getTime()).toBeLessThan(block?.placed_at.getTime() ?? 0);
    const after = await budi();
    expect(after.epoch).toBeGreaterThan(epoch);
    const alive = await app.db
      .selectFrom('device')
      .select('id')
      .where('account_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
    expect(alive).toEqual([]);
    const told = await app.db.selectFrom('outbox').selectAll().where('kind', '=', 'account_frozen').execute();
    expect(told.map(({ channel }) => channel).toSorted()).toEqual(['email', 'sms']);
    for (const { text } of told) expect(text).not.toMatch(/https?:/);
    expect(await audits('disavowal.used')).toHaveLength(before + 1);
  });

  test('the page after it survives a reload, in that browser alone', async () => {
    const link = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(link));
    await browser.submit({ choice: 'freeze' });
    expect(headingOf((await browser.get('/bukan-saya/done')).text)).toBe('Akun Anda dibekukan');
    expect((await browser.get('/bukan-saya')).status).toBe(422);
    expect((await visitor(app).get('/bukan-saya/done')).status).toBe(422);
  });

  test('of ten presses at once one freezes, and the same browser is told so at each', async () => {
    const link = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(link));
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => browser.post('/bukan-saya', 'choice=freeze')),
    );
    expect(new Set(pages.map(({ text }) => headingOf(text)))).toEqual(new Set(['Akun Anda dibekukan']));
    expect(await blocks()).toHaveLength(1);
    const told = await app.db.selectFrom('outbox').selectAll().where('kind', '=', 'account_frozen').execute();
    expect(told).toHaveLength(2);
  });

  test('two notices disavowed make one freeze, and the earlier event counts', async () => {
    const first = await linkOf('totp_replaced');
    app.clock.advance(60);
    const second = await linkOf('password_changed');
    for (const link of [second, first]) {
      const browser = visitor(app);
      await browser.get(pathOf(link));
      await browser.submit({ choice: 'freeze' });
    }
    const rows = await app.db.selectFrom('disavowal').select(['event', 'event_at']).execute();
    const earlier = rows.find(({ event }) => event === 'totp_replaced')?.event_at.getTime();
    expect(await blocks()).toHaveLength(1);
    expect(await findFreeze(app.db, (await budi()).id)).toMatchObject({ eventAt: earlier });
  });

  test('the right password opens nothing any more, and a thaw is told with a link', async () => {
    const link = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(link));
    await browser.submit({ choice: 'freeze' });
    const owner = visitor(app);
    await owner.get('/portal');
    const refused = await owner.submit({ nip: nips.budi, password: PASSWORD });
    expect(headingOf(refused.text)).not.toBe('Portal');
    expect((await owner.get('/portal')).url).not.toBe(`${app.issuer}/portal`);
    const { id } = await budi();
    const telling = {
      compose: createCompose(createMessages(), app),
      context: { actor: 'self', at: app.clock.now() },
    };
    const thaw = () =>
      app.db
        .transaction()
        .execute((trx) => thawAccount(trx, { accountId: id, now: app.clock.now() }, telling));
    expect([await thaw(), await thaw()]).toEqual([true, false]);
    const told = await app.db
      .selectFrom('outbox')
      .select('text')
      .where('kind', '=', 'account_unfrozen')
      .execute();
    expect(told).toHaveLength(2);
    for (const { text } of told) expect(text).toMatch(/\/bukan-saya\//);
  });
});

describe('ending all sessions without a freeze', () => {
  test('ends them all, forgets every browser, and leads on to both ways of recovery', async () => {
    const { epoch } = await budi();
    const people = [await signedIn(), await signedIn()];
    const browser = visitor(app);
    const page = await browser.get(pathOf(await linkOf('password_changed')));
    expect(page.text).toContain('Akhiri semua sesi');
    const done = await browser.submit({ choice: 'sessions' });
    expect([done.status, headingOf(done.text)]).toEqual([200, 'Semua sesi sudah diakhiri']);
    expect(done.text).toContain('href="/forgot-password"');
    expect(done.text).toContain('href="/reset-mfa"');
    expect(done.text).toContain('href="/help/case"');
    for (const person of people) expect((await person.get('/portal')).url).toContain('/interaction/');
    expect(await blocks()).toEqual([]);
    const { id, epoch: after } = await budi();
    expect(after).toBeGreaterThan(epoch);
    const known = app.db.selectFrom('device').select('id').where('account_id', '=', id);
    expect(await known.where('revoked_at', 'is', null).execute()).toEqual([]);
    // The account is still its owner's to use.
    await signedIn();
  });

  test('of ten presses at once each is told so, and one acted', async () => {
    const before = (await audits('disavowal.used')).length;
    const browser = visitor(app);
    await browser.get(pathOf(await linkOf('totp_replaced')));
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => browser.post('/bukan-saya', 'choice=sessions')),
    );
    expect(new Set(pages.map(({ text }) => headingOf(text)))).toEqual(new Set(['Semua sesi sudah diakhiri']));
    expect(await audits('disavowal.used')).toHaveLength(before + 1);
    expect((await browser.post('/bukan-saya', 'choice=freeze')).status).toBe(422);
    expect(await blocks()).toEqual([]);
  });
});

describe('a sign-in from a new device', () => {
  /** What the job has told of since, once its five minutes are over. */
  const told = async () => {
    app.clock.advance(policy.notices.newDeviceBatchSeconds);
    const deadline = Date.now() + 60_000;
    for (;;) {
      const query = app.db.selectFrom('outbox').select('text').where('kind', '=', 'new_device');
      const rows = await query.execute();
      if (rows.length > 0) return rows;
      if (Date.now() > deadline) throw new Error('nobody was told');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };

  test('is told of by mail, and its link ends that session and no other', async () => {
    const owner = await signedIn();
    await app.db.deleteFrom('new_device_notice').execute();
    const thief = await signedIn({ 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/130' });
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail?.text).toContain('Firefox, Linux');
    const browser = visitor(app);
    const page = await browser.get(pathOf(/https?:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''));
    expect(page.text).toContain('Akun Anda masuk dari perangkat baru');
    const done = await browser.submit({ choice: 'session' });
    expect(headingOf(done.text)).toBe('Sesi itu diakhiri');
    expect((await thief.get('/portal')).url).toContain('/interaction/');
    expect((await owner.get('/portal')).url).toBe(`${app.issuer}/portal`);
    // Its browser is a stranger again: another sign-in there would be told of.
    const { id } = await budi();
    const rows = await app.db
      .selectFrom('device')
      .select(['user_agent', 'revoked_at'])
      .where('account_id', '=', id)
      .where('user_agent', 'like', '%Firefox%')
      .execute();
    expect(rows.map(({ revoked_at: revoked }) => revoked !== null)).toEqual([true]);
  });

  test('of several at once the link offers all sessions or a freeze, and never one', async () => {
    await signedIn();
    await signedIn();
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    const page = await visitor(app).get(pathOf(/https?:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''));
    expect(page.text).toContain('Akhiri semua sesi');
    expect(page.text).not.toContain('Akhiri sesi itu');
  });
});

describe('ending the session of the event', () => {
  test('is offered where one is known, and ends that one alone', async () => {
    const { id } = await budi();
    const sid = 'session-of-the-thief-0001';
    const other = 'session-of-the-owner-0001';
    const put = (uid: string) =>
      app.kv.set(`oidc:session:${uid}`, JSON.stringify({ jti: uid, uid, exp: 0, accountId: id }), 3600);
    await Promise.all([put(sid), put(other)]);
    const link = await linkOf('contact_undone', sid);
    const browser = visitor(app);
    const page = await browser.get(pathOf(link));
    expect(page.text).toContain('Akhiri sesi itu');
    expect(page.text).not.toContain(sid);
    const done = await browser.submit({ choice: 'session' });
    expect(headingOf(done.text)).toBe('Sesi itu diakhiri');
    expect(await app.kv.get(`oidc:session:${sid}`)).toBeNull();
    expect(await app.kv.get(`oidc:session:${other}`)).not.toBeNull();
    expect(await blocks()).toEqual([]);
    // Once: the link freezes nothing afterwards.
    expect((await visitor(app).get(pathOf(link))).status).toBe(422);
  });

  test('works for whoever sits in somebody else’s session and guesses codes', async () => {
    const [owner, thief] = [await signedIn(), await signedIn()];
    await thief.get('/account/contacts/email');
    await thief.submit({ email: 'thief@asn.example', code: '000000' });
    const rows = await app.db
      .selectFrom('outbox')
      .select('text')
      .where('kind', '=', 'wrong_factor_for_act')
      .execute();
    const browser = visitor(app);
    await browser.get(pathOf(/https?:\/\/\S+/.exec(rows[0]?.text ?? '')?.[0] ?? ''));
    await browser.submit({ choice: 'session' });
    expect((await thief.get('/portal')).url).toContain('/interaction/');
    expect((await owner.get('/portal')).url).toBe(`${app.issuer}/portal`);
  });

  test('is refused where none is known, and the link stays good', async () => {
    const link = await linkOf('password_changed');
    const browser = visitor(app);
    await browser.get(pathOf(link));
    expect((await browser.post('/bukan-saya', 'choice=session')).status).toBe(422);
    expect((await visitor(app).get(pathOf(link))).status).toBe(200);
  });

  test('never ends the session of somebody else', async () => {
    const sid = 'session-of-another-one-1';
    await app.kv.set(
      `oidc:session:${sid}`,
      JSON.stringify({ jti: sid, uid: sid, exp: 0, accountId: randomUUID() }),
      3600,
    );
    const link = await linkOf('password_changed', sid);
    const browser = visitor(app);
    await browser.get(pathOf(link));
    await browser.submit({ choice: 'session' });
    expect(await app.kv.get(`oidc:session:${sid}`)).not.toBeNull();
  });
});
