import type { Context } from 'koa';

/** What our middleware knows about a request, on `ctx.state`. */
export interface RequestState {
  /** Stands in the log, in the audit rows and on the error page. */
  requestId: string;
  /** Of this answer's Content-Security-Policy. */
  nonce: string;
  locale: 'id' | 'en';
  /** What this browser's user chose in the account; absent or null: as the device has it. */
  theme?: 'light' | 'dark' | null;
  /** The client's address as far as our proxies are trusted; see `client-address.ts`. */
  address: string;
}

/** Reads the state with its type: koa itself types it as anything. */
export function stateOf(ctx: Pick<Context, 'state'>): RequestState {
  return ctx.state as RequestState;
}
