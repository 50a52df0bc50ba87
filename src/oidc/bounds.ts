import { errors } from 'oidc-provider';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { addressKey } from '../platform/http/client-address.ts';
import { stateOf } from '../platform/http/state.ts';
import type { Limits } from '../platform/limits.ts';

export interface BoundsDeps {
  /** In this process's memory: a count costs the store nothing, and each node refuses for itself. */
  starts: Limits;
  startsPerAddress?: number;
}

const counted = new WeakSet<object>();

/**
 * Each sign-in that begins stores something for an hour: one address cannot fill the store (design §6). What is answered
 * silently stores nothing and is not counted.
 */
export async function limitStarts(deps: BoundsDeps, ctx: KoaContextWithOIDC): Promise<void> {
  if (counted.has(ctx.req)) return;
  counted.add(ctx.req);
  const { startsPerAddress, startsWindowSeconds: seconds } = policy.interaction;
  const points = deps.startsPerAddress ?? startsPerAddress;
  const state = await deps.starts.consume('starts', addressKey(stateOf(ctx).address), { points, seconds });
  if (state.allowed) return;
  ctx.set('Retry-After', String(Math.max(1, state.resetsInSeconds)));
  throw tooManyStarts();
}

/** A page of ours, not a redirect: relying parties would send the browser back at once. */
function tooManyStarts(): Error {
  const error = new errors.TemporarilyUnavailable('too many sign-ins were begun from this address');
  return Object.assign(error, { status: 429, statusCode: 429, allow_redirect: false });
}

/** Of the library's, those that are neither stored as they are nor anybody's free choice. */
const OF_FIXED_LENGTH = new Set(['id_token_hint', 'request', 'request_uri']);

/** Parameters are stored until they are answered, so they are short; a client that proves nothing pushes only so many. */
export async function checkParameters(
  deps: BoundsDeps,
  ctx: KoaContextWithOIDC,
  client: Client,
): Promise<void> {
  const { parameterLength, parametersLength } = policy.interaction;
  let all = 0;
  for (const [name, value] of Object.entries(ctx.oidc.params ?? {})) {
    if (OF_FIXED_LENGTH.has(name) || value === undefined) continue;
    const { length } = typeof value === 'string' ? value : JSON.stringify(value);
    if (length > parameterLength && name !== 'claims') throw tooLong(name);
    all += length;
  }
  if (all > parametersLength) throw new errors.InvalidRequest('the parameters are too long');
  const pushed = ctx.oidc.route === 'pushed_authorization_request';
  if (pushed && client.clientAuthMethod === 'none') await limitStarts(deps, ctx);
}

/** What comes back in the redirect itself would make that too long as well. */
function tooLong(name: string): Error {
  const error = new errors.InvalidRequest(`${name} is too long`);
  return name === 'state' ? Object.assign(error, { allow_redirect: false }) : error;
}
