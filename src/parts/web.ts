import type { Banners } from '../model/banners.ts';
import type { Compose } from '../model/notices.ts';
import type { EmployeeDirectory, PopulationRegister } from '../model/directory/outside.ts';
import type { AccountWatch } from '../model/people/account-watch.ts';
import type { Pools } from '../model/pools.ts';
import type { Messages } from '../messages.ts';
import type { Clients } from '../oidc/clients.ts';
import type { PreviewClaims } from '../oidc/preview-claims.ts';
import type { Sessions } from '../oidc/sessions.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { Hasher } from '../platform/hashing.ts';
import type { BrowserBinding } from '../platform/http/browser-binding.ts';
import type { Render } from '../platform/http/views.ts';
import type { Kv } from '../platform/kv.ts';
import type { Limits } from '../platform/limits.ts';
import type { Logger } from '../platform/log.ts';
import type { Captchas } from './captcha/captchas.ts';
import type { Guard } from './guard.ts';

/** Everything a feature's routes may ask for; each asks for its part (`Pick<Web, …>`). */
export interface Web {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  hasher: Hasher;
  limits: Limits;
  pools: Pools;
  watch: AccountWatch;
  /** The SSO session of this browser, and how sessions are ended. */
  sessions: Sessions;
  /** Who is signed in, and who holds a role: the door of every page behind a sign-in. */
  guard: Guard;
  /** The registered relying parties. */
  clients: Clients;
  /** Notices of maintenance, by page and client. */
  banners: Banners;
  /** What a client would be told of a person. */
  previewClaims: PreviewClaims;
  browser: BrowserBinding;
  captchas: Captchas;
  directory: EmployeeDirectory;
  population: PopulationRegister;
  messages: Messages;
  render: Render;
  compose: Compose;
  isCommonPassword: (password: string) => boolean;
  log: Logger;
  now: () => number;
  /** Public origin; every link in a message begins with it. */
  issuer: string;
  /** Stricter where it counts: what the demo's people could not do. */
  production: boolean;
}
