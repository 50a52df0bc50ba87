import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Context } from 'koa';
import { createMultipartReader } from '../../../src/platform/uploads/read-multipart.ts';
import type { Received } from '../../../src/platform/uploads/read-multipart.ts';

const limits = { fileNames: ['ktp'], fileBytes: 1000, files: 4 };
const B = 'x1';
const head = `--${B}\r\nContent-Disposition: form-data; name="ktp"; filename="a.jpg"\r\n\r\n`;

/** A request whose body is written by hand. */
function request(address: string): { ctx: Context; body: PassThrough } {
  const body = new PassThrough();
  const type = `multipart/form-data; boundary=${B}`;
  const req = Object.assign(body, { headers: { 'content-type': type } });
  const fail = (status: number) => {
    throw new Error(String(status));
  };
  const get = (name: string) => (name === 'content-type' ? type : '');
  const ctx = { req, state: { address }, get, throw: fail };
  return { ctx: ctx as unknown as Context, body };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('one address that sends without end leaves room for the others, and all of it once it has gone', async () => {
  const reader = createMultipartReader({ memoryBytes: 4000, addressBytes: 1600 });
  const stalled = ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1'].map(request);
  const reading = stalled.map(({ ctx }) =>
    reader.read(ctx, limits, async () => 'read').catch(() => 'cut off'),
  );
  for (const { body } of stalled) body.write(head + 'a'.repeat(990));
  await turn();
  const whole = (address: string) => {
    const { ctx, body } = request(address);
    body.end(`${head}${'b'.repeat(990)}\r\n--${B}--\r\n`);
    return reader.read(ctx, limits, (received: Received) => Promise.resolve(received));
  };
  expect(await whole('198.51.100.7')).toMatchObject({
    busy: false,
    files: [{ bytes: expect.any(Uint8Array) }],
  });
  expect(await whole('192.0.2.1')).toMatchObject({ busy: true });
  for (const { body } of stalled) body.destroy(new Error('gone'));
  expect(await Promise.all(reading)).toEqual(['cut off', 'cut off', 'cut off', 'cut off']);
  expect(await whole('192.0.2.1')).toMatchObject({ busy: false });
});
