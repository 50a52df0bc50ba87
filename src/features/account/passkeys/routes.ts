import Router from '@koa/router';
import type { Context } from 'koa';
import { passkeysOf } from '../../../model/credentials/passkeys.ts';
import { createPasskeyChallenges } from '../../../parts/passkey/challenges.ts';
import { assertionOptions } from '../../../parts/passkey/options.ts';
import { actBound } from '../../../parts/proof/prove-act.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { enrolPages } from './enrol.ts';
import { passkeyPages } from './manage.ts';

/** Passkeys of whoever is signed in, and what a form asks of one that proves its act. */
export function passkeyRoutes(deps: Web): Router {
  const router = new Router();
  const enrol = enrolPages(deps);
  const pages = passkeyPages(deps);
  router.get('/account/passkeys', (ctx) => pages.list(ctx));
  router.get('/account/passkeys/add', (ctx) => enrol.ask(ctx));
  router.post('/account/passkeys/add', (ctx) => enrol.prove(ctx));
  router.get('/account/passkeys/new', (ctx) => enrol.show(ctx));
  router.post('/account/passkeys/new', (ctx) => enrol.add(ctx));
  router.post('/account/passkeys/later', (ctx) => pages.later(ctx));
  router.get('/account/passkeys/:id', (ctx) => pages.show(ctx));
  router.post('/account/passkeys/:id/name', (ctx) => pages.rename(ctx));
  router.post('/account/passkeys/:id/remove', (ctx) => pages.remove(ctx));
  router.post('/account/proof', (ctx) => proofOptions(deps, ctx));
  return router;
}

/** What a form asks a passkey for: a challenge for this session and the form's own address; 204 where there is none to ask. */
async function proofOptions(deps: Web, ctx: Context): Promise<void> {
  const session = await deps.sessions.current(ctx);
  const { path = '' } = await readFields(ctx);
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 204;
  // Nor on a device that others use too, where a passkey is never offered (design §6).
  if (!session || session.shared || !path.startsWith('/') || path.length > 300) return;
  const own = await passkeysOf(deps.db, session.accountId);
  if (own.length === 0) return;
  const challenge = createPasskeyChallenges(deps).make(actBound(session, path));
  ctx.status = 200;
  ctx.body = assertionOptions(deps.issuer, { challenge, allow: own });
}
