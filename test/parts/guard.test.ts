import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Koa from 'koa';
import type { Sessions, SsoSession } from '../../src/oidc/sessions.ts';
import { createGuard } from '../../src/parts/guard.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

let model: ModelFixture;
beforeAll(async () => {
  model = await openModel('postgres');
});
afterAll(() => model?.close());

/** What the door of a console answers to this session. */
async function knock(change: Partial<SsoSession>): Promise<number> {
  const session = {
    accountId: (await model.account(nips.agus)).id,
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
    production: false,
    now: () => start,
  });
  const app = new Koa();
  app.use(async (ctx) => {
    Object.assign(ctx.state, { address: '192.0.2.1', requestId: 'R1' });
    await guard.officer(ctx, 'helpdesk');
    ctx.body = 'in';
  });
  const server = createServer((request, response) => void app.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/helpdesk`);
  await answer.text();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return answer.status;
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
