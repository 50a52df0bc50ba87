import { setTimeout as sleep } from 'node:timers/promises';
import Router from '@koa/router';
import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { keepReport } from '../../model/service-requests.ts';
import type { TokenDemand } from '../../oidc/access-token.ts';
import type { RegisteredClient } from '../../oidc/clients.ts';
import type { Federation } from '../../oidc/provider.ts';
import { linkRulesOf } from '../../parts/link-rules.ts';
import { refuseToken } from '../../parts/refuse-token.ts';
import { readBody } from '../../platform/http/body.ts';
import type { Db } from '../../platform/db.ts';
import type { Limits } from '../../platform/limits.ts';
import { jsonErrors } from './json-errors.ts';
import { readReport } from './read-report.ts';

export interface RequestsApiDeps {
  db: Db;
  limits: Limits;
  /** Audience and scope that a token must have. */
  demand: TokenDemand;
  federation: Pick<Federation, 'verifyClientToken'>;
  production: boolean;
  now: () => number;
}

const PATH = '/api/requests';

/**
 * Where relying parties report how people's requests stand, for the portal. PUT, since a report is the whole state of one
 * request and may be sent again; its name is in the body, for names of others may hold any character.
 */
export function requestsApiRoutes(deps: RequestsApiDeps): Router {
  const router = new Router();
  router.use(PATH, jsonErrors());
  router.put(PATH, (ctx) => receive(deps, ctx));
  router.all(PATH, (ctx) => {
    ctx.set('Allow', 'PUT');
    answer(ctx, 405, { error: 'method_not_allowed' });
  });
  return router;
}

async function receive(deps: RequestsApiDeps, ctx: Context): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  const verdict = await deps.federation.verifyClientToken(ctx, deps.demand);
  if (verdict.kind === 'refused')
    return refuseToken(ctx, verdict, { realm: 'requests', demand: deps.demand });
  if (!(await mayGoOn(deps, ctx, verdict.client))) return;
  const body = await readJson(ctx);
  if (body === undefined) return answer(ctx, 400, { error: 'invalid_json' });
  const read = readReport(body, { rules: linkRulesOf(verdict.client, deps), now: deps.now() });
  if (read.kind === 'refused') return answer(ctx, 422, { error: 'invalid_request', fields: read.faults });
  // Stored, unknown, without a grant and failed take as long: who is one of ours is not for a relying party to find out.
  const floor = sleep(policy.requests.floorSeconds * 1000);
  try {
    await keepReport(deps.db, { ...read.report, clientId: verdict.client.id }, deps.now());
  } finally {
    await floor;
  }
  answer(ctx, 202, { status: 'accepted' });
}

async function mayGoOn(
  { limits }: RequestsApiDeps,
  ctx: Context,
  { id }: RegisteredClient,
): Promise<boolean> {
  const limit = { points: policy.requests.perClientPerMinute, seconds: 60 };
  const { allowed, resetsInSeconds } = await limits.consume('requests', id, limit);
  if (allowed) return true;
  ctx.set('Retry-After', String(Math.max(1, resetsInSeconds)));
  answer(ctx, 429, { error: 'too_many_requests' });
  return false;
}

/** Undefined where it is not JSON. */
async function readJson(ctx: Context): Promise<unknown> {
  const text = await readBody(ctx, policy.requests.bodyBytes);
  const type = ctx.get('content-type').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') ctx.throw(415, 'JSON is expected', { code: 'not_json' });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function answer(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  ctx.body = body;
}
