import type { Context } from 'koa';
import type { Acr, Factors } from '../policies/assurance.ts';

/** One authorization request that waits for a person, as the sign-in sees it. */
export interface AuthorizationInteraction {
  uid: string;
  /** Resumes the authorization request, once `finish` has stored a result. */
  returnTo: string;
  /** Epoch seconds. */
  expiresAt: number;
  prompt: 'login' | 'consent';
  reasons: string[];
  client: InteractionClient;
  params: {
    scope: string[];
    acrValues: string[];
    maxAge: number | null;
    prompts: string[];
    loginHint: string | null;
    uiLocales: string[];
  };
  requiredAcr: Acr;
  /** What a step-up approves: bound to an item of the relying party. */
  act: { value: string; text: string } | null;
  /** The session that came along, if it is alive (epoch checked). */
  session: {
    uid: string;
    accountId: string;
    factors: Factors;
    acr: string;
    amr: string[];
    shared: boolean;
  } | null;
  /** What is asked for beyond the session. */
  missing: { password: boolean; secondFactor: boolean };
  /** What a consent page lists. */
  consentScopes: string[];
  /** Stores the result in one write and gives the URL that resumes the authorization request. */
  finish(result: InteractionResult): Promise<string>;
}

export interface InteractionClient {
  id: string;
  name: string;
  /** The address shown to the person. */
  uri: string | null;
  initiateLoginUri: string | null;
  thirdParty: boolean;
  native: boolean;
}

export type InteractionResult =
  | { login?: LoginResult; consent?: boolean }
  /** Ends the authorization request with an OAuth error, e.g. `access_denied`. */
  | { error: string; description: string };

export interface LoginResult {
  accountId: string;
  /** Only those proven in this interaction, in epoch seconds: the session's own are added by the provider. */
  factors: Factors;
  epoch: number;
  shared: boolean;
}

export interface Interactions {
  /** Null where it is gone or finished, or the cookie that binds it to its browser is another's or missing. */
  load(ctx: Context, uid: string): Promise<AuthorizationInteraction | null>;
}
