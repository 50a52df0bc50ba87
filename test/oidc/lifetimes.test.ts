import { describe, expect, test } from '@jest/globals';
import { sessionLifetime } from '../../src/oidc/configuration.ts';
import { demandsOf, readAct } from '../../src/oidc/demands.ts';
import type { RegisteredClient } from '../../src/oidc/clients.ts';

const hour = 3600;
const start = 1_795_000_000;
const at = (seconds: number) => (start + seconds) * 1000;

describe('a session lives', () => {
  test('an hour after its last use, fifteen minutes on a shared device', () => {
    expect(sessionLifetime({ startedAt: start }, at(0))).toBe(hour);
    expect(sessionLifetime({ startedAt: start, shared: true }, at(0))).toBe(15 * 60);
  });

  test('ten hours at most, however much it is used', () => {
    expect(sessionLifetime({ startedAt: start }, at(9.5 * hour))).toBe(0.5 * hour);
    expect(sessionLifetime({ startedAt: start }, at(11 * hour))).toBe(1);
  });
});

describe('demands of a request', () => {
  const client = { id: 'c', minAcr: 'urn:asn:acr:2' } as RegisteredClient;

  test('never fall below the client’s minimum, and skip what cannot be reached', () => {
    expect(demandsOf({ acr_values: 'urn:asn:acr:1' }, client).acr).toEqual({
      kind: 'need',
      acr: 'urn:asn:acr:2',
    });
    expect(demandsOf({ acr_values: 'unknown phr' }, client).acr).toEqual({ kind: 'need', acr: 'phr' });
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['loa4'] } } });
    expect(demandsOf({ claims }, client).acr).toEqual({ kind: 'unattainable' });
  });

  test('survive claims of any shape', () => {
    for (const claims of ['{', '[]', '1', 'null', '{"id_token":3}', '{"id_token":{"acr":[]}}']) {
      expect(demandsOf({ claims }, client).act).toBeNull();
    }
  });

  test('take an act only as short, visible text', () => {
    expect(readAct({ value: 'approve:1', text: 'Menyetujui' })).toEqual({
      value: 'approve:1',
      text: 'Menyetujui',
    });
    const wrong = [
      { value: 'a' },
      { value: '', text: 'x' },
      { value: 'a', text: 'a\u202eb' },
      { value: 'a', text: 'x'.repeat(201) },
      { value: 'a\n', text: 'x' },
      { value: ['a'], text: 'x' },
      null,
    ];
    for (const claim of wrong) expect(readAct(claim)).toBeNull();
  });
});
