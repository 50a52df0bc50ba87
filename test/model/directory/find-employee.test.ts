import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { findEmployee } from '../../../src/model/directory/find-employee.ts';
import { nikMatches } from '../../../src/model/directory/nik.ts';
import type { Asked, DirectoryRecord } from '../../../src/model/directory/outside.ts';
import { nips, openModel, start } from '../../support/model.ts';
import type { ModelFixture } from '../../support/model.ts';
import { recordOf } from './records.ts';

const day = policy.outside.copyFreshSeconds * 1000;

let model: ModelFixture;
let now: number;
let asked: string[];
let answer: Asked<DirectoryRecord>;

beforeAll(async () => {
  model = await openModel('postgres');
});
afterAll(() => model.close());
beforeEach(() => {
  now = start;
  asked = [];
  answer = { kind: 'unknown' };
});

const find = (nip: string) => {
  const { db, ring, telling } = model;
  const directory = {
    async find(number: string) {
      asked.push(number);
      return answer;
    },
  };
  return findEmployee(
    { db, ring, directory, compose: telling.compose, issuer: 'https://sso.example', now: () => now },
    nip,
  );
};

test('a copy of today answers, and nobody is asked', async () => {
  now = start + day - 1;
  const found = await find(nips.andi);
  expect(found).toMatchObject({
    ...{ kind: 'found', stale: false, fetchedAt: start },
    employee: {
      ...{ nama: 'Andi Pratama', accountId: null, instansiNama: 'Pemerintah Provinsi Jawa Barat' },
      kontak: { saluran: 'kepegawaian-5200@asn.example' },
    },
  });
  expect(asked).toEqual([]);
});

describe('a copy of yesterday', () => {
  beforeEach(() => {
    now = start + day;
  });

  test('answers, named as old, while the directory is away', async () => {
    answer = { kind: 'away', reason: 'slow', retryAfterSeconds: null };
    expect(await find(nips.andi)).toMatchObject({ kind: 'found', stale: true, fetchedAt: start });
    expect(asked).toEqual([nips.andi]);
  });

  test('is made new, and what changed takes effect', async () => {
    answer = { kind: 'found', record: recordOf(nips.andi, { kedudukanHukumId: '04' }) };
    const found = await find(nips.andi);
    expect(found).toMatchObject({ stale: false, fetchedAt: now, employee: { kedudukanHukumId: '04' } });
    await find(nips.andi);
    expect(asked).toHaveLength(1);
  });

  test.each(['unknown', 'conflict'] as const)('is not believed where the directory says %s', async (kind) => {
    answer = { kind };
    expect(await find(nips.hadi)).toEqual({ kind });
  });
});

describe('a number that we do not know', () => {
  const nip = '200003152026032008';

  test('is away while the directory is', async () => {
    answer = { kind: 'away', reason: 'busy', retryAfterSeconds: 30 };
    expect(await find(nip)).toEqual(answer);
  });

  test('is unknown, or found and kept', async () => {
    expect(await find(nip)).toEqual({ kind: 'unknown' });
    answer = { kind: 'found', record: recordOf(nip) };
    expect(await find(nip)).toMatchObject({ kind: 'found', employee: { nama: 'Fitri Handayani' } });
    await find(nip);
    expect(asked).toHaveLength(2);
  });

  test('is a conflict where it is the number of somebody else here', async () => {
    now = start + day;
    answer = { kind: 'found', record: recordOf(nips.rina, { pnsId: 'D0E5X', nik: null }) };
    expect(await find(nips.rina)).toEqual({ kind: 'conflict' });
  });
});

test('an earlier number finds the person; the directory is asked for the present one', async () => {
  now = start + day;
  const present = '199203032026212003';
  answer = { kind: 'found', record: recordOf(nips.dewi) };
  await model.db.updateTable('employee').set({ nip: present }).where('nip', '=', nips.dewi).execute();
  answer = { kind: 'found', record: recordOf(nips.dewi, { nip: present }) };
  expect(await find(nips.dewi)).toMatchObject({ kind: 'found', employee: { nip: present } });
  expect(asked).toEqual([present]);
});

test('a NIK is compared without being opened', async () => {
  const found = await find(nips.budi);
  if (found.kind !== 'found') throw new Error(found.kind);
  expect(JSON.stringify(found)).not.toContain('3171010101900001');
  expect(nikMatches(model.ring, found.employee, '3171010101900001')).toBe(true);
  expect(nikMatches(model.ring, found.employee, '3171010101900002')).toBe(false);
  expect(nikMatches(model.ring, { nik: null }, '3171010101900001')).toBe(false);
});
