import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Koa from 'koa';
import { createMessages } from '../../src/messages.ts';
import { seedDemo } from '../../src/model/demo/seed.ts';
import { createAccountWatch } from '../../src/model/people/account-watch.ts';
import type { AccountWatch } from '../../src/model/people/account-watch.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import { createClients } from '../../src/oidc/clients.ts';
import type { Clients, Registration } from '../../src/oidc/clients.ts';
import type { AuthorizationInteraction, InteractionResult } from '../../src/oidc/interactions.ts';
import { createKeys } from '../../src/oidc/keys.ts';
import type { Keys } from '../../src/oidc/keys.ts';
import { createFederation } from '../../src/oidc/provider.ts';
import type { Federation } from '../../src/oidc/provider.ts';
import { DIRECTORY_SCOPE, directoryResource } from '../../src/oidc/resources.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import type { Db } from '../../src/platform/db.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import { errorPages } from '../../src/platform/http/errors.ts';
import { makeRequestId } from '../../src/platform/http/request-id.ts';
import { createAssets } from '../../src/platform/http/assets.ts';
import { createViews } from '../../src/platform/http/views.ts';
import { directoryApiRoutes } from '../../src/features/directory-api/routes.ts';
import { help } from '../../config/help.ts';
import { openMemoryKv } from '../../src/platform/kv-memory.ts';
import { openRedisKv } from '../../src/platform/kv-redis.ts';
import type { Kv } from '../../src/platform/kv.ts';
import { createLogger } from '../../src/platform/log.ts';
import { nips } from './model.ts';
import { createTestRedisUrl, openTestDatabase } from './stores.ts';

/** What the stand-in for the sign-in answers; null leaves the interaction open. */
export type Answer = (interaction: AuthorizationInteraction) => InteractionResult | null;

export interface TestFederation {
  issuer: string;
  db: Db;
  kv: Kv;
  watch: AccountWatch;
  clients: Clients;
  keys: Keys;
  federation: Federation;
  /** Ids of the demo people who have an account. */
  people: { budi: string; siti: string };
  /** Every interaction that was begun, newest last. */
  seen: AuthorizationInteraction[];
  answer: Answer;
  /** Signs in as this account, with password and authenticator as far as they are asked for. */
  signIn(accountId: string, more?: { shared?: boolean; epoch?: number; ago?: number }): Answer;
  /** Commands to the store since the last look, by name. */
  commands(): string[];
  /** The clock of everything but the library itself, which reads the system's. */
  clock: { now(): number; advance(seconds: number): void };
  log: Record<string, unknown>[];
  register(registration: Registration): Promise<string | null>;
  stop(): Promise<void>;
}

