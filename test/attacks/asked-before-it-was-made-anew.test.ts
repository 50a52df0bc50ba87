import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { grantRole, listRoles } from '../../src/model/people/roles.ts';
import { createClients } from '../../src/oidc/clients.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { postForm } from '../support/desk.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk?.app.stop());

const SYSTEM = { actor: 'system' };
async function ask(path: string): Promise<void> {
  const page = await postForm(desk.rina, path, { reason: 'Surat tugas nomor 12.', code: desk.code() });
  expect(page.url).toContain('done=asked');
}

test('the end of a role takes away the one that was shown, and none that is given after it', async () => {
  const { db, clock } = desk.app;
  const accountId = await desk.accountId(nips.dewi);
  const give = async (): Promise<number> => {
    const now = clock.now();
    const grant = { accountId, role: 'helpdesk', agencyId: null, until: now + 86_400_000, now } as const;
    await db.transaction().execute((trx) => grantRole(trx, grant, SYSTEM));
    return (await listRoles(db, { accountId, now })).at(-1)?.id ?? 0;
  };
  const first = await give();
  await ask(`/admin/officers/${first}/revoke`);
  await ask(`/admin/officers/${first}/revoke`);
  expect((await desk.approve(desk.budi)).url).toContain('done=approved');
  const second = await give();
  const late = await desk.approve(desk.budi);
  expect([late.status, alerts(late.text)]).toEqual([422, expect.stringContaining('tidak memegang peran')]);
  expect((await listRoles(db, { accountId, now: clock.now() })).map(({ id }) => id)).toEqual([second]);
  await db.deleteFrom('admin_request').execute();
});

test('a rotation is of the secret that was there, and of none of a client made anew under its name', async () => {
  const { db, ring, clock } = desk.app;
  const clients = createClients({ db, ring, now: clock.now, production: false });
  const before = await clients.find('siasn');
  if (!before) throw new Error('there is no siasn');
  await ask('/admin/clients/siasn/secret');
  await clients.remove('siasn', SYSTEM);
  await clients.add({ metadata: before.metadata, minAcr: before.minAcr }, SYSTEM);
  const late = await desk.approve(desk.budi);
  expect([late.status, alerts(late.text)]).toEqual([422, expect.stringContaining('berubah sejak diajukan')]);
  expect(await desk.audits('client.secret-rotated')).toEqual([]);
});
