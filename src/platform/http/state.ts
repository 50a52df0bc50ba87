import type { Context } from 'koa';

export interface SsoEnds {
  /** Of a shared device. */
  shared: boolean;
  /** When it ends unless something happens in it. */
  idleEndsAt: number;
  /** When it ends whatever happens. */
  endsAt: number;
}

/** What our middleware knows about a request, on `ctx.state`. */
export interface RequestState {
  /** Stands in the log, in the audit rows and on the error page. */
  requestId: string;
  /** Of this answer's Content-Security-Policy. */
  nonce: string;
  locale: 'id' | 'en';
  /** What this browser's user chose in the account; absent or null: as the device has it. */
  theme?: 'light' | 'dark' | null;
  /** The session of whoever is signed in here, once a page has asked for it: its ends, epoch milliseconds. */
  sso?: SsoEnds | undefined;
  /** Set by what answers no people: an error is JSON here, whatever the request says it accepts. */
  forMachines?: boolean;
  /** The client's address as far as our proxies are trusted; see `client-address.ts`. */
  address: string;
}

/** Reads the state with its type: koa itself types it as anything. */
export function stateOf(ctx: Pick<Context, 'state'>): RequestState {
  return ctx.state as RequestState;
}
