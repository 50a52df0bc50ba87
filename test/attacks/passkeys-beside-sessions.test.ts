import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { asked, form, passkeyPeople, pathOf } from '../support/passkey-owner.ts';
import type { PasskeyPeople } from '../support/passkey-owner.ts';
import { audits, somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

const NEW = 'Gunung-Tinggi#2026x';
let app: TestApp;
let nextPerson: () => Someone;
let people: PasskeyPeople;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 8);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app?.stop());

const signins = async ({ id }: Someone) => (await audits(app, id, 'signin.success')).length;

/** "Masuk lagi": everything is asked again, beside the session. */
async function again(who: Visitor, { nip, password, code }: Someone): Promise<Page> {
  await who.get('/portal/again');
  await who.submit({ nip, password });
  return who.submit({ code: code() });
}

/** In use for so long: a page every half an hour. */
async function stay(who: Visitor, seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += 1800) {
    app.clock.advance(1800);
    await who.get('/portal');
  }
}

test('another’s passkey is no sign-in beside one’s own session, by a challenge that was made for one’s second factor', async () => {
  const { person: victim, passkey } = await people.withPasskey();
  const before = await signins(victim);
  // A thief with an account and a passkey of their own, who holds the victim's unlocked phone for a moment.
  const { person: own, owner: thief } = await people.withPasskey();
  const begun = pathOf(await thief.get('/portal/again'));
  await thief.submit({ nip: own.nip, password: own.password });
  const challenge = asked(await thief.get(`${begun}?way=passkey`));
  // In another tab the thief changes their own password: the step of the password is due again, beside their session.
  const passwords = { currentPassword: own.password, newPassword: NEW, confirmPassword: NEW };
  const changed = await thief.post('/account/password', form({ ...passwords, code: own.code() }));
  expect(changed.url).toContain('done=password');
  const answered = await thief.post(begun, form({ step: 'passkey', passkey: passkey.answer(challenge) }));
  expect(pathOf(answered)).toBe(begun);
  expect((await thief.get('/account/profile')).text.replace(/<[^>]*>/g, '')).toContain(own.nip);
  expect(await signins(victim)).toBe(before);
});

test('nor the other way round: what was made for a whole sign-in is none for a second factor', async () => {
  const { person, passkey } = await people.withPasskey();
  const who = visitor(app);
  const page = await who.get('/portal');
  const challenge = asked(page);
  await who.submit({ nip: person.nip, password: person.password });
  const answered = await who.post(
    pathOf(page),
    form({ step: 'passkey', passkey: passkey.answer(challenge) }),
  );
  expect([answered.status, pathOf(answered)]).toEqual([422, pathOf(page)]);
});

test('who signs in by a passkey in place of somebody else is written down like anybody', async () => {
  const { person, passkey } = await people.withPasskey();
  const before = await signins(person);
  const who = visitor(app);
  await people.bySign(passkey, undefined, who);
  expect(await signins(person)).toBe(before + 1);
  const other = nextPerson();
  const page = await again(who, other);
  await who.post(`${pathOf(page)}/switch`, form({ decision: 'switch' }));
  expect(await signins(other)).toBe(1);
});

describe('what a passkey has proven in a session', () => {
  test('begins no hours anew as a step-up: the session ends when it would have', async () => {
    const { passkey, owner } = await people.withPasskey();
    const { absoluteSeconds } = policy.session;
    await stay(owner, absoluteSeconds - 3600);
    const page = await owner.get('/portal/step-up?to=/admin');
    await owner.post(pathOf(page), form({ step: 'passkey', passkey: passkey.answer(asked(page)) }));
    expect(pathOf(await owner.get('/account'))).toBe('/account');
    await stay(owner, 3600);
    expect(pathOf(await owner.get('/account'))).toMatch(/^\/interaction\//);
  });

  test('is not handed on to the hours after: a new sign-in by codes proves what codes prove', async () => {
    const { person, passkey } = await people.withPasskey();
    const who = visitor(app);
    await people.bySign(passkey, undefined, who);
    expect(pathOf(await who.get('/portal/step-up?to=/admin'))).toBe('/admin');
    await again(who, person);
    // The log says what the session is from now on.
    const [row] = (await audits(app, person.id, 'signin.success')).slice(-1);
    expect(row).toMatchObject({ acr: 'urn:asn:acr:2', amr: ['pwd', 'otp', 'mfa'] });
    expect(pathOf(await who.get('/portal/step-up?to=/admin'))).toMatch(/^\/interaction\//);
  });
});
