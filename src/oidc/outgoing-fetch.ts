import { isLoopback } from '../platform/http/host.ts';
import type { Clients } from './clients.ts';

export interface OutgoingDeps {
  clients: Clients;
  production: boolean;
}

const ADDRESSES = ['jwks_uri', 'backchannel_logout_uri'];

/**
 * Requests that the provider makes by itself (keys of clients, back-channel logout) go to hosts of registered clients and
 * nowhere else, never along a redirect. The library would also refuse every private address; relying parties on an
 * agency's own network have one, so its guard is replaced by the list.
 */
export function createOutgoingFetch({ clients, production }: OutgoingDeps): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!(await registered(clients, url))) throw new Error(`${url.host} is no host of a registered client`);
    if (production && (url.protocol !== 'https:' || isLoopback(url.hostname))) {
      throw new Error(`${url.host} must not be asked in production`);
    }
    const { dispatcher: _guard, ...options } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    return fetch(url, { ...options, redirect: 'manual' });
  };
}

async function registered(clients: Clients, url: URL): Promise<boolean> {
  const all = await clients.all();
  return all.some(({ metadata }) =>
    ADDRESSES.some((name) => typeof metadata[name] === 'string' && new URL(metadata[name]).host === url.host),
  );
}
