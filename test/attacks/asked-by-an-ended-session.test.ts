import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { grantAgency } from '../support/agency.ts';
import { hireAt, signIn as signInAtAgency } from '../support/agency-app.ts';
import { openDesk, postForm } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import type { Visitor } from '../support/visitor.ts';

let platform: Console;
let desk: Desk;
beforeAll(async () => {
  [platform, desk] = await Promise.all([openConsole(), openDesk()]);
});
afterAll(() => Promise.all([platform?.app.stop(), desk?.app.stop()]));
beforeEach(async () => {
  await platform.app.db.deleteFrom('admin_request').execute();
  for (const { app } of [platform, desk])
    for (const table of ['approval', 'authenticator_reset'] as const)
      await app.db.deleteFrom(table).execute();
});

const ENDED = expect.stringContaining('sesi yang dipakai untuk mengajukan sudah diakhiri');
const idOf = (path: string) => path.split('/').at(-1) ?? '';
/** The only other session of whoever looks. */
async function otherSession(owner: Visitor): Promise<string> {
  const { text } = await owner.get('/account/sessions');
  const ids = [...text.matchAll(/\/account\/sessions\/([\w-]{22})\/end/g)].map(([, id]) => id ?? '');
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
}
const endOthers = (owner: Visitor) => owner.post('/account/sessions/end-others', '');

type Act = [string, (owner: Visitor, thief: Visitor) => Promise<unknown>];
const ENDS: Act[] = [
  ['the others are ended', endOthers],
  [
    'that one is ended',
    async (owner) => owner.post(`/account/sessions/${await otherSession(owner)}/end`, ''),
  ],
  [
    'that one is said to be somebody else’s',
    async (owner) => {
      await owner.post(`/account/sessions/${await otherSession(owner)}/bukan-saya`, '');
      const done = await owner.post('/bukan-saya', 'choice=session');
      expect(new URL(done.url).pathname).toBe('/bukan-saya/done');
    },
  ],
  [
    'the others are ended after the thief has logged out',
    async (owner, thief) => {
      await thief.post('/portal/logout', '');
      await endOthers(owner);
    },
  ],
  [
    'its sign-in is said to be somebody else’s after the thief has logged out',
    async (owner, thief) => {
      await thief.post('/portal/logout', '');
      const { text } = await owner.get('/account/activity?group=signin');
      const [path = ''] = /\/account\/activity\/\d+\/bukan-saya/.exec(text) ?? [];
      await owner.post(path, '');
      const page = await owner.post('/bukan-saya', 'choice=session');
      expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('kini gugur')]);
    },
  ],
];
/** What has nothing to do with anybody's mistrust: officers go home after they have asked. */
const GOES_HOME: Act[] = [
  ['its owner has logged out', (_, asker) => asker.post('/portal/logout', '')],
  [
    'it has run out',
    async () => {
      for (const { app } of [platform, desk]) app.clock.advance(policy.session.idleSeconds + 1);
    },
  ],
  [
    'another session was ended',
    async (owner, asker) => {
      await asker.post(`/account/sessions/${await otherSession(asker)}/end`, '');
      expect((await owner.get('/account/sessions')).url).not.toContain('/account/sessions');
    },
  ],
  ['the others were ended from it', (_, asker) => endOthers(asker)],
];

