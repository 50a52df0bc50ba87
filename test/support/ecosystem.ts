import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mood } from '../../demo/outside/moods.ts';
import { switchOutside } from './outside.ts';
import { freePortRow } from './ports.ts';
import { createTestDatabaseUrl, createTestRedisUrl } from './stores.ts';
import { authenticator } from './totp.ts';
import type { Authenticator } from './totp.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface SentMessage {
  channel: 'email' | 'sms';
  to: string;
  subject: string;
  text: string;
  sentAt: string;
}

export interface TestPerson {
  nip: string;
  password: string;
  app: Authenticator;
}

/** The whole system as `npm start` runs it, on the private Postgres and Redis of the test run. */
export interface Ecosystem {
  issuer: string;
  myasn: string;
  siasn: string;
  ekinerja: string;
  databaseUrl: string;
  /** The process of the provider itself. */
  pid: number;
  env: Record<string, string>;
  /** Somebody nobody else in this run signs in as: password and authenticator in place. */
  person(): TestPerson;
  outbox(): Promise<SentMessage[]>;
  /** The demo's employee directory and population register, or the one named, behave like this from now on. */
  switchOutside(mode: Mood, system?: 'directory' | 'population'): Promise<void>;
  /** The newest message to an address sent after `since` that matches; waits up to 30 s. */
  message(to: string, since: number, channel?: 'email' | 'sms', saying?: RegExp): Promise<SentMessage>;
  /** The six digits of the newest message that has a code: notices of jobs may come in between. */
  code(to: string, since: number, channel?: 'email' | 'sms'): Promise<string>;
  cli(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  log(): string;
  stop(): Promise<void>;
}

function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the system ended by itself:\n${log()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await sleep(150);
  }
  throw new Error(`not ready in 60 s:\n${log()}`);
}

/**
 * Starts `src/main.ts` with its three relying parties as child processes, as a user would, and seeds `people`
 * accounts beside the demo people so that tests do not take each other's one-time codes.
 */
export async function startEcosystem({
  people = 12,
  env = {},
}: { people?: number; env?: Record<string, string> } = {}): Promise<Ecosystem> {
  const [database, redis] = await Promise.all([createTestDatabaseUrl({ empty: true }), createTestRedisUrl()]);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'asn-journey-'));
  const port = await freePortRow();
  const { NODE_OPTIONS: _dropped, ...inherited } = process.env;
  const settings: Record<string, string> = {
    ...(inherited as Record<string, string>),
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    ...env,
  };
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const issuer = `http://localhost:${port}`;
  const cleanUp = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 12_000);
      await ended;
      clearTimeout(late);
    }
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const cli = (...args: string[]) => run(['src/cli.ts', ...args], settings);
  let spare: TestPerson[] = [];
  try {
    await untilReady(issuer, child, () => output);
    if (people > 0) {
      const seeded = await cli('accounts', 'seed', '--count', String(people));
      if (seeded.code !== 0) throw new Error(`accounts seed failed: ${seeded.stderr}`);
      spare = seeded.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(','))
        .filter(([nip]) => /^\d{18}$/.test(nip ?? ''))
        .map(([nip = '', password = '', secret = '']) => ({ nip, password, app: authenticator(secret) }));
    }
  } catch (error) {
    await cleanUp();
    throw error;
  }
  const outbox = async (): Promise<SentMessage[]> => {
    const answer = await fetch(`${issuer}/dev/outbox`, { headers: { accept: 'application/json' } });
    return (await answer.json()) as SentMessage[];
  };
  const message: Ecosystem['message'] = async (to, since, channel, saying) => {
    const local = (address: string) => address.replace(/^\+62/, '0');
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      const found = (await outbox()).find(
        (sent) =>
          local(sent.to) === local(to) &&
          Date.parse(sent.sentAt) >= since &&
          (channel === undefined || sent.channel === channel) &&
          (saying === undefined || saying.test(`${sent.subject}\n${sent.text}`)),
      );
      if (found) return found;
      await sleep(150);
    }
    throw new Error(`no message${saying ? ` saying ${saying}` : ''} to ${to} within 30 s`);
  };
  // Not inside the token of a link.
  const sixDigits = /(?<![\w/-])\d{6}(?![\w-])/;
  return {
    issuer,
    myasn: `http://localhost:${port + 1}`,
    siasn: `http://localhost:${port + 2}`,
    ekinerja: `http://localhost:${port + 3}`,
    databaseUrl: database.url,
    pid: child.pid ?? 0,
    env: settings,
    person() {
      const next = spare.pop();
      if (!next) throw new Error('no seeded person left: ask startEcosystem for more people');
      return next;
    },
    outbox,
    async switchOutside(mode, system) {
      for (const name of system ? [system] : (['directory', 'population'] as const)) {
        const [, url] = new RegExp(`${name}Url\\W+(http://localhost:\\d+)`).exec(output) ?? [];
        if (!url) throw new Error(`the ${name} has not said where it is:\n${output}`);
        await switchOutside(url, mode);
      }
    },
    message,
    async code(to, since, channel) {
      const sent = await message(to, since, channel, sixDigits);
      const [code = '', ...others] = sent.text.match(new RegExp(sixDigits, 'g')) ?? [];
      if (others.length > 0) throw new Error(`more than one code in one message: ${sent.text}`);
      return code;
    },
    cli,
    log: () => output,
    stop: cleanUp,
  };
}
