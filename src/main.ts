import './quiet-runtime.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoApps } from './demo-apps.ts';
import type { DemoApps } from './demo-apps.ts';
import { emptyDataDir, keepAnchor as keepAnchorIn } from './data-dir.ts';
import { randomToken } from './platform/crypto.ts';
import { listen } from './platform/http/server.ts';
import type { Listener } from './platform/http/server.ts';
import { createLogger } from './platform/log.ts';
import type { Logger } from './platform/log.ts';
import { secretsOf } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { openStores } from './stores.ts';
import { createSystem } from './system.ts';
import { welcome } from './welcome.ts';

/** The contract allows ten seconds; what is still running after eight is cut off. */
const PATIENCE_MS = 8_000;

export interface Running {
  port: number;
  /** Resolves once the relying parties listen too; at once where there are none of ours. */
  complete(): Promise<void>;
  /** Where the demo's outside systems are, for whoever wants to switch them; null: somebody else's, or none. */
  outside(): { directory: string; population: string } | null;
  stop(): Promise<void>;
}

/** Settings → stores → provider → application, listening. The relying parties of the demo start meanwhile. */
export async function start(settings: Settings, log: Logger): Promise<Running> {
  const now = () => Date.now();
  const secrets = await secretsOf(settings);
  const apps = settings.demoApps ? startApps(settings, secrets, log) : null;
  try {
    const stores = await openStores({ settings, secrets, now, log });
    const demo = settings.mode === 'demo';
    const keepAnchor = (head: object) => keepAnchorIn(settings.dataDir, head);
    const system = await createSystem({
      settings,
      secrets,
      stores,
      apps,
      now,
      log,
      ...(demo && { keepAnchor }),
    });
    const listener = await listen(system.handler, settings.host, settings.port);
    system.startJobs();
    return {
      port: listener.port,
      complete: () => untilListening(apps),
      outside() {
        const places = apps?.outside();
        return places ? { directory: places.directory.url, population: places.population.url } : null;
      },
      stop: () => stopAll({ listener, system, stores, apps }),
    };
  } catch (error) {
    await apps?.stop();
    throw error;
  }
}

async function untilListening(apps: DemoApps | null): Promise<void> {
  if (!apps) return;
  while (!(await apps.listening())) {
    const fault = apps.fault();
    if (fault !== null) throw notStarting(fault);
    await sleep(100);
  }
}

function notStarting(fault: string): Error {
  const code = fault.includes('EADDRINUSE') ? 'EADDRINUSE' : 'relying_parties';
  return Object.assign(new Error(`the relying parties do not start: ${fault}`), { code });
}

function startApps(settings: Settings, { siasnClientSecret }: Secrets, log: Logger): DemoApps {
  const { issuer, relyingParties: urls, dataDir, port } = settings;
  // Beyond the four of the contract; set by the environment, others are asked and ours stay away.
  const outside =
    settings.directory && settings.population
      ? null
      : {
          ports: { directory: port + 10, population: port + 11 },
          tokens: { directory: randomToken(), population: randomToken() },
        };
  const onLine = (line: string) => log.info({ line }, 'relying parties');
  return startDemoApps({ issuer, urls, siasnClientSecret, dataDir, outside, onLine });
}

interface Parts {
  listener: Listener;
  system: { stop(): Promise<void> };
  stores: { close(): Promise<void> };
  apps: DemoApps | null;
}

/** In-flight requests first: they still need everything below them. */
async function stopAll({ listener, system, stores, apps }: Parts): Promise<void> {
  await Promise.all([listener.stop(PATIENCE_MS), apps?.stop()]);
  await system.stop();
  await stores.close();
}

/** A promise that nobody waited for is a fault of ours to mend, not a reason to throw everybody out. */
function surviveStrayRejections(log: Logger): void {
  process.on('unhandledRejection', (error) => {
    log.error(
      { reason: String(error), stack: (error as { stack?: string } | null)?.stack },
      'stray rejection',
    );
  });
}

function endOnSignal(running: Running, log: Logger): void {
  let ending = false;
  const end = (signal: string) => {
    // A second Ctrl-C: whoever presses it means it.
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'stopping');
    const late = setTimeout(() => process.exit(1), PATIENCE_MS + 1_500);
    void running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ reason: String(error) }, 'did not stop cleanly');
        process.exit(1);
      },
    );
    late.unref();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

async function main(argv: string[]): Promise<void> {
  const outcome = readSettings(process.env);
  if (outcome.kind === 'refused') {
    console.error(`Not started. ${outcome.problems.length} setting(s) are missing or unsafe:`);
    for (const problem of outcome.problems) console.error(`  ${problem}`);
    process.exit(1);
  }
  const { settings } = outcome;
  if (argv.includes('--fresh')) await fresh(settings);
  const log = createLogger({ level: settings.logLevel });
  try {
    const running = await start(settings, log);
    endOnSignal(running, log);
    surviveStrayRejections(log);
    log.info({ issuer: settings.issuer, port: running.port }, 'listening');
    await running.complete().catch(async (error: unknown) => {
      await running.stop();
      throw error;
    });
    if (settings.mode === 'demo') console.log(welcome(settings, running.outside()));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    console.error(`Not started: ${EXPLAINED[code ?? ''] ?? message ?? String(error)}`);
    if (!EXPLAINED[code ?? '']) log.error({ stack: (error as { stack?: string }).stack }, 'start failed');
    process.exit(1);
  }
}

const EXPLAINED: Record<string, string> = {
  EADDRINUSE: 'the port is taken. Another PORT moves all four, e.g. PORT=4000 npm start',
  data_in_use: 'another server uses the same DATA_DIR. Stop it, or set another DATA_DIR',
  demo_database:
    'this database holds demo people or accounts made for benchmarks; production needs one of its own',
};

async function fresh(settings: Settings): Promise<void> {
  if (settings.mode === 'production' || settings.databaseUrl) {
    console.error('Not started: --fresh is for the embedded store; empty your own database yourself');
    process.exit(1);
  }
  try {
    await emptyDataDir(settings.dataDir);
  } catch (error) {
    console.error(`Not started: ${EXPLAINED[(error as { code?: string }).code ?? ''] ?? String(error)}`);
    process.exit(1);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