export interface FederationOptions {
  database?: 'postgres' | 'pglite';
  kv?: 'redis' | 'memory';
  /** A smaller limit than the policy's, so that a test reaches it. */
  startsPerAddress?: number;
}

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The provider by itself, with the demo's people; a stand-in for the sign-in finishes each interaction at once. */
export async function startFederation({
  database = 'postgres',
  kv: store = 'redis',
  startsPerAddress,
}: FederationOptions = {}): Promise<TestFederation> {
  let ahead = 0;
  const clock = {
    now: () => Date.now() + ahead,
    advance: (seconds: number) => void (ahead += seconds * 1000),
  };
  const names: string[] = [];
  const [opened, kv] = await Promise.all([openTestDatabase(database), openKv(store, clock.now, names)]);
  const { db } = opened;
  const { now } = clock;
  const ring = createKeyRing([randomBytes(32).toString('base64')]);
  const hasher = createHasher({ concurrency: 1, queueLimit: 10, now });
  await seedDemo({ db, ring, hasher, now: now() });
  await hasher.close();
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', () => resolve()));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const log: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) };
  const clients = createClients({ db, ring, now, production: false });
  const keys = createKeys({ db, ring, now });
  const watch = createAccountWatch({ db, now });
  const messages = createMessages();
  const assets = createAssets(root('public'));
  const { render, renderPage } = createViews({
    dir: root('views'),
    messages,
    issuer,
    assets,
    now,
    shared: { help },
  });
  const cookieKeys = [randomBytes(32).toString('base64url')];
  const federation = await createFederation({
    ...{ db, kv, ring, watch, clients, keys, issuer, cookieKeys, now, render, renderPage },
    production: false,
    ...(startsPerAddress === undefined ? {} : { startsPerAddress }),
    log: createLogger({ level: 'info', destination }),
  });
  const [budi, siti] = await Promise.all([
    findSigninAccount(db, nips.budi),
    findSigninAccount(db, nips.siti),
  ]);
  const people = { budi: budi?.id ?? '', siti: siti?.id ?? '' };
  const signIn: TestFederation['signIn'] =
    (accountId, { shared = false, epoch = 1, ago = 0 } = {}) =>
    (interaction) => {
      const at = Math.floor(now() / 1000) - ago;
      const { missing, session, prompt } = interaction;
      if (prompt === 'consent') return { consent: true };
      const anew = session === null || session.accountId !== accountId;
      const whole = anew || (missing.password && missing.secondFactor);
      const factors = {
        ...(missing.password || anew ? { pwd: at } : {}),
        ...(missing.secondFactor || anew ? { otp: at } : {}),
      };
      return { login: { accountId, factors, epoch, shared, whole } };
    };
  const test: TestFederation = {
    ...{ issuer, db, kv, watch, clients, keys, federation, people, clock, log, signIn },
    seen: [],
    answer: signIn(people.budi),
    commands: () => names.splice(0),
    async register(registration) {
      const outcome = await clients.put(registration, { actor: 'system' });
      if (outcome.kind === 'refused') throw new Error(outcome.reason);
      return (outcome.metadata.client_secret as string | undefined) ?? null;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await kv.close();
      await opened.close();
    },
  };
  server.on('request', app(test, cookieKeys).callback());
  return test;
}

async function openKv(kind: 'redis' | 'memory', now: () => number, names: string[]): Promise<Kv> {
  if (kind === 'memory') return openMemoryKv({ now });
  const { url } = await createTestRedisUrl();
  return openRedisKv({ url, now, onCommand: (name) => void names.push(name) });
}

function app(test: TestFederation, cookieKeys: string[]): Koa {
  const koa = new Koa({ keys: cookieKeys });
  koa.silent = true;
  koa.use(async (ctx, next) => {
    Object.assign(ctx.state, {
      requestId: makeRequestId(),
      nonce: 'nonce',
      locale: 'id',
      address: ctx.get('x-test-address') || '192.0.2.7',
    });
    await next();
  });
  koa.use(
    errorPages({
      show: (ctx, { code, status }) => void (ctx.body = `error page ${status} ${code}`),
      report: ({ error }) => void test.log.push({ level: 50, error: String(error) }),
    }),
  );
  koa.use(async (ctx, next) => {
    const uid = /^\/interaction\/([^/]+)$/.exec(ctx.path)?.[1];
    if (uid === undefined) return next();
    const interaction = await test.federation.interactions.load(ctx, uid);
    if (interaction) test.seen.push(interaction);
    if (ctx.method === 'POST') await interaction?.endSession();
    const result = interaction ? test.answer(interaction) : null;
    if (!interaction || !result) return void (ctx.body = interaction ? 'open' : 'gone');
    ctx.status = 303;
    ctx.set('Location', await interaction.finish(result));
  });
  koa.use(async (ctx, next) => {
    if (ctx.path !== '/portal') return next();
    const session = await test.federation.sessions.current(ctx);
    if (ctx.query.end !== undefined && session) {
      ctx.body = await test.federation.sessions.end(ctx, session, 'portal');
      return;
    }
    ctx.body = { session };
  });
  const { db, federation } = test;
  const demand = { audience: directoryResource(test.issuer), scope: DIRECTORY_SCOPE };
  const directory = directoryApiRoutes({ db, demand, federation });
  koa.use(directory.routes() as Koa.Middleware);
  koa.use(test.federation.middleware);
  return koa;
}
