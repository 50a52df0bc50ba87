import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import type { Registration } from '../../src/oidc/clients.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

const SECRET = 'a secret that is long enough';
const REDIRECT = 'https://reader.example/cb';
let fed: TestFederation;
let reader: RelyingParty;

const registration = (more: Partial<Registration> = {}, scope = 'openid profile directory:read') => ({
  metadata: { client_id: 'reader', client_name: 'Pembaca', redirect_uris: [REDIRECT], scope },
  secret: SECRET,
  access: null,
  ...more,
});

beforeAll(async () => {
  fed = await startFederation({ kv: 'memory' });
  await fed.register(registration());
  reader = await relyingParty(fed, 'reader', {
    redirectUri: REDIRECT,
    auth: openid.ClientSecretBasic(SECRET),
  });
  fed.answer = fed.signIn(fed.people.siti);
});
afterAll(() => fed?.stop());
beforeEach(() => change(registration()));

/** As another node sees it: once its cache is old. */
async function change(to: Registration): Promise<void> {
  await fed.register(to);
  fed.clock.advance(31);
}

const directory = () => `${fed.issuer}/api/directory`;
const forDirectory = async () => {
  const scope = 'openid profile directory:read';
  const attempt = await reader.authorize(visitor(fed), { resource: directory(), scope });
  return (await reader.redeem(attempt)).access_token;
};
const read = async (token: string) => {
  const answer = await fetch(`${directory()}/me`, { headers: { authorization: `Bearer ${token}` } });
  return [answer.status, ((await answer.json()) as { error?: string }).error];
};
const active = async (token: string) => (await openid.tokenIntrospection(reader.config, token)).active;

const elsewhere: [string, Partial<Registration>][] = [
  ['another agency', { access: { agencies: ['agency-of-nobody'], kinds: [] } }],
  ['another kind of employee', { access: { agencies: [], kinds: ['PPPK'] } }],
];

describe('a token that was given before its client was narrowed', () => {
  test.each(elsewhere)('reads nothing more once the client is for %s alone', async (_what, more) => {
    const token = await forDirectory();
    expect(await read(token)).toEqual([200, undefined]);
    await change(registration(more));
    expect(await read(token)).toEqual([401, 'invalid_token']);
  });

  test('is inactive to whoever introspects it, and opens no userinfo', async () => {
    const { access_token: token } = await reader.signIn(visitor(fed));
    expect(await active(token)).toBe(true);
    await change(registration(elsewhere[0]?.[1]));
    expect(await active(token)).toBe(false);
    await expect(openid.fetchUserInfo(reader.config, token, fed.people.siti)).rejects.toThrow();
  });

  test('reads nothing more once the scope was taken from the client', async () => {
    const token = await forDirectory();
    await change(registration({}, 'openid profile'));
    expect(await read(token)).toEqual([403, 'insufficient_scope']);
  });

  test('reads nothing more once the client was removed', async () => {
    const token = await forDirectory();
    await fed.clients.remove('reader', { actor: 'system' });
    fed.clock.advance(31);
    expect(await read(token)).toEqual([401, 'invalid_token']);
  });
});

test('a person who moved to another agency is none of the client’s any more', async () => {
  const agencyOf = async () =>
    fed.db
      .selectFrom('account')
      .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
      .select(['employee.pns_id', 'employee.instansi_id'])
      .where('account.id', '=', fed.people.siti)
      .executeTakeFirstOrThrow();
  const { pns_id: pnsId, instansi_id: home } = await agencyOf();
  await change(registration({ access: { agencies: [home], kinds: [] } }));
  const [token, opaque] = [await forDirectory(), (await reader.signIn(visitor(fed))).access_token];
  expect([await read(token), await active(opaque)]).toEqual([[200, undefined], true]);
  const other = await fed.db
    .selectFrom('agency')
    .select('id')
    .where('id', '!=', home)
    .executeTakeFirstOrThrow();
  const moveTo = (id: string) =>
    fed.db.updateTable('employee').set({ instansi_id: id }).where('pns_id', '=', pnsId).execute();
  await moveTo(other.id);
  expect([await read(token), await active(opaque)]).toEqual([[401, 'invalid_token'], false]);
  await moveTo(home);
});
