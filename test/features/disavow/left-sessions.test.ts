import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoPassword as PASSWORD } from '../../../config/demo-people.ts';
import { createCompose } from '../../../src/jobs/compose.ts';
import { createMessages } from '../../../src/messages.ts';
import { notice } from '../../../src/model/notices.ts';
import { mayStillAct } from '../../../src/model/people/acting-officers.ts';
import { makeDisavowable } from '../../../src/model/people/disavowals.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { noteAskedIn } from '../../../src/model/session-of-signin.ts';
import { keyNames } from '../../../src/oidc/records.ts';
import type { SigninMark } from '../../../src/platform/schema.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  const { id } = await agus();
  for (const uid of await sessions(id)) await app.kv.removeMember(keyNames.accountSessions(id), uid);
  for (const table of ['disavowal', 'outbox'] as const) await app.db.deleteFrom(table).execute();
});

const LEFT = 'Bila ada permintaan yang diajukan di dalamnya dan belum disetujui, permintaan itu kini gugur';
const agus = async () => {
  const account = await findSigninAccount(app.db, nips.agus);
  if (!account) throw new Error('no Agus');
  return account;
};
const sessions = (id: string) => app.kv.members(keyNames.accountSessions(id), app.clock.now() / 1000);
/** Rows that say of it that somebody ended it. */
const endsOf = async ({ sid }: Asked) => {
  const query = app.db
    .selectFrom('audit')
    .select(['details', 'account_id'])
    .where('type', '=', 'session.ended');
  return (await query.execute()).filter(({ details }) => details.sid === sid);
};

interface Asked {
  thief: Visitor;
  sid: string;
  /** The name of the sign-in. */
  signin: string;
  askedAt: number;
}

/** Somebody in the account of Agus, who may ask for things at the helpdesk. */
async function thiefAsks(): Promise<Asked> {
  const { id } = await agus();
  const thief = visitor(app);
  await thief.get('/portal');
  await thief.submit({ nip: nips.agus, password: PASSWORD });
  app.clock.advance(30);
  expect((await thief.submit({ code: phoneCode(app.clock.now()) })).url).toBe(`${app.issuer}/portal`);
  const [sid = '', ...more] = await sessions(id);
  expect([sid === '', more]).toEqual([false, []]);
  const row = await app.db
    .selectFrom('audit')
    .select('details')
    .where('type', '=', 'signin.success')
    .where('account_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const askedAt = app.clock.now();
  const signin = String(row?.details.signin);
  // As whatever asks for something does (attacks/asked-by-an-ended-session.test.ts).
  await noteAskedIn(app.kv, { accountId: id, uid: sid, signins: [signin] });
  app.clock.advance(5);
  return { thief, sid, signin, askedAt };
}

async function mayAct({ sid, askedAt }: Asked): Promise<boolean> {
  const { id: accountId, epoch } = await agus();
  const asker = { accountId, epoch, sid, askedAt, held: { role: 'helpdesk' }, now: app.clock.now() } as const;
  return app.db.transaction().execute((trx) => mayStillAct(trx, asker));
}

async function toldLink({ sid }: Asked): Promise<string> {
  const compose = createCompose(createMessages(), app);
  const { id: accountId } = await agus();
  await notice(app.db, { accountId, kind: 'totp_added', sid, now: app.clock.now(), compose });
  const { text } = await app.db.selectFrom('outbox').select('text').executeTakeFirstOrThrow();
  return new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '').pathname;
}

/** As a mail of a new device, or the row of a sign-in, knows of it: by the sign-in alone. */
async function signinLink({ signin, askedAt }: Asked, mark: Partial<SigninMark> = {}): Promise<string> {
  const { id: accountId } = await agus();
  const began = { startedAt: Math.floor(askedAt / 1000), userAgent: null, address: null, device: null };
  const disavowed = { accountId, event: 'signin.success', sid: null, now: app.clock.now() } as const;
  const token = await makeDisavowable(app.db, { ...disavowed, signin: { id: signin, ...began, ...mark } });
  return `/bukan-saya/${token}`;
}

async function press(link: string) {
  const owner = visitor(app);
  await owner.get(link);
  return owner.submit({ choice: 'session' });
}

const LINKS: [string, (asked: Asked) => Promise<string>][] = [
  ['by its own name', toldLink],
  ['by that of its sign-in', signinLink],
];

describe.each(LINKS)('a session that is disavowed %s', (_, linkOf) => {
  test('takes back what it asked for, also where it had been left right after', async () => {
    const asked = await thiefAsks();
    await asked.thief.post('/portal/logout', '');
    expect(await mayAct(asked)).toBe(true);
    const link = await linkOf(asked);
    const page = await press(link);
    expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining(LEFT)]);
    expect(page.text).not.toContain(asked.sid);
    expect(await mayAct(asked)).toBe(false);
    // The link stays good for the other choices; once more writes nothing more.
    expect((await press(link)).status).toBe(422);
    const rows = await endsOf(asked);
    expect(rows.map(({ details }) => details)).toEqual([{ sid: asked.sid, reason: 'disavowed', left: true }]);
    expect(rows[0]?.account_id).toBe((await agus()).id);
  });

  test('takes it back and ends while it still runs, with one row', async () => {
    const asked = await thiefAsks();
    expect(headingOf((await press(await linkOf(asked))).text)).toBe('Sesi itu diakhiri');
    expect(await mayAct(asked)).toBe(false);
    const rows = await endsOf(asked);
    expect(rows.map(({ details }) => details)).toEqual([
      expect.objectContaining({ sid: asked.sid, reason: 'disavowed' }),
    ]);
    expect(rows[0]?.details).not.toHaveProperty('left');
  });
});

test('a session that merely was left keeps what it asked for, whichever other sign-in is disavowed', async () => {
  const asked = await thiefAsks();
  await asked.thief.post('/portal/logout', '');
  const page = await press(await signinLink(asked, { id: 'never-became-a-session' }));
  expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('tidak ditemukan')]);
  expect(await mayAct(asked)).toBe(true);
});
