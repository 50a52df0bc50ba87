import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePortRow } from './ports.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Server {
  issuer: string;
  output(): string;
  /** Waits for the process to end by itself. */
  ended: Promise<number>;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
}

/** `src/main.ts` in a process of its own; does not wait for it to be ready. */
export async function launchServer(env: Record<string, string>, args: string[] = []): Promise<Server> {
  const port = env.PORT ?? String(await freePortRow());
  const child = spawn(process.execPath, ['--no-warnings', 'src/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', DEMO_APPS: 'off', ...env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    issuer: `http://localhost:${port}`,
    output: () => output,
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code ?? -1))),
    signal: (name) => void child.kill(name),
  };
}

/** Waits until a path answers with a status; fails with what was last seen. */
export async function until(url: string, status: number, seconds = 30): Promise<Response> {
  const deadline = Date.now() + seconds * 1000;
  let last = 'nothing';
  while (Date.now() < deadline) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => null);
    if (answer?.status === status) return answer;
    if (answer) await answer.body?.cancel();
    last = String(answer?.status ?? 'no answer');
    await sleep(100);
  }
  throw new Error(`${url} was ${last}, not ${status}, for ${seconds} s`);
}
