import { randomBytes } from 'node:crypto';
import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

/**
 * Security headers of every answer. Set before anything else runs, since the provider adds the hash of its inline
 * script (response_mode=form_post) to the policy that it finds.
 *
 * There is no `form-action`: browsers apply it to the redirects after a POST too, and a sign-in ends at a relying
 * party. Referrer-Policy is `same-origin`, not `no-referrer`: with the latter a browser without Fetch Metadata
 * sends `Origin: null` with our own forms, and they would be refused.
 */
export function securityHeaders({ https }: { https: boolean }): Middleware {
  return async (ctx, next) => {
    const nonce = randomBytes(16).toString('base64url');
    stateOf(ctx).nonce = nonce;
    ctx.set({
      'Content-Security-Policy': contentPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      'Cache-Control': 'no-store',
      ...(https ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
    });
    await next();
  };
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
