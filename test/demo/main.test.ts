import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { freePortRow } from '../support/ports.ts';
import { createVisitor } from './support/visitor.ts';

const root = path.resolve(import.meta.dirname, '../..');

const run = (args: string[], env: Record<string, string>) => {
  const { NODE_OPTIONS: _dropped, ...inherited } = process.env;
  return spawn(process.execPath, ['demo/main.ts', ...args], {
    cwd: root,
    env: { ...inherited, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

test('all three start before the provider does, say where they are, and end on SIGTERM', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'asn-demo-main-'));
  const base = await freePortRow();
  const [issuer, myasn, siasn, ekinerja] = [base, base + 1, base + 2, base + 3];
  const env = {
    ISSUER: `http://localhost:${issuer}`,
    MYASN_URL: `http://localhost:${myasn}`,
    SIASN_URL: `http://localhost:${siasn}`,
    EKINERJA_URL: `http://localhost:${ekinerja}`,
    SIASN_CLIENT_SECRET: 'secret',
    DEMO_DATA_DIR: dataDir,
  };
  const child = run([], env);
  try {
    const lines: unknown[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(JSON.parse(line));
      if (lines.length === 3) break;
    }
    expect(lines).toEqual([
      { event: 'listening', application: 'myasn', url: env.MYASN_URL },
      { event: 'listening', application: 'siasn', url: env.SIASN_URL },
      { event: 'listening', application: 'ekinerja', url: env.EKINERJA_URL },
    ]);
    const page = await createVisitor().visit(`${env.MYASN_URL}/login`);
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBeTruthy();
    expect(page.html).toContain('ASN Digital belum terjangkau');

    const taken = run(['myasn'], env);
    expect(await once(taken, 'exit')).toEqual([1, null]);
    const begun = Date.now();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(Date.now() - begun).toBeLessThan(5_000);
  } finally {
    child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('names every wrong setting at once and does not start', async () => {
  const child = run(['siasn'], { ISSUER: 'nonsense', SIASN_URL: 'ftp://x', SIASN_CLIENT_SECRET: '' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect((await once(child, 'exit'))[0]).toBe(1);
  for (const name of ['ISSUER', 'SIASN_URL', 'SIASN_CLIENT_SECRET']) expect(said).toContain(name);
});
