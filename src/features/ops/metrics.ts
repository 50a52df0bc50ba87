import type { Middleware } from 'koa';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  /** Measures every request; stands before the features. */
  measure: Middleware;
  /** One question to a system of somebody else, with all its tries. */
  outside(system: string, outcome: string, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
}

/** Prometheus metrics of this process: Node's own, and the time requests take by route. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to its answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const outsideSeconds = new Histogram({
    name: 'outside_request_duration_seconds',
    help: 'Time a question to an outside system takes, all its tries together, by system and outcome',
    labelNames: ['system', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    outside: (system, outcome, took) => outsideSeconds.observe({ system, outcome }, took),
    async measure(ctx, next) {
      const start = performance.now();
      try {
        await next();
      } finally {
        const labels = {
          method: method(ctx.method),
          route: route(ctx),
          status: statusClass(ctx.status),
        };
        seconds.observe(labels, (performance.now() - start) / 1000);
      }
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE']);

/** Labels have few values whatever is asked of us: every value is memory here and in Prometheus. */
function method(name: string): string {
  return METHODS.has(name) ? name : 'other';
}

function statusClass(status: number): string {
  return `${Math.floor(status / 100)}xx`;
}

/** What we answer of the protocol before its library sees it (src/oidc: the logout, the way back from a sign-in). */
const BEFORE_LIBRARY = /^\/session\/end(?:\/confirm|\/success)?$|^\/auth\/[^/]+(?:\/switch)?$/;

/**
 * The pattern of the router that took the request, ours or the protocol's library's: a new route has its label by itself,
 * and what a visitor puts in the place of an identifier is never one.
 */
function route(ctx: { path: string; _matchedRoute?: unknown }): string {
  const { _matchedRoute: pattern, path } = ctx;
  if (typeof pattern === 'string') return pattern.replaceAll(/:\w+/g, ':uid');
  if (BEFORE_LIBRARY.test(path)) return path.replace(/^\/auth\/[^/]+/, '/auth/:uid');
  return path.startsWith('/assets/') ? '/assets' : 'unknown';
}
