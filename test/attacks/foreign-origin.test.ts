import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type Router from '@koa/router';
import { accountRoutes } from '../../src/features/account/routes.ts';
import { agencyRoutes } from '../../src/features/agency/routes.ts';
import { disavowRoutes } from '../../src/features/disavow/routes.ts';
import { helpRoutes } from '../../src/features/help/routes.ts';
import { helpdeskRoutes } from '../../src/features/helpdesk/routes.ts';
import { portalRoutes } from '../../src/features/portal/routes.ts';
import { recoveryRoutes } from '../../src/features/recovery/routes.ts';
import { registrationRoutes } from '../../src/features/registration/routes.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

/** Stands for whatever the routes are given: here nothing is called but what names a path. */
const anything: never = new Proxy(() => anything, {
  get: (_, name) => (name === 'issuer' ? 'http://localhost' : anything),
  apply: () => anything,
}) as never;

const TOKEN = 'A'.repeat(43);
const ID = '6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11';

function postsOf(router: Router): string[] {
  return router.stack
    .filter(({ methods }) => methods.some((method) => !['GET', 'HEAD'].includes(method)))
    .map(({ path }) =>
      String(path).replace(/:(\w+)/g, (_, name: string) => (/token/i.test(name) ? TOKEN : ID)),
    );
}

const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:1' },
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  { origin: 'null' },
  {},
];

/** Every route of ours that takes a form, as the routers themselves have them: a new one is asked here too. */
test('no form of ours is taken from anywhere else', async () => {
  const paths = [
    ...postsOf(registrationRoutes(anything)),
    ...postsOf(recoveryRoutes(anything)),
    ...postsOf(disavowRoutes(anything)),
    ...postsOf(accountRoutes(anything)),
    ...postsOf(helpRoutes(anything)),
    ...postsOf(helpdeskRoutes(anything)),
    ...postsOf(agencyRoutes(anything)),
    ...postsOf(portalRoutes(anything)),
  ];
  expect(paths.length).toBeGreaterThan(40);
  expect(paths).toEqual(expect.arrayContaining(['/help/case', '/reset-mfa', `/agency/approvals/${ID}`]));
  const post = async (path: string, headers: Record<string, string>) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = {
      method: 'POST',
      body: 'a=b',
      headers: { ...type, ...headers },
      redirect: 'manual',
    } as const;
    return (await fetch(app.issuer + path, init)).status;
  };
  const taken: unknown[] = [];
  for (const path of paths) {
    const statuses = await Promise.all(FOREIGN.map((headers) => post(path, headers)));
    if (statuses.some((status) => status !== 403)) taken.push([path, statuses]);
    // And ours are not refused for that: else the test above could not fail.
    const own = [{ 'sec-fetch-site': 'same-origin' }, { origin: app.issuer }];
    const answers = await Promise.all(own.map((headers) => post(path, headers)));
    if (answers.some((status) => status === 403 || status >= 500)) taken.push([path, 'own', answers]);
  }
  expect(taken).toEqual([]);
});
