import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { put, report, siasnOf, subOf } from '../../support/requests.ts';

let app: TestApp;
let siasn: Awaited<ReturnType<typeof siasnOf>>;
let budi: string;
let siti: string;
let bearer: string;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
  siasn = await siasnOf(app);
  [budi, siti] = await Promise.all([subOf(app, nips.budi), subOf(app, nips.siti)]);
  await siasn.signIn(nips.budi);
  bearer = await siasn.bearer();
});
afterAll(() => app?.stop());
beforeEach(() => app.db.deleteFrom('service_request').execute());

const stored = () => app.db.selectFrom('service_request').selectAll().orderBy('reference').execute();
const send = (more: Record<string, unknown> = {}, sub = budi) => put(app, bearer, report(sub, more));

describe('a report', () => {
  test('is kept for whoever has signed in to its relying party', async () => {
    const link = `${siasn.url}/usulan/1`;
    const answer = await send({ detail: 'Menunggu atasan', link });
    expect([answer.status, answer.json]).toEqual([202, { status: 'accepted' }]);
    expect(await stored()).toEqual([
      {
        client_id: 'siasn',
        account_id: budi,
        reference: 'CUTI-1',
        title: 'Cuti tahunan',
        state: 'submitted',
        detail: 'Menunggu atasan',
        link,
        updated_at: new Date('2026-11-30T01:00:00Z'),
        received_at: expect.any(Date),
      },
    ]);
  });

  test('changes the one before it, whole; an older one and a repeat change nothing', async () => {
    await send({ state: 'processing', detail: 'Sedang diperiksa', updated_at: '2026-11-30T03:00:00+00:00' });
    const [before] = await stored();
    await send({ state: 'submitted', title: 'Lain', updated_at: '2026-11-30T09:30:00+07:00' });
    await send({ state: 'rejected', title: 'Lain', updated_at: '2026-11-30T10:00:00+07:00' });
    expect(await stored()).toEqual([before]);
    await send({ state: 'approved', updated_at: '2026-11-30T03:00:01Z' });
    expect(await stored()).toEqual([
      expect.objectContaining({ state: 'approved', detail: null, link: null }),
    ]);
  });

  test('sent many times at once is one, and the newest wins whatever the order', async () => {
    const seconds = Array.from({ length: 12 }, (_, at) => (at * 7) % 12);
    const answers = await Promise.all(
      seconds.map((at) =>
        send({ title: `Judul ${at}`, updated_at: `2026-11-30T01:00:${String(at).padStart(2, '0')}Z` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect((await stored()).map(({ title }) => title)).toEqual(['Judul 11']);
  });

  test('makes room: what ended longest ago goes first, and never more than the policy’s number stay', async () => {
    const most = policy.requests.perPersonAndClient;
    const at = (nr: number) => new Date(Date.UTC(2026, 10, 1) + nr * 60_000).toISOString();
    await app.db
      .insertInto('service_request')
      .values(
        Array.from({ length: most }, (_, nr) => ({
          client_id: 'siasn',
          account_id: budi,
          reference: `R${nr}`,
          title: 'x',
          // Two have ended; they are neither the oldest nor the newest.
          state: nr === 10 || nr === 20 ? ('approved' as const) : ('processing' as const),
          updated_at: at(nr),
          received_at: at(nr),
        })),
      )
      .execute();
    await Promise.all(
      ['N1', 'N2', 'N3'].map((reference, nr) => send({ reference, updated_at: at(900 + nr) })),
    );
    const left = new Set((await stored()).map(({ reference }) => reference));
    expect([left.size, left.has('R10'), left.has('R20'), left.has('R0')]).toEqual([
      most,
      false,
      false,
      false,
    ]);
    expect([left.has('R1'), left.has('N1'), left.has('N3')]).toEqual([true, true, true]);
  });

  test('loses its ground where the person revokes the access, and what was reported goes too', async () => {
    const { person } = await siasn.signIn(nips.agus);
    const agus = await subOf(app, nips.agus);
    await send({}, agus);
    expect(await stored()).toHaveLength(1);
    await person.get('/account/applications');
    const page = await person.post('/account/applications/siasn/revoke', '');
    expect(page.status).toBe(200);
    expect(await stored()).toEqual([]);
    expect((await send({ reference: 'CUTI-2' }, agus)).status).toBe(202);
    expect(await stored()).toEqual([]);
  });
});

describe('nobody learns who has an account here', () => {
  test('a person without a grant, one who does not exist and nonsense get the answer that a stored one gets', async () => {
    const subs = [budi, siti, '00000000-0000-4000-8000-000000000000', 'x', nips.budi, budi.toUpperCase()];
    const answers = await Promise.all(subs.map((sub) => send({}, sub)));
    const told = answers.map(({ status, text, headers }) => {
      const all = Object.fromEntries(headers);
      for (const name of ['date', 'x-request-id', 'content-security-policy']) delete all[name];
      return JSON.stringify([status, text, all]);
    });
    expect(new Set(told).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    expect((await stored()).map(({ account_id: id }) => id)).toEqual([budi]);
  });

  test('nor by the time that it takes', async () => {
    for (const sub of [budi, siti, 'x']) {
      const began = performance.now();
      await send({}, sub);
      expect(performance.now() - began).toBeGreaterThanOrEqual(policy.requests.floorSeconds * 1000 - 5);
    }
  });
});

describe('a malformed report', () => {
  const refused: [string, Record<string, unknown>, string][] = [
    ['an empty title', { title: ' \u3000 ' }, 'title'],
    ['a title too long', { title: 'é'.repeat(policy.requests.titleLength + 1) }, 'title'],
    ['letters that turn the direction', { title: 'Cuti \u202eagrauleK' }, 'title'],
    ['isolates', { detail: 'a\u2066b' }, 'detail'],
    ['a mark of direction', { title: 'a\u200fb' }, 'title'],
    ['a NUL', { title: 'Cuti\u0000' }, 'title'],
    ['a line break', { title: 'Cuti\nDisetujui' }, 'title'],
    ['a separator of lines', { title: 'Cuti\u2028x' }, 'title'],
    ['what hides itself', { title: 'Cu\u200bti' }, 'title'],
    ['half a character', { title: 'Cuti \ud83d' }, 'title'],
    ['marks piled up', { title: `C${'\u0301\u0316'.repeat(4)}` }, 'title'],
    ['a private character', { detail: '\ue000' }, 'detail'],
    ['a title that is no text', { title: ['Cuti'] }, 'title'],
    ['no title', { title: undefined }, 'title'],
    ['an unknown state', { state: 'Approved' }, 'state'],
    ['a detail too long', { detail: 'a'.repeat(policy.requests.detailLength + 1) }, 'detail'],
    ['a reference with a space', { reference: 'CUTI 1' }, 'reference'],
    ['a reference too long', { reference: 'R'.repeat(policy.requests.referenceLength + 1) }, 'reference'],
    ['an empty reference', { reference: '' }, 'reference'],
    ['a time without its zone', { updated_at: '2026-11-30T01:00:00' }, 'updated_at'],
    ['a day that does not exist', { updated_at: '2026-02-30T01:00:00Z' }, 'updated_at'],
    ['a number for a time', { updated_at: 1_790_000_000 }, 'updated_at'],
    ['a time to come', { updated_at: new Date(Date.now() + 3_600_000).toISOString() }, 'updated_at'],
    ['a field that is not known', { client_id: 'myasn' }, 'client_id'],
    ['no person', { sub: undefined }, 'sub'],
    ['a person who is an object', { sub: { or: 1 } }, 'sub'],
  ];
  test.each(refused)('with %s is told which field is at fault', async (_what, more, field) => {
    const answer = await send(more);
    expect([answer.status, answer.json?.error]).toEqual([422, 'invalid_request']);
    expect((answer.json?.fields as { field: string }[] | undefined)?.map((fault) => fault.field)).toContain(
      field,
    );
    expect(await stored()).toEqual([]);
  });

  test('is told every fault at once, each field once, whoever it is about', async () => {
    const wrong = {
      reference: 'CUTI 1',
      title: '',
      state: 'Approved',
      detail: 'a\u2066b',
      link: 'https://evil.example/',
      updated_at: new Date(Date.now() + 3_600_000).toISOString(),
      nip: nips.budi,
    };
    const answers = await Promise.all([budi, siti, 'x'].map((sub) => send(wrong, sub)));
    const fields = answers[0]?.json?.fields as { field: string }[];
    expect(fields.map(({ field }) => field).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(answers[0]?.text).not.toContain(nips.budi);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  });

  test.each(['', '{', 'null', '[]', '"x"', '{"a":1}{', '{"__proto__":{"sub":"x"}}'])(
    'of %p is a clear refusal',
    async (body) => {
      const answer = await put(app, bearer, body);
      expect([400, 422]).toContain(answer.status);
      expect(answer.json).toHaveProperty('error');
    },
  );

  test('too large, of another type, or not UTF-8 is refused in JSON', async () => {
    const large = await send({ detail: 'a'.repeat(policy.requests.bodyBytes) });
    expect([large.status, large.json]).toEqual([413, { error: 'body_too_large' }]);
    const form = await put(app, bearer, 'sub=x', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([form.status, form.json]).toEqual([415, { error: 'not_json' }]);
    const bytes = await fetch(`${app.issuer}/api/requests`, {
      method: 'PUT',
      headers: { authorization: bearer, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff]),
    });
    expect([bytes.status, await bytes.json()]).toEqual([400, { error: 'body_not_text' }]);
  });

  test.each(['GET', 'POST', 'DELETE', 'PATCH'])('by %s is told how', async (method) => {
    const answer = await fetch(`${app.issuer}/api/requests`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT']);
    expect(await answer.json()).toEqual({ error: 'method_not_allowed' });
  });
});

describe('a link', () => {
  const own = () => new URL(siasn.url);
  const foreign: [string, () => string][] = [
    ['script', () => 'javascript:alert(1)'],
    ['data', () => 'data:text/html,x'],
    ['another origin', () => 'https://evil.example/'],
    ['the provider itself', () => `${app.issuer}/portal/logout`],
    ['another port', () => `http://${own().hostname}:1/`],
    ['another scheme', () => `https://${own().host}/`],
    ['a user part', () => `http://siasn@${own().host}/`],
    ['ours as a user part', () => `${siasn.url}@evil.example/`],
    ['ours as the beginning of a name', () => `${siasn.url}.evil.example/`],
    ['a backslash', () => `${siasn.url}\\@evil.example/`],
    ['a path alone', () => '/usulan/1'],
    ['no scheme', () => `//${own().host}/usulan`],
    ['a line end', () => `${siasn.url}/\n`],
    ['a space before it', () => ` ${siasn.url}/`],
    ['letters that look alike', () => `http://lоcalhost:${own().port}/`],
    ['one too long', () => `${siasn.url}/${'a'.repeat(500)}`],
    ['another loopback name', () => `http://127.0.0.1:${own().port}/`],
  ];
  test.each(foreign)('with %s is refused', async (_what, link) => {
    const answer = await send({ link: link() });
    expect(answer.json?.fields).toEqual([{ field: 'link', problem: expect.any(String) }]);
    expect(await stored()).toEqual([]);
  });

  test('to itself is kept in its normal form; an empty one is none', async () => {
    await send({ link: `HTTP://LOCALHOST:${own().port}/a/../usulan?id=1#x` });
    expect((await stored())[0]?.link).toBe(`${siasn.url}/usulan?id=1#x`);
    await send({ reference: 'CUTI-2', link: '' });
    expect((await stored())[1]?.link).toBeNull();
  });
});

test('a client that sends without end is told when to come back', async () => {
  await app.kv.limits.reset('requests', 'siasn', { points: policy.requests.perClientPerMinute, seconds: 60 });
  const many = Array.from({ length: policy.requests.perClientPerMinute }, () => put(app, bearer, '{'));
  await Promise.all(many);
  const answer = await send();
  expect([answer.status, answer.json]).toEqual([429, { error: 'too_many_requests' }]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  await app.kv.limits.reset('requests', 'siasn', { points: policy.requests.perClientPerMinute, seconds: 60 });
});
