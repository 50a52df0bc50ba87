import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips, phoneCode } from '../support/model.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const PASSWORD = 'Merdeka#1945!';
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function signIn(person: Visitor, nip: string) {
  await person.get('/portal');
  await person.submit({ nip, password: PASSWORD });
  return person.submit({ code: phoneCode(app.clock.now()) });
}

/** Every step done, the authorization request not yet resumed: what an attacker would plant. */
async function finishedButNotResumed(nip: string) {
  const begun = visitor(app);
  const form = await begun.get('/portal');
  await begun.submit({ nip, password: PASSWORD });
  const cookie = [...begun.cookies]
    .filter(([key]) => !key.split('|')[1]?.startsWith('/auth/'))
    .map(([key, value]) => `${key.split('|')[0]}=${value}`)
    .join('; ');
  const uid = new URL(form.url).pathname.split('/').pop() ?? '';
  const answer = await fetch(`${app.issuer}/interaction/${uid}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ step: 'totp', code: phoneCode(app.clock.now()) }),
  });
  expect(answer.headers.get('location')).toBe(`${app.issuer}/auth/${uid}`);
  const resume = [...begun.cookies].filter(([key]) => key.startsWith('resume'));
  expect(resume.length).toBeGreaterThan(0);
  return { uid, resume };
}

test.each([
  ['/auth/<uid>', (uid: string) => `/auth/${uid}`, nips.agus],
  ['/auth/<uid>/', (uid: string) => `/auth/${uid}/`, nips.rina],
  [
    '/auth/%41… (a letter encoded)',
    (uid: string) => `/auth/%${uid.charCodeAt(0).toString(16)}${uid.slice(1)}`,
    nips.siti,
  ],
])("%s resumes nothing in a browser that is not the interaction's own", async (_what, path, nip) => {
  const { uid, resume } = await finishedButNotResumed(nip);
  const victim = visitor(app);
  // Whoever plants a cookie chooses its path too.
  for (const [key, value] of resume) victim.cookies.set(`${key.split('|')[0]}|/`, value);
  await victim.get(path(uid));
  expect([...victim.cookies.keys()].filter((key) => key.startsWith('session|'))).toEqual([]);
  expect((await victim.get('/portal')).url).toContain('/interaction/');
});

test.each(['/session/end/', '/Session/End', '/SESSION/END'])(
  "%s never shows the library's own logout",
  async (path) => {
    const answer = await visitor(app).get(path);
    expect(answer.text).not.toMatch(/Submitting Callback|Logout Request/);
  },
);

test("the library's own confirmation cannot end a session past our guard and audit", async () => {
  const person = visitor(app);
  await signIn(person, nips.budi);
  const page = await person.get('/session/end/');
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  await person.post('/session/end/confirm/', new URLSearchParams({ xsrf, logout: 'yes' }).toString(), {
    'sec-fetch-site': 'cross-site',
  });
  expect(headingOf((await person.get('/portal')).text)).not.toMatch(/masuk/i);
});
