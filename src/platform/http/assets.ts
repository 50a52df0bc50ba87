import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Middleware } from 'koa';

export interface Assets {
  /** The address of a file of `public/`, with the hash of what is in it. */
  url(name: string): string;
  middleware: Middleware;
}

interface Asset {
  url: string;
  type: string;
  body: Buffer;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves the few small files of `public/` from memory. The address holds a hash of the content, so a browser may
 * keep it for ever and an upgrade is seen at once; an old hash still answers (a page from before a deployment, an
 * old node behind the same balancer), but is not to be kept.
 */
export function createAssets(dir: string): Assets {
  const files = new Map<string, Asset>(readdirSync(dir).flatMap((name) => read(dir, name)));
  return {
    url: (name) => files.get(name)?.url ?? missing(name),
    middleware: async (ctx, next) => {
      const name = /^\/assets\/[\w-]+\/([\w.-]+)$/.exec(ctx.path)?.[1];
      const file = name === undefined ? undefined : files.get(name);
      if (!file || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
      ctx.set('Cache-Control', ctx.path === file.url ? 'public, max-age=31536000, immutable' : 'no-cache');
      ctx.type = file.type;
      ctx.body = file.body;
    },
  };
}

function read(dir: string, name: string): [string, Asset][] {
  const type = TYPES[extname(name)];
  if (type === undefined) return [];
  const body = readFileSync(join(dir, name));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return [[name, { url: `/assets/${hash}/${name}`, type, body }]];
}

function missing(name: string): never {
  throw new Error(`public/ has no file ${name}`);
}
