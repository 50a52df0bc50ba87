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
          route: route(ctx.path, ctx.status),
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

const ROUTES = new Set([
  ...[
    '/',
    '/portal',
    '/portal/callback',
    '/portal/step-up',
    '/portal/logout',
    '/portal/favourites',
    '/interaction/cookies',
    '/interaction/link',
  ],
  ...[
    '/register',
    '/forgot-password',
    '/reset-mfa',
    '/help',
    '/help/nip',
    '/account',
    '/api/directory/me',
    '/api/requests',
  ],
  ...[
    '/register/status',
    '/register/verify',
    '/register/password',
    '/register/object',
    '/activate',
    '/forgot-password/verify',
    '/reset-password',
  ],
  ...[
    '/reset-mfa/verify',
    '/reset-mfa/cancel',
    '/reset-mfa/cancel/done',
    '/reset-mfa/open',
    '/reset-mfa/status',
    '/reset-mfa/people',
    '/bukan-saya',
    '/bukan-saya/done',
    '/account/undo',
    '/account/undo/done',
    '/account/contacts/email',
    '/account/contacts/email/verify',
    '/account/contacts/phone',
    '/account/contacts/phone/verify',
    '/help/case',
    '/help/case/verify',
    '/help/correction',
  ],
  ...[
    '/account/password',
    '/account/recovery-codes',
    '/account/recovery-codes/new',
    '/account/recovery-codes/confirm',
    '/account/passkeys',
    '/account/passkeys/add',
    '/account/passkeys/new',
    '/account/passkeys/later',
    '/account/proof',
    '/account/sessions',
    '/account/sessions/end-others',
    '/account/applications',
  ],
  ...[
    '/admin/requests',
    '/admin/officers',
    '/admin/officers/grant',
    '/admin/keys',
    '/admin/lockouts',
    '/admin/lockouts/end',
    '/admin/outbox',
    '/admin/emergency',
  ],
  ...['/helpdesk', '/agency', '/admin', '/healthz', '/readyz', '/metrics', '/dev/outbox', '/dev/captcha'],
  ...[
    '/agency/coverage.csv',
    '/agency/people',
    '/agency/letters',
    '/agency/letters/new',
    '/confirm-contact',
    '/confirm-contact/done',
  ],
  ...['/agency/registrations', '/agency/corrections', '/agency/approvals'],
  ...['/helpdesk/person', '/helpdesk/approvals'],
  ...['/admin/clients', '/admin/clients/new', '/admin/banners'],
  ...['/auth', '/request', '/token', '/token/introspection', '/token/revocation', '/me', '/jwks'],
  ...['/session/end', '/session/end/confirm', '/session/end/success', '/.well-known/openid-configuration'],
]);

/** One identifier after these is no label; nor is a file of it. */
const WITH_IDENTIFIER = new RegExp(
  '^/(interaction(?:/link)?|auth|activate|register/(?:status|object)|reset-password|reset-mfa/(?:open|cancel)|bukan-saya|account/undo|help/(?:case|correction)' +
    '|confirm-contact|agency/(?:people|letters|registrations|corrections|approvals)|helpdesk/(?:cases|approvals)|admin/(?:clients|banners)|logo)/[^/]+' +
    '(/edit|/remove|/secret(?:/show)?|/logo|/claims|/logouts|/end|/switch|/answer|/close|/contact/(?:email|phone)|/reset|/print|/person|/code|/withdraw|/acts/[a-z-]{1,24}|/files(?=/))?' +
    '(?:(?<=/files)/[^/]+)?$',
);

function route(path: string, status: number): string {
  if (status === 404 || status === 421 || status === 400) return 'unknown';
  if (ROUTES.has(path)) return path;
  const [, area, act = ''] = WITH_IDENTIFIER.exec(path) ?? [];
  if (area !== undefined) return `/${area}/:uid${act}`;
  return path.startsWith('/assets/') ? '/assets' : 'unknown';
}
