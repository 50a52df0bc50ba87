import type { Context } from 'koa';
import type { Acr, Factors } from '../policies/assurance.ts';

/** The provider's session of this browser: the only one we have (design §4). */
export interface SsoSession {
  uid: string;
  accountId: string;
  epoch: number;
  acr: Acr | null;
  amr: string[];
  factors: Factors;
  /** It began on a shared device. */
  shared: boolean;
  /** Epoch seconds. */
  startedAt: number;
  /** When it must end, whatever its owner does; epoch seconds. */
  expiresAt: number;
  /** Client ids with a grant in it. */
  clients: string[];
}

/** What became of a client's part in a session that ended. */
export interface EndedClient {
  clientId: string;
  name: string;
  /** It was told, or holds nothing that outlives the session. */
  done: boolean;
}

export interface Sessions {
  /** Null where nobody is signed in here, or the session has been ended. Counts as activity. */
  current(ctx: Context): Promise<SsoSession | null>;
  /** Logout everywhere, from a page of our own. */
  end(ctx: Context, session: SsoSession, reason: string): Promise<EndedClient[]>;
  /** Ends every session and refresh family of an account; clients are told by `sub`. */
  endAll(accountId: string, reason: string): Promise<EndedClient[]>;
}
