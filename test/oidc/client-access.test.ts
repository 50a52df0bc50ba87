import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClients } from '../../src/oidc/clients.ts';
import { readClientErrors } from '../../src/model/client-errors.ts';
import { policy } from '../../config/policy.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { signIn } from '../support/agency-app.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';

const REDIRECT = 'https://rs.example/cb';
const SYSTEM = { actor: 'system' };
let app: TestApp;
let clients: ReturnType<typeof createClients>;
let budi: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  app = await startApp();
  const { db, ring, clock } = app;
  clients = createClients({ db, ring, now: clock.now, production: false });
  await clients.add(
    {
      metadata: { client_id: 'rs', client_name: 'Rumah Sakit', redirect_uris: [REDIRECT] },
      secret: 'first-secret',
      access: { agencies: ['kemenkes-of-nobody'], kinds: [] },
    },
    SYSTEM,
  );
  await clients.add(
    {
      metadata: {
        client_id: 'bot',
        client_name: 'Bot',
        grant_types: ['client_credentials'],
        scope: 'directory:read',
      },
      secret: 'old',
    },
    SYSTEM,
  );
  budi = await signIn(app, { nip: nips.budi });
});
afterAll(() => app?.stop());

const authorize = (more: Record<string, string> = {}) =>
  `/auth?${new URLSearchParams({
    client_id: 'rs',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid',
    state: 's1',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })}`;
const token = (id: string, secret: string, body: Record<string, string>) =>
  fetch(`${app.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams(body),
  });
const asBot = async (secret: string) =>
  (
    await token('bot', secret, {
      grant_type: 'client_credentials',
      resource: `${app.issuer}/api/directory`,
      scope: 'directory:read',
    })
  ).status;

describe('who may use a client', () => {
  test('who is none of them gets a page that says so, with a way back, and no sign-in', async () => {
    const page = await budi.get(authorize());
    expect([page.status, alerts(page.text)]).toEqual([
      403,
      expect.stringContaining('Rumah Sakit hanya dibuka'),
    ]);
    const [, back = ''] = /href="(https:\/\/rs\.example[^"]+)"/.exec(page.text) ?? [];
    const { searchParams } = new URL(back.replaceAll('&amp;', '&'));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      state: 's1',
      iss: app.issuer,
    });
    const row = await app.db
      .selectFrom('audit')
      .select('type')
      .where('type', '=', 'client.access-refused')
      .execute();
    expect(row).toHaveLength(1);
  });

  test('form_post goes back by a form, and a silent request gets the error at once', async () => {
    const page = await budi.get(authorize({ response_mode: 'form_post' }));
    expect(page.text).toMatch(/<form method="post" action="https:\/\/rs\.example\/cb">/);
    const cookie = await budi.get(authorize({ prompt: 'none' })).catch((error: unknown) => error);
    expect(String((cookie as { url?: string }).url ?? cookie)).not.toContain('code=');
  });

  test('the refusals are kept for its developers, and none of what was sent', async () => {
    await token('rs', 'wrong-secret-of-a-stranger', { grant_type: 'authorization_code', code: 'c0de' });
    await token('rs', 'first-secret', {
      grant_type: 'authorization_code',
      code: 'c0de',
      redirect_uri: REDIRECT,
      code_verifier: 'v'.repeat(43),
    });
    await budi.get(authorize({ redirect_uri: 'https://rs.example/other?code=secret' }));
    const kept = await readClientErrors(app.kv, 'rs');
    expect(kept.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['redirect_uri', 'code_unknown', 'secret', 'not_theirs']),
    );
    expect(kept[0]).toMatchObject({ given: 'https://rs.example/other', error: 'invalid_redirect_uri' });
    expect(JSON.stringify(kept)).not.toMatch(/stranger|c0de|secret=|code=/);
  });
});

describe('a rotated secret', () => {
  test('goes on beside the new one for some days, then the new one alone', async () => {
    expect(await asBot('old')).toBe(200);
    const owner = await app.db.selectFrom('account').select('id').executeTakeFirstOrThrow();
    await app.db.transaction().execute((trx) => clients.within(trx).rotateSecret('bot', owner.id, SYSTEM));
    const fresh = (await clients.takeSecret('bot', owner.id, SYSTEM)) ?? '';
    expect(await clients.takeSecret('bot', owner.id, SYSTEM)).toBeNull();
    // Within 30 seconds every node knows the new one; the old one holds the whole time.
    expect(await asBot('old')).toBe(200);
    app.clock.advance(31);
    expect([await asBot('old'), await asBot(fresh), await asBot('neither')]).toEqual([200, 200, 401]);
    app.clock.advance(policy.admin.secretOverlapSeconds);
    expect([await asBot('old'), await asBot(fresh)]).toEqual([401, 200]);
  });
});
