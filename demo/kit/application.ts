import type Router from '@koa/router';
import type { Context } from 'koa';
import type { RelyingParty } from './relying-party.ts';
import type { Session } from './sessions.ts';

/** One application on this kit: what it registers with the provider, how it looks, what it does. */
export interface Application {
  /** The client id; also the name its cookies and files begin with. */
  id: string;
  name: string;
  /** Origin under which people reach it, and where it listens. */
  url: string;
  /** Folder of `views/`, `colours.css` and `mark.svg`. */
  folder: string;
  registration: Registration;
  /** What the signed-out front page says. */
  front: { lead: string; points: readonly string[] };
  navigation: readonly { href: string; label: string }[];
  /** Own pages to which a sign-in may return. */
  returnPaths: readonly RegExp[];
  /** Adds the working pages. */
  pages(router: Router, relyingParty: RelyingParty): void;
  /** The signed-in front page. */
  home(ctx: Context, session: Session): void | Promise<void>;
  signedIn?(session: Session): Promise<void>;
  /** People's own requests as they stand now, for the portal of ASN Digital. */
  reports?(): readonly Report[];
  /** An act that its owner proved with a fresh second factor; answers with what to tell the person. */
  proven?(session: Session, proof: Proof): Promise<Notice>;
}

export interface Registration {
  authentication: { kind: 'private_key_jwt' } | { kind: 'client_secret_basic'; secret: string };
  scope: string;
  /** Resource indicator (RFC 8707): the access token is then for that API, not for userinfo. */
  resource?: string;
  /** The `claims` parameter (OpenID Connect Core §5.5). */
  claims?: Record<string, Record<string, null>>;
  claimsFrom: 'id_token' | 'userinfo';
  /** Every authorization request is pushed (RFC 9126). */
  pushed: boolean;
}

/** How one request of one person stands (docs/integrators.md of the provider). */
export interface Report {
  sub: string;
  /** Our own name for it. */
  reference: string;
  title: string;
  state: 'submitted' | 'processing' | 'returned' | 'approved' | 'rejected' | 'cancelled';
  detail?: string;
  /** A page of ours. */
  link?: string;
  /** Milliseconds since the epoch: an older report changes nothing. */
  updatedAt: number;
}

export interface Proof {
  act: string;
  /** Milliseconds since the epoch. */
  at: number;
  acr: string;
}

/** One thing to tell a person, on the next page he sees. */
export interface Notice {
  kind: 'done' | 'refused';
  text: string;
}
