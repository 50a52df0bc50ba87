import Koa from 'koa';
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
    shared,
  });
}

export function sampleOf(name: string): AnySample | undefined {
  return samples.find((sample) => sample.name === name);
}

/** A small server with every sample at `/<name>`, under the security headers of the real one. */
export function openGallery(): Koa {
  const { render } = sampleViews();
  const app = new Koa();
  app.use(securityHeaders({ https: false }));
  app.use(assets.middleware);
  app.use((ctx) => {
    const sample = sampleOf(ctx.path.slice(1));
    stateOf(ctx).locale = ctx.query['lang'] === 'en' ? 'en' : 'id';
    if (sample) render(ctx, sample.view, sample.locals);
  });
  return app;
}
