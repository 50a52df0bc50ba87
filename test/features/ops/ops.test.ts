import { afterEach, describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import type { Middleware } from 'koa';
import { createMetrics } from '../../../src/features/ops/metrics.ts';
import { opsRoutes } from '../../../src/features/ops/routes.ts';
import type { Check } from '../../../src/features/ops/health.ts';
import { listen } from '../../../src/platform/http/server.ts';
import type { Listener } from '../../../src/platform/http/server.ts';

let listener: Listener | undefined;
afterEach(() => listener?.stop(200));

async function serve(checks: Record<string, Check>, metricsToken: string | null = null): Promise<string> {
  const app = new Koa();
  const metrics = createMetrics();
  app.use(metrics.measure);
  app.use(opsRoutes({ checks, metrics, metricsToken }).routes() as Middleware);
  listener = await listen(app.callback(), '127.0.0.1', 0);
  return `http://127.0.0.1:${listener.port}`;
}

const yes: Check = async () => true;

describe('readiness', () => {
  test('is 200 when everything answers', async () => {
    const url = await serve({ database: yes, kv: yes });
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ready: true, checks: { database: true, kv: true } });
  });

  test.each<[string, Check]>([
    ['says no', async () => false],
    ['throws', () => Promise.reject(Object.assign(new Error('away'), { code: 'kv_unavailable' }))],
    ['hangs', () => new Promise<boolean>(() => {})],
  ])('is 503 when one %s, and names it; the process is alive all the same', async (_how, no) => {
    const url = await serve({ database: yes, kv: no });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toEqual({ ready: false, checks: { database: true, kv: false } });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('metrics', () => {
  test('count requests by route, never by identifier', async () => {
    const url = await serve({ kv: yes });
    await fetch(`${url}/healthz`);
    await fetch(`${url}/nothing/${'a'.repeat(40)}`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/healthz",status="2xx"} 1',
    );
    expect(text).toContain('route="unknown",status="4xx"');
    expect(text).not.toContain('aaaa');
    expect(text).toContain('process_cpu_seconds_total');
  });

  test('need the token where there is one', async () => {
    const url = await serve({}, 'a-long-token');
    const status = async (authorization: string) =>
      (await fetch(`${url}/metrics`, { headers: { authorization } })).status;
    expect(await status('')).toBe(401);
    expect(await status('Bearer wrong')).toBe(401);
    expect(await status('Basic a-long-token')).toBe(401);
    expect(await status('Bearer a-long-token')).toBe(200);
  });
});

test('stopping answers what is in flight and takes no more', async () => {
  const app = new Koa();
  const [arrived, mayAnswer] = [signal(), signal()];
  app.use(async (ctx) => {
    arrived.give();
    await mayAnswer.given;
    ctx.body = 'answered';
  });
  const own = await listen(app.callback(), 'localhost', 0);
  const url = `http://127.0.0.1:${own.port}`;
  const inFlight = fetch(url).then((answer) => answer.text());
  await arrived.given;
  const stopped = own.stop(2_000);
  await expect(fetch(url)).rejects.toThrow();
  mayAnswer.give();
  expect(await inFlight).toBe('answered');
  await stopped;
});

test('stopping cuts off what takes too long', async () => {
  const app = new Koa();
  const arrived = signal();
  app.use(() => {
    arrived.give();
    return new Promise(() => {});
  });
  const own = await listen(app.callback(), '127.0.0.1', 0);
  const hanging = fetch(`http://127.0.0.1:${own.port}`).catch(() => 'cut');
  await arrived.given;
  const start = performance.now();
  await own.stop(200);
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(await hanging).toBe('cut');
});

function signal(): { give: () => void; given: Promise<void> } {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { give, given };
}
