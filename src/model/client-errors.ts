import { policy } from '../../config/policy.ts';
import type { Kv } from '../platform/kv.ts';
import type { ClientErrorKind } from '../policies/client-error.ts';

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

const keyOf = (clientId: string) => `client-errors:${clientId}`;

/** Newest first. */
export async function readClientErrors(kv: Pick<Kv, 'get'>, clientId: string): Promise<ClientError[]> {
  return parse(await kv.get(keyOf(clientId)));
}

/** A ring; the same refusal again raises its count, so that one that repeats itself does not wash the others away. */
export async function keepClientError(kv: Kv, clientId: string, entry: ClientError): Promise<void> {
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
