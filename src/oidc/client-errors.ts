import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { keepClientError } from '../model/client-errors.ts';
import { stateOf } from '../platform/http/state.ts';
import type { Kv } from '../platform/kv.ts';
import type { Logger } from '../platform/log.ts';
import { clientErrorKind } from '../policies/client-error.ts';
import { beforeAnswer } from './event-outcomes.ts';

/** Strangers can cause refusals: of one client, this node writes down so many in a minute. */
const PER_MINUTE = 30;

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
      const written = keepClientError(deps.kv, clientId, entry).catch((failure: unknown) =>
        // It is a help to developers: no answer fails for want of it.
        deps.log.warn({ err: failure, client: clientId }, 'a refusal was not kept'),
      );
      beforeAnswer(ctx, written);
    });
  }
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
