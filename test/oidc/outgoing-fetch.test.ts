import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Clients } from '../../src/oidc/clients.ts';
import { createOutgoingFetch } from '../../src/oidc/outgoing-fetch.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((_request, response) =>
    response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server?.close());

const registering = (...uris: string[]) =>
  ({
    all: async () => uris.map((jwks_uri) => ({ metadata: { client_id: 'c', jwks_uri } })),
  }) as unknown as Clients;

test('asks hosts of registered clients only, and follows no redirect', async () => {
  const ask = createOutgoingFetch({ clients: registering(`${origin}/jwks`), production: false });
  expect((await ask(`${origin}/jwks`)).status).toBe(302);
  await expect(ask('http://127.0.0.1:9/')).rejects.toThrow('no host of a registered client');
  await expect(ask('http://169.254.169.254/latest')).rejects.toThrow('no host of a registered client');
});

test('asks in production neither loopback nor in the clear, registered or not', async () => {
  const uris = [
    'https://localhost/jwks',
    'https://127.0.0.1/jwks',
    'https://[::1]/jwks',
    'http://rp.example/jwks',
  ];
  const ask = createOutgoingFetch({ clients: registering(...uris), production: true });
  for (const uri of uris) await expect(ask(uri)).rejects.toThrow('must not be asked in production');
});
