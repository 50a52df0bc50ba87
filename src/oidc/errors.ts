import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { stateOf } from '../platform/http/state.ts';
import type { Application } from '../platform/http/view-locals.ts';
import { isNotTheirs, wayBack } from './client-access.ts';
import type { FederationDeps } from './context.ts';

const restarts = new WeakSet<object>();

/** Whether the library found an interaction that cannot be resumed: resume.ts starts anew then, nobody sees an error. */
export const mustRestart = (ctx: { req: object }): boolean => restarts.has(ctx.req);

type Deps = Pick<FederationDeps, 'render' | 'clients' | 'now'>;

/** Where a browser is, not a program: everything else of the protocol speaks JSON, whatever Accept says. */
const PAGES = /^(authorization|resume|end_session)/;

export function isForMachines(ctx: object): boolean {
  const { _matchedRouteName: route } = ctx as { _matchedRouteName?: string };
  return route !== undefined && !PAGES.test(route);
}

/** Errors that may not go back to a relying party (unknown client, wrong redirect URI) get a page of ours. */
export function createRenderError({ render, clients, now }: Deps) {
  return async (ctx: KoaContextWithOIDC, out: ErrorOut, error: unknown): Promise<void> => {
    const { name } = (error ?? {}) as { name?: string };
    if (name === 'SessionNotFound') {
      restarts.add(ctx.req);
      return;
    }
    if (isForMachines(ctx)) {
      ctx.body = out;
      return;
    }
    const status = ctx.status;
    const reference = stateOf(ctx).requestId;
    const locals = { reference, error: out.error, description: out.error_description ?? null };
    const application = await applicationOf(clients, ctx.oidc.client?.clientId);
    if (isNotTheirs(error) && application) {
      const back = wayBack(ctx.oidc.params ?? {}, { ...out, iss: ctx.oidc.provider.issuer });
      return render(ctx, 'not-yours', { reference, application, back }, { status: 403 });
    }
    const wait = Number(ctx.response.get('retry-after')) * 1000;
    const until = status === 429 ? { until: now() + wait } : {};
    render(ctx, 'oidc-error', { ...locals, ...until, application }, { status });
  };
}

/** The client as our pages name it; null where it is unknown. */
export async function applicationOf(
  clients: FederationDeps['clients'],
  clientId: string | undefined,
): Promise<Application | null> {
  const client = clientId === undefined ? null : await clients.find(clientId);
  return client ? { name: client.name, uri: client.uri } : null;
}
