import { describe, expect, test } from '@jest/globals';
import { unsafeUri } from '../../src/oidc/client-uris.ts';

const client = (more: Record<string, unknown>) => ({ client_id: 'x', ...more });
const web = (uri: string, production = false) => unsafeUri(client({ redirect_uris: [uri] }), production);
const native = (uri: string) => unsafeUri(client({ application_type: 'native', redirect_uris: [uri] }), true);

describe('the addresses of a client', () => {
  test.each([
    'http://*.evil.example/cb',
    'https://app.example/*',
    'https://app.example/cb#fragment',
    'https://app.example/cb#',
    'http://app.example/cb',
    'http://localhost.evil.example/cb',
    'https://user:secret@app.example/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'com.example.app:/cb',
    '/callback',
  ])('of a web application: %s is refused with its reason', (uri) => {
    expect(web(uri)).toContain(`redirect_uris: ${uri}`);
  });

  test('of a web application: https anywhere, plain http to this machine and in the demo only', () => {
    expect(web('https://app.example/cb', true)).toBeNull();
    expect(web('http://localhost:3001/callback')).toBeNull();
    expect(web('http://127.0.0.1:3001/callback')).toBeNull();
    expect(web('http://localhost:3001/callback', true)).toContain('must be https');
  });

  test.each(['http://127.0.0.1/cb', 'http://[::1]/cb', 'https://app.example/cb', 'id.example.app:/cb'])(
    'of a native app: %s is taken',
    (uri) => expect(native(uri)).toBeNull(),
  );

  test.each(['http://app.example/cb', 'myapp:/cb', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'of a native app: %s is refused',
    (uri) => expect(native(uri)).not.toBeNull(),
  );

  test('keys and logout addresses are held to the same', () => {
    expect(unsafeUri(client({ backchannel_logout_uri: 'http://app.example/out' }), false)).not.toBeNull();
    expect(unsafeUri(client({ jwks_uri: 'https://app.example/*' }), false)).not.toBeNull();
  });
});
