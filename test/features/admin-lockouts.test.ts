import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { audit } from '../../src/model/audit.ts';
import { createPools, otpPool, passwordPool } from '../../src/model/pools.ts';
import type { Pools } from '../../src/model/pools.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { visitor } from '../support/visitor.ts';

let desk: Console;
let pools: Pools;
beforeAll(async () => {
  desk = await openConsole();
  pools = createPools({ kv: desk.app.kv, now: desk.app.clock.now });
});
afterAll(() => desk?.app.stop());
beforeEach(async () => {
  for (const nip of [nips.siti, nips.agus]) {
    const id = await desk.accountId(nip);
    await Promise.all([pools.clear(passwordPool(id)), pools.clear(otpPool(id))]);
  }
});

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const standing = (text: string) =>
  [...text.matchAll(/<tr><th scope="row">[^<]+<br><span class="soft">([^<,]+),/g)].map(([, what]) => what);
const accountOf = (text: string) => /name="account" value="([^"]+)"/.exec(text)?.[1] ?? '';
const views = async () => (await desk.audits('person.viewed')).map(({ account_id }) => account_id);

/** Five wrong codes after the right password. */
async function lockCodes(nip: string): Promise<void> {
  const who = visitor(desk.app);
  await who.get('/portal');
  await who.submit({ nip, password: 'Merdeka#1945!' });
  for (let tries = 0; tries < policy.lockout.otp.attempts; tries += 1) await who.submit({ code: '000000' });
}

/** What the sign-in leaves where the fifth stranger's password was wrong (test/features/signin/password.test.ts). */
async function lockPassword(nip: string): Promise<void> {
  const accountId = await desk.accountId(nip);
  const pool = passwordPool(accountId);
  let lockedUntil: number | null = null;
  for (let tries = 0; tries < policy.lockout.password.attempts; tries += 1) {
    await pools.count(pool);
    ({ lockedUntil } = await pools.settle(pool, 'wrong'));
  }
  const details = { pool: pool.kind, until: new Date(lockedUntil ?? 0).toISOString() };
  await audit(
    desk.app.db,
    { type: 'signin.locked', accountId, details },
    { actor: 'anonymous', at: desk.app.clock.now() },
  );
}

test('who is locked now is listed without a name, newest first, and a look from there is written down', async () => {
  const rina = await desk.signIn(nips.rina);
  expect((await rina.get('/admin/lockouts')).text).toContain('Tidak ada akun yang terkunci.');
  await lockCodes(nips.siti);
  desk.app.clock.advance(60);
  await lockPassword(nips.agus);
  const before = (await views()).length;
  const list = await rina.get('/admin/lockouts');
  expect(standing(list.text)).toEqual(['Kata sandi', 'Kode OTP']);
  expect(list.text).not.toMatch(/Siti|Agus|19\d{16}/);
  expect(await views()).toHaveLength(before);
  const agus = await desk.accountId(nips.agus);
  expect(accountOf(list.text)).toBe(agus);
  const page = await rina.post('/admin/lockouts', form({ account: agus }));
  expect(page.text).toContain('Terkunci sampai');
  expect((await views()).slice(before)).toEqual([agus]);
});

test('the end of a lock that is refused shows its person too, which is written down', async () => {
  const rina = await desk.signIn(nips.rina);
  const [dewi, agus] = [await desk.accountId(nips.dewi), await desk.accountId(nips.agus)];
  const before = (await views()).length;
  const unproven = await rina.post('/admin/lockouts/end', form({ nip: nips.dewi }));
  expect([unproven.status, unproven.text.includes('Dewi Lestari')]).toEqual([422, true]);
  const holder = await rina.post('/admin/lockouts/end', form({ nip: nips.agus }));
  expect([holder.status, holder.text.includes('Agus Wijaya')]).toEqual([422, true]);
  expect((await views()).slice(before)).toEqual([dewi, agus]);
});

test('a lock that ended, by itself or by an officer, is not in the list', async () => {
  const rina = await desk.signIn(nips.rina);
  await lockPassword(nips.agus);
  await lockCodes(nips.siti);
  const { text } = await rina.get('/admin/lockouts');
  expect(standing(text)).toHaveLength(2);
  await pools.clear(passwordPool(await desk.accountId(nips.agus)));
  expect(standing((await rina.get('/admin/lockouts')).text)).toEqual(['Kode OTP']);
  desk.app.clock.advance(policy.lockout.otp.furtherLockSeconds + 1);
  expect((await (await desk.signIn(nips.rina)).get('/admin/lockouts')).text).toContain(
    'Tidak ada akun yang terkunci.',
  );
});

test('an id that is nobody’s, or none at all, is refused and says so', async () => {
  const rina = await desk.signIn(nips.rina);
  for (const account of ['6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11', "' or true--", '']) {
    const page = await rina.post('/admin/lockouts', form({ account }));
    expect([page.status, page.text.includes('Tidak ada akun')]).toEqual([422, true]);
  }
});
