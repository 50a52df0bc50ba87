import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { policy } from '../../config/policy.ts';
import { createMessages } from '../../src/messages.ts';
import { createAssets } from '../../src/platform/http/assets.ts';
import { securityHeaders } from '../../src/platform/http/headers.ts';
import { stateOf } from '../../src/platform/http/state.ts';
import { createViews, type Views } from '../../src/platform/http/views.ts';
import { NOW, samples, shared, type AnySample } from './samples.ts';

const root = new URL('../../', import.meta.url).pathname;
export const assets = createAssets(`${root}public`);

/** The views as the application makes them, with a clock that stands still. */
export function sampleViews(): Views {
  const messages = createMessages();
  return createViews({
    dir: `${root}views`,
    messages,
    issuer: 'http://localhost:3000',
    assets,
    now: () => NOW,
    shared: { ...shared, sessionWarnMs: policy.sessionEnd.warnSeconds * 1000 },
  });
}

export function sampleOf(name: string): AnySample | undefined {
  return samples.find((sample) => sample.name === name);
}

/** Starts the gallery on a free port of this machine. */
export async function openGallery(): Promise<{ origin: string; close: () => void }> {
  const server = createServer(gallery().callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><rect width="128" height="128" fill="#146c43"/></svg>';

/** A small server with every sample at `/<name>`, under the security headers of the real one. */
function gallery(): Koa {
  const { render } = sampleViews();
  const app = new Koa();
  app.use(securityHeaders({ https: false }));
  app.use(assets.middleware);
  app.use((ctx) => {
    // What a form posted comes back as it was sent, for the tests of the scripts.
    if (ctx.method === 'POST') {
      ctx.body = ctx.req;
      return;
    }
    // What the warning before the end of a session asks of the server: it still lasts for a moment.
    if (ctx.path === '/portal/session') {
      ctx.body = { idle: 90_000, end: 18_000_000 };
      return;
    }
    // The logos of relying parties, which the samples only name.
    if (/^\/(?:admin\/requests\/[^/]+\/)?logo\b/.test(ctx.path)) {
      ctx.type = 'image/svg+xml';
      ctx.body = LOGO;
      return;
    }
    const sample = sampleOf(ctx.path.slice(1));
    stateOf(ctx).locale = ctx.query['lang'] === 'en' ? 'en' : 'id';
    if (sample) render(ctx, sample.view, sample.locals);
  });
  return app;
}
