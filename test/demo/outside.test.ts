import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { people } from '../../config/demo-people.ts';
import { MOODS } from '../../demo/outside/moods.ts';
import { httpDirectory } from '../../src/model/directory/http-directory.ts';
import { httpPopulation } from '../../src/model/directory/http-population.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { startOutside } from '../support/outside.ts';
import type { TestOutside } from '../support/outside.ts';

const budi = {
  ...{ nik: '3171010101900001', nama: 'Budi Santoso', tglLahir: '1990-01-01' },
  jenisKelamin: 'M' as const,
};
const nip = '199001012020011001';

let outside: TestOutside;
beforeAll(async () => {
  outside = await startOutside();
});
afterAll(() => outside.stop());
beforeEach(() => outside.switch('ok'));

/** As the system has them; where nothing comes, with less patience. */
function clients({ timeoutSeconds = 10 } = {}) {
  const figures = {
    ...{ timeoutSeconds, totalSeconds: 30, tries: 2, firstBackoffSeconds: 0.01 },
    ...{ breakAfterFailures: 5, breakSeconds: 0.2 },
  };
  const client = (url: string, token: string) => createOutgoing({ address: () => ({ url, token }), figures });
  return {
    directory: httpDirectory(client(outside.directoryUrl, outside.tokens.directory)),
    population: httpPopulation(client(outside.populationUrl, outside.tokens.population)),
  };
}

describe('the directory', () => {
  test('knows all people of the demo', async () => {
    const { directory } = clients();
    for (const person of people) {
      expect(await directory.find(person.nip)).toMatchObject({
        kind: 'found',
        record: {
          nip: person.nip,
          nik: person.nik,
          nama: person.nama,
          kedudukanHukumId: person.kedudukanHukum,
        },
      });
    }
  });

  test('and others: newly appointed, suspended, of a new contract, twice, not at all', async () => {
    const { directory } = clients();
    const kinds = ['200003152026032008', '197606062003121010', '198904172026211009'].map((number) =>
      directory.find(number),
    );
    expect((await Promise.all(kinds)).map(({ kind }) => kind)).toEqual(['found', 'found', 'found']);
    expect(await directory.find('199010102018012016')).toEqual({ kind: 'conflict' });
    expect(await directory.find('199001012020011999')).toEqual({ kind: 'unknown' });
  });
});

describe('the register', () => {
  test('says whether a NIK, a name, a birth date and a sex belong together', async () => {
    const { population } = clients();
    expect(await population.verify(budi)).toEqual({ kind: 'found', record: { matches: true } });
    for (const other of [{ nama: 'Budi' }, { tglLahir: '1990-01-02' }, { jenisKelamin: 'F' as const }]) {
      expect(await population.verify({ ...budi, ...other })).toEqual({
        ...{ kind: 'found', record: { matches: false } },
      });
    }
  });

  test('knows the people of the demo by the name the directory has', async () => {
    const { directory, population } = clients();
    for (const person of people) {
      const asked = await directory.find(person.nip);
      if (asked.kind !== 'found') throw new Error(asked.kind);
      const { nama, tglLahir, jenisKelamin } = asked.record;
      const answer = await population.verify({ nik: person.nik, nama, tglLahir, jenisKelamin });
      expect(answer).toEqual({ kind: 'found', record: { matches: true } });
    }
  });

  test('does not know one, and has one twice', async () => {
    const { population } = clients();
    expect(await population.verify({ ...budi, nik: '7371010303880014' })).toEqual({ kind: 'unknown' });
    expect(await population.verify({ ...budi, nik: '3578010909850015' })).toEqual({ kind: 'conflict' });
  });
});

describe('a mood', () => {
  test.each([
    ['slow', ['slow']],
    ['down', ['down']],
    ['busy', ['busy']],
    ['odd', ['odd']],
  ] as const)('%s is away, whichever is asked', async (mood, reasons) => {
    await outside.switch(mood);
    const { directory, population } = clients(mood === 'slow' ? { timeoutSeconds: 0.3 } : {});
    const [one, two] = await Promise.all([directory.find(nip), population.verify(budi)]);
    expect([one, two]).toEqual([
      expect.objectContaining({ kind: 'away', reason: reasons[0] }),
      expect.objectContaining({ kind: 'away', reason: reasons[0] }),
    ]);
  });

  test('flaky is got over by trying again', async () => {
    await outside.switch('flaky');
    const { directory } = clients();
    for (let nr = 0; nr < 4; nr += 1) expect(await directory.find(nip)).toMatchObject({ kind: 'found' });
  });

  test('of one leaves the other alone, and passes', async () => {
    await outside.switch('down', 'directory');
    const { directory, population } = clients();
    expect(await population.verify(budi)).toMatchObject({ kind: 'found' });
    expect(await directory.find(nip)).toMatchObject({ kind: 'away' });
    await outside.switch('ok');
    expect(await directory.find(nip)).toMatchObject({ kind: 'found' });
  });
});

describe('the door', () => {
  const ask = (url: string, init: RequestInit) => fetch(url, init).then(({ status }) => status);

  test('asks for the token', async () => {
    const url = `${outside.directoryUrl}/pns/data-utama/${nip}`;
    expect(await ask(url, {})).toBe(401);
    expect(await ask(url, { headers: { authorization: 'Bearer wrong' } })).toBe(401);
    expect(await ask(url, { headers: { authorization: `Bearer ${outside.tokens.directory}` } })).toBe(200);
  });

  test('a wrong token is away, and does not say that nobody is there', async () => {
    const address = () => ({ url: outside.directoryUrl, token: outside.tokens.population });
    const figures = {
      ...{ timeoutSeconds: 10, totalSeconds: 30, tries: 2, firstBackoffSeconds: 0.01 },
      ...{ breakAfterFailures: 5, breakSeconds: 1 },
    };
    const asked = await httpDirectory(createOutgoing({ address, figures })).find(nip);
    expect(asked).toMatchObject({ kind: 'away', reason: 'odd' });
  });

  test('no form of a web page switches anything', async () => {
    const url = `${outside.directoryUrl}/_switch`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = '{"mode":"down"}';
    expect(await ask(url, { method: 'POST', headers: form, body })).toBe(422);
    expect(await ask(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })).toBe(422);
    expect(await ask(url, {})).toBe(422);
    const json = { 'content-type': 'application/json' };
    expect(await ask(url, { method: 'POST', headers: json, body: '{"mode":"mad"}' })).toBe(422);
    for (const mode of MOODS.toReversed()) await outside.switch(mode);
    expect(await clients().directory.find(nip)).toMatchObject({ kind: 'found' });
  });
});
