import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import type { Sessions, SsoSession } from '../../src/oidc/sessions.ts';
import { policy } from '../../config/policy.ts';
import { createGuard } from '../../src/parts/guard.ts';
import { Elsewhere } from '../../src/platform/http/errors.ts';
import type { RoleName } from '../../src/platform/schema.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

let model: ModelFixture;
beforeAll(async () => {
  model = await openModel('postgres');
});
afterAll(() => model?.close());

/** What the door of a console answers to this session: its status, and where it leads. */
async function knock(
  change: Partial<SsoSession>,
  { role = 'helpdesk', production = false }: { role?: RoleName; production?: boolean } = {},
): Promise<number | string> {
  const { id: accountId, epoch } = await model.account(nips.agus);
  const session = {
    accountId,
    epoch,
    startedAt: start / 1000,
    acr: null,
    factors: {},
    shared: false,
    ...change,
  };
  const sessions = { current: async () => session as SsoSession } as Pick<Sessions, 'current'> as Sessions;
  const guard = createGuard({
    db: model.db,
    sessions,
    issuer: 'http://localhost',
    production,
    now: () => start,
  });
  const app = new Koa();
  app.use(async (ctx) => {
    Object.assign(ctx.state, { address: '192.0.2.1', requestId: 'R1' });
    await guard.officer(ctx, role).catch((error: unknown) => {
      if (!(error instanceof Elsewhere)) throw error;
      ctx.set('X-Elsewhere', error.to);
    });
    ctx.body = 'in';
  });
  const server = createServer((request, response) => void app.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/helpdesk`);
  await answer.text();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return answer.headers.get('x-elsewhere') ?? answer.status;
}

test('a console opens to a session of acr 2, and not to one whose second factor was an SMS or none', async () => {
  expect(await knock({ acr: 'urn:asn:acr:2' })).toBe(200);
  expect(await knock({ acr: 'urn:asn:acr:1' })).toBe(404);
  expect(await knock({ acr: null })).toBe(404);
  // A factor that somebody has added yesterday, whatever the owner's own is.
  const yesterday = { otp: start / 1000, since: start / 1000 - 86_400 };
  expect(await knock({ acr: 'urn:asn:acr:2', factors: yesterday })).toBe(404);
  const rows = await model.db
    .selectFrom('audit')
    .select('details')
    .where('type', '=', 'console.refused')
    .execute();
  expect(rows.map(({ details }) => details.reason)).toEqual(['acr', 'acr', 'young_factor']);
});

test('a session that was ended on another node opens none: by its epoch, and by an emergency since it began', async () => {
  const { id, epoch } = await model.account(nips.agus);
  const door = (change: Partial<SsoSession>) => knock({ acr: 'urn:asn:acr:2', ...change });
  expect(await door({ epoch: epoch - 1 })).toBe(404);
  const { instansi_id } = await model.db
    .selectFrom('employee')
    .innerJoin('account', 'account.pns_id', 'employee.pns_id')
    .select('employee.instansi_id')
    .where('account.id', '=', id)
    .executeTakeFirstOrThrow();
  const from = (at: Date | null) =>
    model.db.updateTable('agency').set({ sessions_from: at }).where('id', '=', instansi_id).execute();
  await from(new Date(start));
  expect(await door({ startedAt: start / 1000 - 1 })).toBe(404);
  expect(await door({ startedAt: start / 1000 })).toBe(200);
  await from(null);
});

describe('the platform console in production, with two factors that are no passkey', () => {
  const DAY = 86_400_000;
  const grantedAt = start - policy.admin.passkeyGraceSeconds * 1000 - DAY;
  const ago = (days: number) => new Date(start - days * DAY);
  const door = () => knock({ acr: 'urn:asn:acr:2' }, { role: 'admin', production: true });

  async function granted(at: number): Promise<void> {
    const accountId = (await model.account(nips.agus)).id;
    const role = {
      account_id: accountId,
      role: 'admin' as const,
      granted_by: 'shell',
      granted_at: new Date(at),
    };
    await model.db.deleteFrom('role_grant').where('role', '=', 'admin').execute();
    await model.db.insertInto('role_grant').values(role).execute();
  }

  async function passkeys(...times: [made: Date, removed: Date | null][]): Promise<void> {
    const { id } = await model.account(nips.agus);
    await model.db.deleteFrom('passkey').execute();
    for (const [created_at, removed_at] of times) {
      const key = { public_key: 'a2V5', transports: '[]', device_bound: true, backed_up: false };
      const named = { id: randomUUID(), account_id: id, name: 'HP', credential_id: randomUUID() };
      await model.db
        .insertInto('passkey')
        .values({ ...named, ...key, created_at, removed_at })
        .execute();
    }
  }

  test('opens for the first days, also to whoever made one in these days and waits for it to come of age', async () => {
    await granted(start - DAY);
    await passkeys();
    expect(await door()).toBe(200);
    await granted(grantedAt);
    await passkeys([ago(2), null]);
    expect(await door()).toBe(200);
  });

  test('asks for one after that, and one made then must come of age', async () => {
    await granted(grantedAt);
    await passkeys();
    expect(await door()).toBe('/account/passkeys/add');
    await passkeys([ago(0.5), null]);
    expect(await door()).toBe(404);
    await passkeys([ago(4), null]);
    expect(await door()).toContain('/portal/step-up');
  });

  test('is not opened by taking an old passkey away, in the first days either', async () => {
    await granted(start - DAY);
    await passkeys([ago(9), ago(0.1)]);
    expect(await door()).toBe('/account/passkeys/add');
    await passkeys([ago(9), ago(0.1)], [ago(0.1), null]);
    expect(await door()).toBe(404);
    // One that was tried and taken away again is no loss.
    await passkeys([ago(1), ago(0.5)]);
    expect(await door()).toBe(200);
  });
});