describe('what was asked for at the platform console', () => {
  const state = async () =>
    (await platform.app.db.selectFrom('admin_request').select('state').executeTakeFirstOrThrow()).state;
  async function twice(): Promise<[Visitor, Visitor]> {
    const both = [await platform.signIn(nips.rina), await platform.signIn(nips.rina)] as const;
    await endOthers(both[0]);
    return [both[0], await platform.signIn(nips.rina)];
  }
  async function ask(who: Visitor): Promise<void> {
    const fields = { reason: 'Pergantian kunci berkala.', code: platform.code() };
    expect((await postForm(who, '/admin/keys', fields)).url).toContain('done=asked');
  }

  test.each(ENDS)('is approved no more, once %s', async (_, happens) => {
    const [owner, thief] = await twice();
    await ask(thief);
    await happens(owner, thief);
    const page = await platform.approve(await platform.signIn(nips.budi));
    expect([page.status, alerts(page.text), await state()]).toEqual([422, ENDED, 'pending']);
  });

  test.each(GOES_HOME)('can be approved where %s', async (_, happens) => {
    const [owner, asker] = await twice();
    await ask(asker);
    await happens(owner, asker);
    const page = await platform.approve(await platform.signIn(nips.budi));
    expect([page.url, await state()]).toEqual([expect.stringContaining('done=approved'), 'approved']);
  });

  test('is approved no more after a new password; what is asked for since is', async () => {
    const [owner, thief] = await twice();
    await ask(thief);
    const changed = await postForm(owner, '/account/password', {
      ...{ currentPassword: 'Merdeka#1945!', newPassword: 'Gunung-Tinggi#2026x' },
      ...{ confirmPassword: 'Gunung-Tinggi#2026x', code: platform.code() },
    });
    expect(changed.url).toContain('done=password');
    const budi = await platform.signIn(nips.budi);
    expect(alerts((await platform.approve(budi)).text)).toEqual(ENDED);
    await ask(owner);
    expect((await platform.approve(budi)).url).toContain('done=approved');
  });
});

describe('what was asked for at the helpdesk', () => {
  const resets = () => desk.app.db.selectFrom('authenticator_reset').select('way').execute();
  async function ask(officer: Visitor): Promise<string> {
    await officer.get(`${await desk.readyFor(officer)}/acts/reset-authenticator`);
    const page = await officer.submit({ reason: 'Cocok lewat telepon.', code: desk.code() });
    return new URL(page.url).pathname;
  }
  async function approve(request: string) {
    const rina = await desk.signIn(nips.rina);
    const hash = (await findApproval(desk.app.db, idOf(request)))?.payloadHash ?? '';
    return postForm(rina, request, { hash, decision: 'approve', reason: '', code: desk.code() });
  }
  async function twice(): Promise<[Visitor, Visitor]> {
    const owner = await desk.signIn(nips.agus);
    await endOthers(owner);
    return [owner, await desk.signIn(nips.agus)];
  }

  test.each(ENDS)('is approved no more, once %s', async (_, happens) => {
    const [owner, thief] = await twice();
    const request = await ask(thief);
    await happens(owner, thief);
    const page = await approve(request);
    expect([page.status, alerts(page.text), await resets()]).toEqual([422, ENDED, []]);
  });

  test.each(GOES_HOME)('can be approved where %s', async (_, happens) => {
    const [owner, asker] = await twice();
    const request = await ask(asker);
    await happens(owner, asker);
    expect((await approve(request)).text).toContain('sudah dilaksanakan');
    expect(await resets()).toEqual([{ way: 'helpdesk' }]);
  });
});

test('what was asked for at an agency is approved no more, once that session is ended', async () => {
  const { app } = platform;
  const [rudi, tuti] = await hireAt(app, ['Rudi Hartono', 'Tuti Admin']);
  if (!rudi || !tuti) throw new Error('nobody was hired');
  await grantAgency(app.db, tuti.accountId, app.clock.now());
  const [owner, second] = [await signInAtAgency(app, { nip: nips.siti }), await signInAtAgency(app, tuti)];
  const ask = async (): Promise<string> => {
    const thief = await signInAtAgency(app, { nip: nips.siti });
    await thief.get(`/agency/people/${rudi.pnsId}/reset`);
    await thief.submit({ meeting: 'presence', reason: 'Datang dengan KTP.', code: thief.code() });
    const { id } = await app.db.selectFrom('approval').select('id').executeTakeFirstOrThrow();
    return id;
  };
  const approve = async (id: string) => {
    const hash = (await findApproval(app.db, id))?.payloadHash ?? '';
    const fields = { decision: 'approve', reason: '', hash, code: second.code() };
    return postForm(second, `/agency/approvals/${id}`, fields);
  };
  const id = await ask();
  await owner.post(`/account/sessions/${await otherSession(owner)}/end`, '');
  const page = await approve(id);
  expect([page.status, alerts(page.text)]).toEqual([422, ENDED]);
  await app.db.deleteFrom('approval').execute();
  expect((await approve(await ask())).url).toContain('done=approved');
});
