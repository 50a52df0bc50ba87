import type { Banners, ShownBanner } from '../../model/banners.ts';
import type { Compose } from '../../model/notices.ts';
import type { PoolView, Pools } from '../../model/pools.ts';
import type { Progress } from '../../model/progress.ts';
import type { AccountWatch } from '../../model/people/account-watch.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { MessageKey, Messages, Words } from '../../messages.ts';
import type { Fault } from '../../parts/fault.ts';
import type { AuthorizationInteraction, Interactions } from '../../oidc/interactions.ts';
import type { Sessions } from '../../oidc/sessions.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Hasher } from '../../platform/hashing.ts';
import type { Fields } from '../../platform/http/form.ts';
import type { Step as StepLocals, ViewLocals } from '../../platform/http/view-locals.ts';
import type { Render } from '../../platform/http/views.ts';
import type { Kv } from '../../platform/kv.ts';
import type { Limits } from '../../platform/limits.ts';
import type { Logger } from '../../platform/log.ts';
import type { SigninFacts } from '../../policies/signin-steps.ts';

/** What the sign-in as a whole needs; each step asks for its part of it. */
export interface SigninDeps {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  hasher: Hasher;
  limits: Limits;
  pools: Pools;
  watch: AccountWatch;
  interactions: Interactions;
  /** Where a recovery ends in this sign-in, everything else of the account ends with it; another password ends what waits. */
  sessions: Pick<Sessions, 'endAll' | 'endParked'>;
  banners: Pick<Banners, 'bannersFor'>;
  messages: Messages;
  render: Render;
  compose: Compose;
  isCommonPassword: (password: string) => boolean;
  log: Pick<Logger, 'warn'>;
  now: () => number;
  issuer: string;
  /** Open captchas are listed with their answers for `/dev/captcha`: the demo only. */
  listCaptchas: boolean;
}

/** Where a request comes from. */
export interface Visitor {
  address: string;
  userAgent: string | null;
  requestId: string;
  /** Token of the device cookie. */
  device: string | null;
  /** Hash of the binding cookie of a browser that a mailed link was opened in; null: no pass to look for. */
  linked: string | null;
  /** Hash of the cookie by which this browser holds the reset of an authenticator. */
  holder: string | null;
  /** Different people sign in with this browser. */
  several: boolean;
  /** Hash of the cookie under which this browser left an activation; null: it left none. */
  left: string | null;
  /** The chosen way of a step, from the query: `?way=recovery-code`. */
  way: string | null;
  words: Words;
}

/** One request to one interaction: everything a step may look at. */
export interface Visit {
  uid: string;
  interaction: AuthorizationInteraction;
  progress: Progress;
  /** The session that came along, unless "Bukan saya" put it aside. */
  session: AuthorizationInteraction['session'];
  /** Whose sign-in this is: by the right password here, else by the session. */
  account: SigninAccount | null;
  /** The pool of the NIP typed before; null where none was, or the password is not due. */
  pool: PoolView | null;
  facts: SigninFacts;
  /** Notices of maintenance, of everybody and of this client. */
  banners: ShownBanner[];
  visitor: Visitor;
}

export type { Fault };

/** A page to show: a view and what it needs beside what every step's view has. */
export type Page = { [V in SigninView]: PageOf<V> }[SigninView];

/** Nobody can be let in now: a page that retries by itself, before anything is typed. */
export interface Waiting {
  view: 'signin/busy';
  waitSeconds: number;
}

type SigninView = Exclude<
  Extract<keyof ViewLocals, `signin/${string}`>,
  'signin/busy' | 'signin/cookies-blocked' | 'signin/link' | 'signin/left'
>;

interface PageOf<V extends SigninView> {
  view: V;
  locals: Omit<ViewLocals[V], keyof StepLocals>;
  /** Value of the form's hidden field; the step's name where absent. */
  step?: string;
  /** Typed or known values for the fields, where none were just typed. */
  values?: Record<string, string>;
  note?: MessageKey | null;
  /** Epoch milliseconds: 429 with Retry-After instead of 200. */
  lockedUntil?: number | null;
  progress?: Progress;
}

export type Outcome =
  /** On to the next step. */
  | { kind: 'passed'; progress: Partial<Progress> }
  /** Nothing passed, nothing refused: shown anew (a code was sent again), perhaps in another way. */
  | { kind: 'again'; progress?: Partial<Progress>; way?: string | null }
  /** 422, the same page with what was typed. */
  | ({ kind: 'refused'; faults: Fault[] } & Refusing)
  /** 429: the page says until when. */
  | ({ kind: 'locked' } & Refusing)
  /** The hashing queue is full: a page that retries by itself. */
  | { kind: 'busy'; waitSeconds: number; progress: Partial<Progress> }
  /** The authorization request ends here, refused by the person. */
  | { kind: 'ended'; error: string; description: string };

interface Refusing {
  progress?: Partial<Progress>;
  values?: Record<string, string>;
  /** The way of the step that was refused, to be shown again. */
  way?: string;
}

/** One step of the sign-in: a view, and what its form does. */
export interface Step {
  /** What is shown when it is due; may send a code, which is why it may change the progress. */
  show(visit: Visit): Promise<Page | Waiting>;
  submit(visit: Visit, form: Fields): Promise<Outcome>;
}
