import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

const features = path.resolve(import.meta.dirname, '../../src/features');

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
});
afterAll(() => app?.stop());

/** Where the files of the features put what they answer, as far as that is written out. */
function writtenPaths(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(features, file), 'utf8'));
  return texts.flatMap((text) => {
    const prefix = /prefix: '([^']+)'/.exec(text)?.[1] ?? '';
    return [...text.matchAll(/\brouter\.get\('(\/[^']*)'/g)].map(([, at = '']) =>
      `${prefix}${at}`.replace(/(.)\/$/, '$1'),
    );
  });
}

async function labels(): Promise<Set<string>> {
  const text = await (await fetch(`${app.issuer}/metrics`)).text();
  return new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, label = '']) => label));
}

// A list kept by hand left nineteen of twenty-one addresses of a new area without one.
test('every address has its label in the metrics, whatever it answers, and the label no identifier', async () => {
  const paths = writtenPaths();
  expect(paths.length).toBeGreaterThan(60);
  for (const pattern of paths) {
    const answer = await fetch(app.issuer + pattern.replaceAll(/:\w+/g, 'anybody-7'), { redirect: 'manual' });
    await answer.body?.cancel();
  }
  for (const address of [
    '/auth',
    '/jwks',
    '/.well-known/openid-configuration',
    '/session/end',
    '/session/end/success',
    '/auth/anybody-7',
    '/auth/anybody-7/switch',
    '/me',
  ])
    await (await fetch(app.issuer + address, { redirect: 'manual' })).body?.cancel();
  const seen = await labels();
  expect(
    paths.map((pattern) => pattern.replaceAll(/:\w+/g, ':uid')).filter((label) => !seen.has(label)),
  ).toEqual([]);
  expect([...seen].filter((label) => label === 'unknown' || label.includes('anybody'))).toEqual([]);
  for (const label of ['/auth', '/auth/:uid', '/auth/:uid/switch', '/session/end'])
    expect(seen).toContain(label);
});

test('what nobody answers has one label', async () => {
  for (const address of ['/nobody', '/nobody/2', '/account/nobody'])
    await (await fetch(app.issuer + address)).body?.cancel();
  const seen = await labels();
  expect(seen).toContain('unknown');
  expect([...seen].filter((label) => label.includes('nobody'))).toEqual([]);
});
