import type { AccountViews } from './page-locals/account.ts';
import type { ActivityViews } from './page-locals/activity.ts';
import type { AgencyViews } from './page-locals/agency.ts';
import type { AuditViews } from './page-locals/audit.ts';
import type { AuthenticatorViews } from './page-locals/authenticators.ts';
import type { BannerText, ClientViews } from './page-locals/clients.ts';
import type { DisavowViews } from './page-locals/disavow.ts';
import type { HelpViews } from './page-locals/help.ts';
import type { HelpdeskViews } from './page-locals/helpdesk.ts';
import type { HomeViews, Service } from './page-locals/home.ts';
import type { PasskeyViews } from './page-locals/passkeys.ts';
import type { PlatformViews } from './page-locals/platform.ts';
import type { ProfileViews } from './page-locals/profile.ts';
import type { RecoveryViews } from './page-locals/recovery.ts';
import type { RegistrationViews } from './page-locals/registration.ts';
import type { SecurityViews } from './page-locals/security.ts';
import type { Application, Failure, Lock, Refusal } from './refusal.ts';
import type { SsoEnds } from './state.ts';

export type { ConsoleLink, Service, Summary } from './page-locals/home.ts';
export type { Application, Failure, Lock, Refusal } from './refusal.ts';

/**
 * What each view needs. A view is a file under `views/`, named here without `.ejs`. Text that depends on what
 * happened (refusals, notices) arrives ready, in the visitor's language; labels and headings live in the view.
 * Times are epoch milliseconds. Beside these every view has `Ambient`.
 */
