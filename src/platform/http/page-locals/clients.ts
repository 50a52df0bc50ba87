import type { Application, Failure, Lock, Refusal } from '../refusal.ts';

/** What the views under `views/admin/clients/` and `views/admin/banners/` need. Times are epoch milliseconds. */
export interface ClientViews {
  /** Signed in, but none of those the application is for. */
  'not-yours': Failure & {
    application: Application;
    /** How the refusal goes back to the application. */
    back: { href: string; method: 'get' | 'post'; fields: Readonly<Record<string, string>> } | null;
  };
  'admin/clients/list': InConsole & { clients: readonly ClientLine[] };
  'admin/clients/client': InConsole & {
    client: ClientHead & { logoHash: string | null };
    /** Written down by us at every start: nothing of it is changed here. */
    ours: boolean;
    rows: readonly { label: string; values: readonly string[] }[];
    secret: {
      has: boolean;
      /** The new secret waits for whoever looks, or for another admin. */
      mine: boolean;
      other: boolean;
      previousUntil: number | null;
    };
    /** "Uji redirect": what was typed, and what would be said of it; null: nothing was. */
    tried: {
      /** As it was pasted: a redirect URI (`given`), or a whole request that holds one. */
      pasted: string;
      given: string;
      accepted: boolean;
      reason: string | null;
      near: string | null;
      /** What else of a whole request would be refused. */
      more: readonly string[];
    } | null;
    refusals: readonly RefusalLine[];
    logouts: {
      waiting: number;
      givenUp: number;
      last: readonly LogoutLine[];
      /** When the last was sent; null: none in so many days. */
      sentAt: number | null;
      days: number;
    };
    hasBackchannel: boolean;
    retried: boolean;
  };
  'admin/clients/form': InConsole & {
    /** Null: a new one. */
    client: ClientHead | null;
    choices: {
      kinds: readonly Choice[];
      auth: readonly Choice[];
      acrs: readonly Choice[];
      algs: readonly Choice[];
      scopes: readonly Tick[];
    };
    errors?: readonly Refusal[];
    values: Readonly<Record<string, string>>;
    hidden: Readonly<Record<string, string>>;
  };
  'admin/clients/review': AskedForm & {
    act: 'add' | 'change' | 'remove';
    name: string;
    action: string;
    /** Where there is no filled form to go back to. */
    back: string | null;
    differences: readonly { label: string; old: readonly string[]; new: readonly string[] }[];
    hidden: Readonly<Record<string, string>>;
  };
  'admin/clients/rotate': AskedForm & { client: ClientHead; days: number };
  /** Null: it was shown already, to another eye, or never was for these. */
  'admin/clients/secret-shown': InConsole & { client: ClientHead; secret: string | null };
  'admin/clients/logo': AskedForm & { client: ClientHead & { logoHash: string | null } };
  'admin/clients/claims': InConsole & {
    client: ClientHead;
    /** Anybody's claims may be looked at: the demo alone. */
    anybody: boolean;
    scopes: readonly Tick[];
    acrs: readonly Choice[];
    preview: { idToken: string; userinfo: string } | null;
    errors?: readonly Refusal[];
    values: Readonly<Record<string, string>>;
  };
  'admin/banners/list': InConsole & {
    banners: readonly BannerLine[];
    clients: readonly Choice[];
    done: 'made' | 'ended' | null;
    errors?: readonly Refusal[];
    values: Readonly<Record<string, string>>;
  };
}

/** A notice of maintenance as it stands on a page; plain text. */
export interface BannerText {
  id: string;
  kind: 'info' | 'maintenance';
  text: string;
}

interface InConsole {
  /** Requests that wait for a second admin. */
  waiting: number;
}

/** A form that asks a second admin: a reason and a second factor. */
interface AskedForm extends InConsole {
  errors?: readonly Refusal[];
  values: Readonly<Record<string, string>>;
  locked: Lock | null;
}

interface ClientHead {
  id: string;
  name: string;
}

interface Choice {
  value: string;
  label: string;
}

interface Tick {
  name: string;
  label: string;
}

interface ClientLine extends ClientHead {
  kind: string;
  acr: string;
  limited: boolean;
  thirdParty: boolean;
  logoHash: string | null;
}

interface RefusalLine {
  at: number;
  count: number;
  endpoint: string;
  error: string;
  given: string | null;
  reference: string;
  means: string;
  todo: string;
}

interface LogoutLine {
  at: number;
  attempts: number;
  state: 'waiting' | 'arrived' | 'given_up';
  nextAt: number;
  error: string | null;
}

interface BannerLine {
  id: string;
  kind: 'info' | 'maintenance';
  client: string | null;
  textId: string;
  textEn: string;
  startsAt: number;
  endsAt: number;
  state: 'planned' | 'shown' | 'over';
}
