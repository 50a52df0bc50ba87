import type { Context, Middleware, Next } from 'koa';
import mount from 'koa-mount';
import { Provider } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { sameOriginPosts } from '../platform/http/csrf.ts';
import { createLimits } from '../platform/limits.ts';
import { RETRY_AFTER_SECONDS, storeAway } from '../platform/http/errors.ts';
import { verifyAccessToken, verifyClientToken } from './access-token.ts';
import type { ClientTokenVerdict, TokenDemand, TokenVerdict } from './access-token.ts';
import { keepClientErrors } from './client-errors.ts';
import { providerConfiguration } from './configuration.ts';
import type { ConfigurationDeps } from './configuration.ts';
import type { FederationDeps } from './context.ts';
import { createBrowserBinding } from '../platform/http/browser-binding.ts';
import { settleEvents } from './event-outcomes.ts';
import { isForMachines } from './errors.ts';
import { createInteractions } from './interactions.ts';
import type { Interactions } from './interactions.ts';
import { logoutEndpoint } from './logout.ts';
import { retryLogouts } from './logout-deliveries.ts';
import { extendModels } from './models.ts';
import { listen } from './provider-events.ts';
import { createRequestMemo } from './request-memo.ts';
import { guardResume } from './resume.ts';
import { settleSession } from './settle-session.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { Keys, SigningKeys } from './keys.ts';

export type { FederationDeps } from './context.ts';

export interface Federation {
  /** The protocol's endpoints; passes on whatever is not theirs. */
  middleware: Middleware;
  provider(): Provider;
  /** Sees changed keys and clients now, rather than within 30 seconds. */
  refresh(): Promise<void>;
  interactions: Interactions;
  sessions: Sessions;
  /** Tries failed back-channel logouts that are due; gives how many arrived. */
  retryLogouts(): Promise<number>;
  authorizationEndpoint(): string;
  /** The signing keys, for whoever shows or rotates them. */
  keys: Keys;
  /** For resource servers of ours. */
  verifyAccessToken(ctx: Context, demand: TokenDemand): Promise<TokenVerdict>;
  /** The same, where a back end speaks for itself. */
  verifyClientToken(ctx: Context, demand: TokenDemand): Promise<ClientTokenVerdict>;
}

interface Generation {
  version: string;
  keys: SigningKeys;
  provider: Provider;
  middleware: Middleware;
}

/**
 * The OpenID provider. Keys cannot be changed in a running library instance, so a new one is built and swapped in when
 * they do; requests on the way finish with the one they began with.
 */
export async function createFederation(deps: FederationDeps): Promise<Federation> {
  const shared: ConfigurationDeps = {
    ...deps,
    memo: createRequestMemo(),
    browsers: createBrowserBinding(deps.issuer),
    starts: createLimits({}),
  };
  const generations = await createGenerations(shared);
  const provider = () => generations.current().provider;
  const ownPage = sameOriginPosts({ issuer: deps.issuer }) as (ctx: Context, next: Next) => Promise<void>;
  const inner = { ...shared, provider, ownPage };
  const resume = guardResume(inner);
  const logout = logoutEndpoint(inner);
  const protocol = async (ctx: Context, next: Next) => {
    await generations.renew();
    await library(shared, ctx, { generation: generations.current(), next });
  };
  const publicKeys = () => ({ keys: generations.current().keys.jwks.keys.map(publicPart) });
  return {
    middleware: (ctx, next) =>
      shared.memo.run(() => logout(ctx, () => resume(ctx, () => protocol(ctx, next)))) as Promise<void>,
    provider,
    async refresh() {
      deps.clients.forget();
      await generations.renew(true);
    },
    interactions: createInteractions(inner),
    sessions: createSessions(inner),
    keys: deps.keys,
    retryLogouts: () => retryLogouts(inner),
    authorizationEndpoint: () => provider().urlFor('authorization'),
    async verifyAccessToken(ctx, demand) {
      await generations.renew();
      return verifyAccessToken({ ...deps, publicKeys }, ctx, demand);
    },
    async verifyClientToken(ctx, demand) {
      await generations.renew();
      return verifyClientToken({ ...deps, publicKeys }, ctx, demand);
    },
  };
}

/** The current instance; looked at anew every 30 seconds, when a request comes. */
async function createGenerations(deps: ConfigurationDeps) {
  await deps.keys.ensure();
  let current = generation(deps, await deps.keys.load());
  let checkedAt = deps.now();
  let running: Promise<void> | null = null;

  async function renew(): Promise<void> {
    try {
      const keys = await deps.keys.load();
      if (keys.version !== current.version) current = generation(deps, keys);
    } catch (error) {
      // The keys we have are still good: signing goes on while the database is away.
      deps.log.warn({ err: error }, 'the signing keys could not be read');
    }
    checkedAt = deps.now();
  }

  return {
    current: () => current,
    async renew(force = false): Promise<void> {
      const age = deps.now() - checkedAt;
      if (!force && age >= 0 && age < policy.caches.keysSeconds * 1000) return;
      running ??= renew().finally(() => (running = null));
      await running;
    },
  };
}

function generation(deps: ConfigurationDeps, keys: SigningKeys): Generation {
  const provider = new Provider(deps.issuer, providerConfiguration(deps, keys));
  // Where a proxy stands before us the parent app decides whom to trust; cookies follow the issuer.
  provider.proxy = true;
  extendModels(provider, deps);
  listen(provider, deps);
  keepClientErrors(provider, deps);
  return { version: keys.version, keys, provider, middleware: mount(provider) };
}

/** The library answers every fault by itself; where a store is away that must be our 503 instead. */
async function library(
  deps: ConfigurationDeps,
  ctx: Context,
  { generation: { middleware }, next }: { generation: Generation; next: Next },
): Promise<void> {
  await middleware(ctx, next);
  const lost = await deps.memo.settled();
  const failure = lost ?? (await settleEvents(ctx));
  if (failure === undefined || (lost === undefined && !storeAway(failure))) return settleSession(deps, ctx);
  for (const name of ctx.res.getHeaderNames())
    if (name === 'location' || name === 'set-cookie') ctx.remove(name);
  ctx.body = null;
  if (!isForMachines(ctx) || !storeAway(failure)) throw failure;
  deps.log.warn({ err: failure, path: ctx.path }, 'store away');
  ctx.status = 503;
  ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
  ctx.body = { error: 'temporarily_unavailable', error_description: 'try again in a moment' };
}

const PRIVATE = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi']);

function publicPart(jwk: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => !PRIVATE.has(name)));
}
