import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { takeLockFile } from '../../src/platform/lock-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'lock-'));
const path = join(directory, 'data', 'db.lock');
const source = fileURLToPath(new URL('../../src/platform/lock-file.ts', import.meta.url));
const take = `(await import(${JSON.stringify(source)})).takeLockFile(${JSON.stringify(path)})`;

beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('is held once, and free again after its release', () => {
  const lock = takeLockFile(path);
  expect(() => takeLockFile(path)).toThrow(
    expect.objectContaining({ code: 'data_in_use', pid: process.pid }),
  );
  lock.release();
  expect(existsSync(path)).toBe(false);
  takeLockFile(path).release();
});

test('is respected while another process lives, and taken over when it was killed', async () => {
  const script = `${take}; process.stdout.write('held'); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(() => takeLockFile(path)).toThrow(expect.objectContaining({ code: 'data_in_use', pid: child.pid }));
  child.kill('SIGKILL');
  await once(child, 'exit');
  takeLockFile(path).release();
});

test('is given back when the process exits', () => {
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', `${take}; process.exit(3)`]);
  expect(status).toBe(3);
  expect(existsSync(path)).toBe(false);
});

test('is taken over from an earlier process that had the same number', () => {
  takeLockFile(path).release();
  writeFileSync(path, JSON.stringify({ pid: process.pid, started: '1' }));
  takeLockFile(path).release();
});

test('is respected for a moment while its owner is still writing it', () => {
  writeFileSync(path, '');
  expect(() => takeLockFile(path)).toThrow(expect.objectContaining({ code: 'data_in_use' }));
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(path, longAgo, longAgo);
  takeLockFile(path).release();
});

test('is left alone by a release after somebody else has it', () => {
  const lock = takeLockFile(path);
  writeFileSync(path, '{"pid":1}');
  lock.release();
  expect(readFileSync(path, 'utf8')).toBe('{"pid":1}');
});
