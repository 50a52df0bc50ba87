import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { stateOf } from '../platform/http/state.ts';
import type { Kv } from '../platform/kv.ts';
import type { Logger } from '../platform/log.ts';
import { clientErrorKind } from '../policies/client-error.ts';
import type { ClientErrorKind } from '../policies/client-error.ts';
import { beforeAnswer } from './event-outcomes.ts';

/** One refusal as a client's developers are shown it: never what was sent, but for the address that was not the registered one. */
export interface ClientError {
  /** The last time; epoch ms. */
  at: number;
  /** How often, one right after the other. */
  count: number;
  endpoint: string;
  error: string;
  kind: ClientErrorKind;
  /** Scheme, host and path of a redirect URI that is not registered. */
  given: string | null;
  /** Request id of the last one. */
  reference: string;
}

const KEPT_SECONDS = 30 * 86_400;
/** Strangers can cause refusals: of one client, this node writes down so many in a minute. */
const PER_MINUTE = 30;

const keyOf = (clientId: string) => `client-errors:${clientId}`;

interface Deps {
  kv: Kv;
  now: () => number;
  log: Pick<Logger, 'warn'>;
}

const EVENTS = [
  'authorization.error',
  'pushed_authorization_request.error',
  'grant.error',
  'introspection.error',
  'revocation.error',
  'userinfo.error',
] as const;

/** Keeps the last refusals of every client, for whoever has to find out why its sign-in does not work. */
export function keepClientErrors(provider: Provider, deps: Deps): void {
  const mayWrite = createBound(deps.now);
  for (const event of EVENTS) {
    provider.on(event as 'grant.error', (ctx, error) => {
      const clientId = ctx.oidc.client?.clientId;
      if (clientId === undefined || !mayWrite(clientId)) return;
      const entry = { ...described(ctx, error), at: deps.now(), count: 1 };
      const written = remember(deps.kv, clientId, entry).catch((failure: unknown) =>
        // It is a help to developers; nobody's answer waits for it.
        deps.log.warn({ err: failure, client: clientId }, 'a refusal was not kept'),
      );
      beforeAnswer(ctx, written);
    });
  }
}

/** Newest first. */
export async function listClientErrors(kv: Pick<Kv, 'get'>, clientId: string): Promise<ClientError[]> {
  return parse(await kv.get(keyOf(clientId)));
}

function described(
  ctx: KoaContextWithOIDC,
  thrown: { error?: string; error_description?: string | undefined; error_detail?: string | undefined },
) {
  const { error = 'unknown', error_description: description = '', error_detail: detail = '' } = thrown;
  const kind = clientErrorKind({ error, description, detail });
  const sent = kind === 'redirect_uri' ? ctx.oidc.params?.redirect_uri : undefined;
  return {
    endpoint: ctx.oidc.route,
    error: error.slice(0, 60),
    kind,
    given: typeof sent === 'string' ? withoutQuery(sent) : null,
    reference: stateOf(ctx).requestId,
  };
}

/** What stands after the path may be a code, a name, anything. */
function withoutQuery(uri: string): string | null {
  const url = URL.parse(uri);
  return url ? `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200) : null;
}

/** A ring; the same refusal again raises its count, so that one that repeats itself does not wash the others away. */
async function remember(kv: Kv, clientId: string, entry: ClientError): Promise<void> {
  await kv.update(keyOf(clientId), (stored) => {
    const [last, ...rest] = parse(stored);
    const same =
      last && last.kind === entry.kind && last.endpoint === entry.endpoint && last.given === entry.given;
    const next = same
      ? [{ ...entry, count: last.count + 1 }, ...rest]
      : [entry, ...(last ? [last] : []), ...rest];
    const value = JSON.stringify(next.slice(0, policy.admin.clientErrors));
    return { write: { value, ttlSeconds: KEPT_SECONDS }, result: null };
  });
}

function parse(stored: string | null): ClientError[] {
  return stored === null ? [] : (JSON.parse(stored) as ClientError[]);
}

/** Clients are registered by us: the map holds hundreds of them at most. */
function createBound(now: () => number): (clientId: string) => boolean {
  const minutes = new Map<string, { minute: number; count: number }>();
  return (clientId) => {
    const minute = Math.floor(now() / 60_000);
    const known = minutes.get(clientId);
    const count = known?.minute === minute ? known.count + 1 : 1;
    minutes.set(clientId, { minute, count });
    return count <= PER_MINUTE;
  };
}
