import { randomBytes } from 'node:crypto';
import { policy } from '../../config/policy.ts';
import { seedDemo } from '../../src/model/demo/seed.ts';
import type { SentMessage } from '../../src/model/outbox.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import type { KeyRing } from '../../src/platform/crypto.ts';
import type { Db } from '../../src/platform/db.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import { listen } from '../../src/platform/http/server.ts';
import type { Kv } from '../../src/platform/kv.ts';
import type { Limits } from '../../src/platform/limits.ts';
import { createLogger } from '../../src/platform/log.ts';
import { readSettings } from '../../src/settings.ts';
import type { Settings } from '../../src/settings.ts';
import { createSystem } from '../../src/system.ts';
import type { System } from '../../src/system.ts';
import { startOutside } from './outside.ts';
import type { TestOutside } from './outside.ts';
import { freePortRow } from './ports.ts';
import { openTestDatabase, openTestKv } from './stores.ts';

export interface TestApp {
  issuer: string;
  settings: Settings;
  system: System;
  db: Db;
  kv: Kv & { limits: Limits };
  ring: KeyRing;
  /** Real time, moved forward by `advance`: the provider's own library reads the system's clock. */
  clock: { now(): number; advance(seconds: number): void };
  outbox(): Promise<SentMessage[]>;
  captchas(): Promise<Record<string, unknown>[]>;
  /** The demo's employee directory and population register, and the switch of their moods. */
  outside: TestOutside;
  /** Lines of the log, as parsed JSON. */
  log: Record<string, unknown>[];
  stop(): Promise<void>;
}

export interface TestAppOptions {
  database?: 'postgres' | 'pglite';
  kv?: 'redis' | 'memory';
  /** More environment variables, as an operator would set them. */
  env?: Record<string, string>;
}

/** The whole application in this process, with the demo's people, on stores of its own; no relying parties. */
export async function startApp({
  database = 'postgres',
  kv = 'redis',
  env = {},
}: TestAppOptions = {}): Promise<TestApp> {
  const clock = movableClock();
  const log: Record<string, unknown>[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) },
  });
  const outside = await startOutside();
  const settings = await testSettings({ ...outside.env, ...env });
  const [opened, openedKv] = await Promise.all([openTestDatabase(database), openTestKv(kv, clock.now)]);
  const ring = createKeyRing(settings.secretsKeys ?? []);
  const hasher = createHasher({ concurrency: 2, queueLimit: policy.hashing.queueLimit, now: clock.now });
  await seedDemo({ db: opened.db, ring, hasher, now: clock.now() });
  const close = async () => {
    await Promise.all([openedKv.close(), hasher.close()]);
    await opened.close();
  };
  const stores = { database: opened, kv: openedKv, limits: openedKv.limits, ring, hasher, close };
  const secrets = {
    secretsKeys: settings.secretsKeys ?? [],
    cookieKeys: settings.cookieKeys ?? [],
    siasnClientSecret: 'test-only-siasn-client-secret',
  };
  const system = await createSystem({ settings, secrets, stores, apps: null, now: clock.now, log: logger });
  const listener = await listen(system.handler, 'localhost', settings.port);
  system.startJobs();
  const { issuer } = settings;
  const json = async <T>(path: string) =>
    (await (await fetch(issuer + path, { headers: { accept: 'application/json' } })).json()) as T;
  return {
    issuer,
    settings,
    system,
    db: opened.db,
    kv: openedKv,
    ring,
    clock,
    outside,
    log,
    outbox: () => json<SentMessage[]>('/dev/outbox'),
    captchas: () => json<Record<string, unknown>[]>('/dev/captcha'),
    async stop() {
      await listener.stop(500);
      await system.stop();
      await Promise.all([close(), outside.stop()]);
    },
  };
}

function movableClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (seconds: number) => void (ahead += seconds * 1000),
  };
}

async function testSettings(env: Record<string, string>): Promise<Settings> {
  const outcome = readSettings({
    PORT: String(await freePortRow()),
    DEMO_APPS: 'off',
    SECRETS_KEY: randomBytes(32).toString('base64'),
    COOKIE_KEYS: randomBytes(32).toString('base64url'),
    ...env,
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}
