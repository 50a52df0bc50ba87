import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { help } from '../../config/help.ts';
import { signinRoutes } from '../../src/features/signin/routes.ts';
import type { SigninDeps } from '../../src/features/signin/step.ts';
import { createMessages } from '../../src/messages.ts';
import { createAccountWatch } from '../../src/model/people/account-watch.ts';
import { createPools } from '../../src/model/pools.ts';
import { startProgress } from '../../src/model/progress.ts';
import type { AuthorizationInteraction, InteractionResult } from '../../src/oidc/interactions.ts';
import { randomToken, sha256 } from '../../src/platform/crypto.ts';
import { createHasher } from '../../src/platform/hashing.ts';
import { errorPages } from '../../src/platform/http/errors.ts';
import { createViews } from '../../src/platform/http/views.ts';
import { fixedClock, openTestKv } from './stores.ts';
import { openModel, plainCompose, start } from './model.ts';

export type FinishResult = InteractionResult;

/** An answer of the sign-in as a browser that follows nothing by itself sees it. */
export interface Answer {
  status: number;
  location: string | null;
  html: string;
  headers: Headers;
}

export interface TestBrowser {
  cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  post(path: string, fields: Record<string, string>): Promise<Answer>;
}

export interface SigninFixture extends Awaited<ReturnType<typeof openModel>> {
  kv: Awaited<ReturnType<typeof openTestKv>>;
  clock: ReturnType<typeof fixedClock>;
  issuer: string;
  results: Map<string, FinishResult>;
  /** Accounts whose sessions were all ended, and why. */
  ended: { accountId: string; reason: string }[];
  /** The provider's record is gone (resumed or expired), ours still there. */
  forget(uid: string): void;
  /** What the provider knows of it has changed, such as its session. */
  change(path: string, change: Partial<AuthorizationInteraction>): void;
  browser(): TestBrowser;
  /** A new authorization request of this browser; gives its path. */
  begin(browser: TestBrowser, change?: Partial<AuthorizationInteraction>): Promise<string>;
  outbox(): Promise<{ to: string; kind: string; text: string }[]>;
  audits(
    type?: string,
  ): Promise<{ type: string; account_id: string | null; details: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

/** The sign-in over HTTP on real stores; only the provider is replaced by a map of interactions. */
export async function openSignin(
  stores: { sql: 'postgres' | 'pglite'; kv: 'redis' | 'memory' } = { sql: 'postgres', kv: 'redis' },
  overrides: Partial<SigninDeps> = {},
): Promise<SigninFixture> {
  const clock = fixedClock(start);
  const [model, kv] = await Promise.all([openModel(stores.sql), openTestKv(stores.kv, clock.now)]);
  await model.hasher.close();
  const hasher = createHasher({ concurrency: 2, queueLimit: 100, now: clock.now, floorMs: 20 });
  const open = new Map<string, AuthorizationInteraction>();
  const results = new Map<string, FinishResult>();
  const ended: { accountId: string; reason: string }[] = [];
  const app = new Koa();
  const server = await listen(app);
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const messages = createMessages();
  const deps: SigninDeps = {
    db: model.db,
    kv,
    ring: model.ring,
    hasher,
    limits: kv.limits,
    pools: createPools({ kv, now: clock.now }),
    banners: { bannersFor: async () => [] },
    watch: createAccountWatch({ db: model.db, now: clock.now }),
    interactions: {
      load: async (_ctx: unknown, uid: string) => open.get(uid) ?? null,
    } as SigninDeps['interactions'],
    sessions: {
      async endAll(accountId, reason) {
        ended.push({ accountId, reason });
        return [];
      },
      async endParked() {},
    },
    messages,
    render: createViews({
      dir: new URL('../../views', import.meta.url).pathname,
      messages: messages as Parameters<typeof createViews>[0]['messages'],
      issuer,
      assets: { url: (name) => `/assets/x/${name}` },
      now: clock.now,
      shared: { help },
    }).render,
    compose: plainCompose,
    isCommonPassword: (password) => password.toLowerCase().startsWith('password'),
    now: clock.now,
    issuer,
    log: { warn: () => {} },
    listCaptchas: true,
    ...overrides,
  };
  mountApp(app, deps);

  const fixture: SigninFixture = {
    ...model,
    hasher,
    kv,
    clock,
    issuer,
    results,
    ended,
    forget: (uid) => void open.delete(uid),
    change(path, change) {
      const uid = path.split('/')[2] ?? '';
      const interaction = open.get(uid);
      if (interaction) open.set(uid, { ...interaction, ...change });
    },
    browser: () => makeBrowser(issuer),
    async begin(browser, change = {}) {
      const uid = randomToken(16);
      if (!browser.cookies.has('browser')) browser.cookies.set('browser', randomToken());
      const expiresAt = Math.floor(clock.now() / 1000) + 3600;
      const interaction = plainInteraction({ uid, expiresAt, issuer, results }, change);
      open.set(uid, interaction);
      const { id: clientId, initiateLoginUri } = interaction.client;
      const browserHash = sha256(browser.cookies.get('browser') ?? '');
      await startProgress(kv, uid, { browserHash, clientId, initiateLoginUri, expiresAt }, clock.now());
      return `/interaction/${uid}`;
    },
    async outbox() {
      const rows = await model.db
        .selectFrom('outbox')
        .select(['recipient as to', 'kind', 'text'])
        .orderBy('id')
        .execute();
      return rows;
    },
    async audits(type) {
      const rows = model.db.selectFrom('audit').select(['type', 'account_id', 'details']).orderBy('id');
      return (type === undefined ? rows : rows.where('type', '=', type)).execute();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await hasher.close();
      await kv.close();
      await model.close();
    },
  };
  return fixture;
}

function mountApp(app: Koa, deps: SigninDeps): void {
  app.use(async (ctx, next) => {
    Object.assign(ctx.state, {
      requestId: 'TEST-0001',
      nonce: 'test-nonce',
      locale: new URLSearchParams(ctx.querystring).get('lang') ?? 'id',
      address: ctx.get('x-test-address') || '192.0.2.7',
    });
    await next();
  });
  app.use(
    errorPages({
      show: (ctx, page) => void (ctx.body = page.code),
      report: ({ error }) => console.error(error),
    }),
  );
  app.use(signinRoutes(deps).routes());
}

/** Listens before the app is put together: its own address is one of the parts. */
function listen(app: Koa): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => void app.callback()(request, response));
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function plainInteraction(
  {
    uid,
    expiresAt,
    issuer,
    results,
  }: { uid: string; expiresAt: number; issuer: string; results: Map<string, FinishResult> },
  change: Partial<AuthorizationInteraction>,
): AuthorizationInteraction {
  return {
    uid,
    returnTo: `${issuer}/auth/${uid}`,
    expiresAt,
    prompt: 'login',
    reasons: ['no_session'],
    client: {
      id: 'myasn',
      name: 'MyASN',
      uri: 'http://localhost:3001',
      initiateLoginUri: 'http://localhost:3001/login',
      thirdParty: false,
      native: false,
    },
    params: { scope: ['openid'], acrValues: [], maxAge: null, prompts: [], loginHint: null, uiLocales: [] },
    requiredAcr: 'urn:asn:acr:2',
    act: null,
    session: null,
    missing: { password: true, secondFactor: true },
    consentScopes: [],
    async endSession() {},
    signedInHere: async () => null,
    signedInMeanwhile: async () => false,
    async finish(result) {
      results.set(uid, result);
      return `${issuer}/auth/${uid}`;
    },
    ...change,
  } as AuthorizationInteraction;
}

function makeBrowser(issuer: string): TestBrowser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie ? { cookie } : {}), 'user-agent': 'test', 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(issuer + path, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      cookies.set(name, value.join('='));
    }
    const html = await answer.text();
    return { status: answer.status, location: answer.headers.get('location'), html, headers: answer.headers };
  };
  return {
    cookies,
    get: (path) => send(path, {}),
    post: (path, fields) => send(path, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}

/** The texts of what was refused. */
export function alerts(html: string): string {
  return [...html.matchAll(/<(\w+)[^>]*role="alert"[^>]*>([\s\S]*?)<\/\1>/g)]
    .map(([, , inner]) => plainText(inner ?? ''))
    .join(' ')
    .trim();
}

export function heading(html: string): string {
  return plainText(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '');
}

export function plainText(html: string): string {
  return html
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Value of a form control. */
export function valueOf(html: string, name: string): string | null {
  const tag = [...html.matchAll(/<input[^>]*>/g)]
    .map(([found]) => found)
    .find((found) => found.includes(`name="${name}"`));
  return tag ? (/value="([^"]*)"/.exec(tag)?.[1] ?? '') : null;
}
