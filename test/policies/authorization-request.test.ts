import { describe, expect, test } from '@jest/globals';
import { readPasted } from '../../src/policies/authorization-request.ts';

const client = { id: 'siasn', scopes: ['openid', 'profile'], par: false };
const good = {
  client_id: 'siasn',
  redirect_uri: 'https://siasn.example/cb',
  response_type: 'code',
  scope: 'openid profile',
  code_challenge: 'x'.repeat(43),
  code_challenge_method: 'S256',
};
const pasted = (changed: Record<string, string | null>, of = client) => {
  const all = Object.entries({ ...good, ...changed }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return readPasted(`https://sso.example/auth?${new URLSearchParams(all).toString()}`, of);
};

describe('what a developer pastes', () => {
  test('is a redirect URI, or a whole request that holds one', () => {
    expect(readPasted('https://siasn.example/cb', client)).toEqual({
      redirectUri: 'https://siasn.example/cb',
      faults: [],
      scopes: [],
    });
    expect(pasted({})).toEqual({ redirectUri: 'https://siasn.example/cb', faults: [], scopes: [] });
  });

  test.each([
    [{ client_id: 'myasn' }, ['other_client']],
    [{ redirect_uri: null }, ['no_redirect']],
    [{ response_type: 'token' }, ['response_type']],
    [{ response_type: null }, ['response_type']],
    [{ scope: 'profile' }, ['no_openid']],
    [{ scope: 'openid asn' }, ['scope']],
    [{ code_challenge: null, code_challenge_method: null }, ['no_pkce']],
    [{ code_challenge_method: 'plain' }, ['pkce_method']],
    [{ code_challenge_method: null }, ['pkce_method']],
  ])('%j: %j', (changed, faults) => {
    expect(pasted(changed).faults).toEqual(faults);
  });

  test('must be pushed where the client must push', () => {
    expect(pasted({}, { ...client, par: true }).faults).toEqual(['par']);
    const pushed = readPasted('https://sso.example/auth?client_id=siasn&request_uri=urn:x', {
      ...client,
      par: true,
    });
    expect(pushed.faults).toEqual([]);
  });
});
