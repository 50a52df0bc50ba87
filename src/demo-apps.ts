import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DemoAppsOptions {
  issuer: string;
  urls: { myasn: string; siasn: string; ekinerja: string };
  siasnClientSecret: string;
  dataDir: string;
  /** The employee directory and the population register beside them; null where others are set. */
  outside: OutsideTokens | null;
  onLine: (line: string) => void;
}

interface OutsideTokens {
  /** The ports they would like; where those are taken they have others. */
  ports: { directory: number; population: number };
  tokens: { directory: string; population: string };
}

interface Place {
  url: string;
  token: string;
}

export interface DemoApps {
  /** Where the outside systems of the demo are; null: not there (yet). */
  outside(): { directory: Place; population: Place } | null;
  /** Whether all of them answer. */
  listening(): Promise<boolean>;
  /** Why they never came up at all, e.g. a port that is taken; null: they have, or still may. */
  fault(): string | null;
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '..');
const RESTART_MS = 1_000;
const STOP_MS = 6_000;

/**
 * The three relying parties and the outside systems of the demo, in one process of their own: they share nothing with the provider but
 * HTTP. Started again where they die by themselves.
 */
export function startDemoApps(options: DemoAppsOptions): DemoApps {
  let lastLine = 'no reason given';
  const onLine = (line: string) => {
    lastLine = line;
    options.onLine(line);
  };
  let places: Places | null = null;
  const onPlaces = (told: Places) => void (places = told);
  let child = launch({ ...options, onLine }, onPlaces);
  let stopping = false;
  let everListened = false;
  let fault: string | null = null;
  watch(child);

  function watch(current: ChildProcess): void {
    current.once('close', (code) => {
      places = null;
      if (stopping) return;
      if (!everListened) fault = lastLine;
      options.onLine(`the relying parties ended (${code ?? 'signal'}); starting them again`);
      setTimeout(restart, RESTART_MS).unref();
    });
  }

  function restart(): void {
    if (stopping) return;
    child = launch({ ...options, onLine }, onPlaces);
    watch(child);
  }

  return {
    async listening() {
      const all = (await Promise.all(Object.values(options.urls).map(answers))).every(Boolean);
      everListened ||= all;
      return all;
    },
    fault: () => fault,
    outside() {
      const { outside } = options;
      if (!outside || !places) return null;
      return {
        directory: { url: places.directoryUrl, token: outside.tokens.directory },
        population: { url: places.populationUrl, token: outside.tokens.population },
      };
    },
    async stop() {
      stopping = true;
      await end(child);
    },
  };
}

/** Which ports they got. */
interface Places {
  directoryUrl: string;
  populationUrl: string;
}

/** What they are told; nothing of ours besides, so neither keys nor the address of a database. */
function launch(
  { issuer, urls, siasnClientSecret, dataDir, outside, onLine }: DemoAppsOptions,
  onPlaces: (places: Places) => void,
): ChildProcess {
  const child = spawn(process.execPath, ['--no-warnings', path.join(ROOT, 'demo/main.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      ISSUER: issuer,
      MYASN_URL: urls.myasn,
      SIASN_URL: urls.siasn,
      EKINERJA_URL: urls.ekinerja,
      SIASN_CLIENT_SECRET: siasnClientSecret,
      DEMO_DATA_DIR: path.join(dataDir, 'demo'),
      ...outsideEnvironment(outside),
    },
    // The channel closes when this process dies, however it dies: the child then ends by itself.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk: Buffer) => eachLine(chunk, onLine));
  child.stderr?.on('data', (chunk: Buffer) => eachLine(chunk, onLine));
  child.on('message', (message) => onPlaces(message as Places));
  child.once('error', (error) => onLine(`the relying parties did not start: ${error.message}`));
  return child;
}

function outsideEnvironment(outside: OutsideTokens | null): Record<string, string> {
  if (!outside) return {};
  return {
    DIRECTORY_PORT: String(outside.ports.directory),
    POPULATION_PORT: String(outside.ports.population),
    DIRECTORY_TOKEN: outside.tokens.directory,
    POPULATION_TOKEN: outside.tokens.population,
  };
}

function eachLine(chunk: Buffer, onLine: (line: string) => void): void {
  for (const line of chunk.toString().split('\n')) if (line.trim() !== '') onLine(line);
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = new AbortController();
  const killed = sleep(STOP_MS, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await Promise.race([ended, killed]);
  await ended;
  late.abort();
}
