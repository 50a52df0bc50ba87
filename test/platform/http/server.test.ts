import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { cutOffSlow } from '../../../src/platform/http/server.ts';

/** A request whose body never ends; how the server and the client saw it. `patienceMs`: how long it is looked at. */
async function neverEnding(contentType: string, patienceMs: number): Promise<'cut off' | 'waited for'> {
  const server = createServer((incoming) => {
    cutOffSlow(incoming, 100);
    incoming.on('error', () => {}).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, method: 'POST', headers: { 'content-type': contentType } });
  const cut = new Promise<'cut off'>((resolve) => sent.once('error', () => resolve('cut off')));
  const waited = new Promise<'waited for'>((resolve) =>
    setTimeout(resolve, patienceMs, 'waited for').unref(),
  );
  sent.write('a=');
  const seen = await Promise.race([cut, waited]);
  sent.on('error', () => {}).destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return seen;
}

// A limit of ten minutes for scans of cases had made every other form hold its connection as long.
test('a form that dribbles is cut off, an upload on a slow line is not', async () => {
  expect(await neverEnding('application/x-www-form-urlencoded', 30_000)).toBe('cut off');
  expect(await neverEnding('multipart/form-data; boundary=x', 600)).toBe('waited for');
});