export interface ViewLocals
  extends
    AccountViews,
    ActivityViews,
    AgencyViews,
    AuditViews,
    AuthenticatorViews,
    ClientViews,
    DisavowViews,
    HelpViews,
    HelpdeskViews,
    HomeViews,
    PasskeyViews,
    PlatformViews,
    ProfileViews,
    RecoveryViews,
    RegistrationViews,
    SecurityViews {
  'signin/continue-as': Step & { name: string; nip: string };
  'signin/captcha': Step & {
    /** The proof of work, as altcha-lib's `createChallenge` made it; null where only characters are offered. */
    challenge: unknown;
    /** An inline SVG with the distorted outlines. */
    picture: string;
    nip: string;
  };
  'signin/captcha-code': Step;
  'signin/password': Step & {
    locked: Lock | null;
    /** What a passkey is asked for with; null: none can be the whole sign-in here. */
    passkey?: object | null;
    /** A proof of work to be done while the person types; null: none. */
    challenge?: unknown;
  };
  'signin/totp': Step & {
    locked: Lock | null;
    /** Whose code is asked for, as the phone shows them, so that the right one is read. */
    entries: readonly { label: string; name: string | null }[];
    /** Where a passkey may be used instead; null: there is none. */
    passkeyHref?: string | null;
    /** Where a recovery code is asked for instead; null: there is none left. */
    recoveryHref: string | null;
  };
  'signin/passkey': Step & { options: object; totpHref: string | null };
  'signin/recovery-code': Step & { locked: Lock | null; totpHref: string | null };
  'signin/email-code': Step & { to: string };
  'signin/contact-sms': Step & { to: string };
  'signin/contact-wait': Step & { to: string; until: number };
  'signin/contact-none': Step & {
    agency: StepAgency | null;
    /** Contacts are on record, too young to count: from when one does (epoch ms). */
    from: number | null;
  };
  'signin/change-password': Step & {
    nip: string;
    /** True in the account, where the present password is asked for too. */
    needsCurrent: boolean;
    /** Why it must be changed: it is still the first one, somebody required it, or the person wants to. */
    reason: 'initial' | 'required' | 'wanted' | 'handed' | 'frozen';
  };
  'signin/enrol': Step & {
    secret: string;
    uri: string;
    label: string;
    picture: string;
    /** It takes the place of the one that was lost. */
    replaces: boolean;
    /** Where codes by SMS may be had instead; null: not for this person. */
    smsHref: string | null;
  };
  /** What codes by SMS are weaker in, before they become the second factor. */
  'signin/sms-choice': Step & { to: string; back: string };
  /** The code by SMS as second factor. */
  'signin/sms-factor': Step & { to: string; locked: Lock | null };
  /** Codes by SMS do not open this application. */
  'signin/passkey-needed': Step;
  'signin/authenticator-needed': Step & { agency: StepAgency };
  'signin/frozen': Step & { since: number; mayThaw: boolean; agency: StepAgency };
  'signin/new-nip': Step & { nip: string; current: string };
  'signin/recovery-codes': Step & { codes: readonly string[]; name: string; nip: string };
  'signin/consent': Step & { scopes: readonly string[]; name: string; native: boolean };
  'signin/link': {
    action: string;
    /** Whether its button may be pressed here; `elsewhere`: in the browser that asked for it. */
    state: 'ready' | 'elsewhere' | 'used' | 'gone';
    tries: number;
    /** How long these tries last; and how long a link is good for. */
    minutes: number;
    validMinutes: number;
  };
  /** An activation that goes on another time ("Lanjut nanti"). */
  'signin/left': {
    done: readonly string[];
    rest: readonly string[];
    by: 'first_password' | 'own_password' | 'authenticator';
    contacts: 'count' | 'shared' | 'none';
    until: number;
    to: string;
  };
  'signin/cookies-blocked': { retryHref: string };
  'signin/busy': { application: Application | null; waitSeconds: number };

  landing: { services?: readonly Service[]; signedIn?: boolean; banners?: readonly BannerText[] };
  error: Failure & { status?: number };
  'not-found': Failure;
  forbidden: Failure;
  unavailable: Failure & { retrySeconds?: number };
  'oidc-error': Failure & {
    /** The OAuth error code, shown small for the developer. */
    error: string;
    description: string | null;
    application: Application | null;
    /** Epoch milliseconds: too many sign-ins were begun from this address, until then. */
    until?: number;
  };
  'logout-ask': {
    action: string;
    hidden: Record<string, string>;
    application: Application | null;
    name: string;
  };
  'logged-out': {
    /** `href`: where it can be opened, to sign out there by hand. */
    applications: readonly { name: string; done: boolean; href?: string | null }[];
    /** Back to the application that asked, where that is a registered address. */
    continueTo: { name: string; href: string } | null;
  };
  'switch-account': {
    action: string;
    hidden: Record<string, string>;
    from: { name: string };
    to: { name: string };
    application: Application | null;
  };
  'dev/outbox': {
    messages: readonly {
      channel: 'email' | 'sms';
      to: string;
      subject: string;
      text: string;
      sentAt: string;
    }[];
  };
}

export type ViewName = keyof ViewLocals;

/** What every sign-in step's view has. */
export interface Step {
  /** Absolute path the forms post to: `/interaction/<uid>`. */
  action: string;
  /** Value of the hidden field `step`. */
  step: string;
  application: Application;
  /** Text of the act that a step-up approves; null in a plain sign-in. */
  act: string | null;
  /** "Langkah 2 dari 6"; null where there are not more than two. */
  counter: { at: number; of: number } | null;
  /** An activation that may wait: "Lanjut nanti". */
  mayLeave?: boolean;
  errors?: readonly Refusal[];
  /** What was typed, exactly; never a secret. */
  values?: Readonly<Record<string, string>>;
  /** A calm sentence above the form ("Kode baru sudah dikirim"): never a refusal. */
  note?: string | null;
  banners?: readonly BannerText[];
}

/** The agency's personnel office, as a person may reach it. */
export interface StepAgency {
  name: string;
  contact: string | null;
  hours: string | null;
}

/** What every view has without being given it. */
export interface Ambient {
  locale: string;
  theme: 'light' | 'dark' | null;
  nonce: string;
  issuer: string;
  path: string;
  /** The session of whoever is signed in here; null: nobody, or the page did not ask. */
  sso: SsoEnds | null;
  /** Of the language switch. */
  switchHref: string;
  now: number;
  errors: readonly Refusal[];
  values: Readonly<Record<string, string>>;
  note: string | null;
}
