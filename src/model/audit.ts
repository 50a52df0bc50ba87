import type { ActivityEvents } from './events/activity.ts';
import type { ClientEvents } from './events/clients.ts';
import type { PasskeyEvents } from './events/passkeys.ts';
import type { PlatformEvents } from './events/platform.ts';
import type { SecurityEvents } from './events/security.ts';
import type { Db } from '../platform/db.ts';
import type { AgencyEvents } from './events/agency.ts';
import type { ContactEvents } from './events/contacts.ts';
import type { HelpEvents } from './events/help.ts';
import type { HelpdeskEvents } from './events/helpdesk.ts';
import type { OutsideEvents } from './events/outside.ts';
import type { RecoveryEvents } from './events/recovery.ts';
import type { RegistrationEvents } from './events/registration.ts';
import type { SigninWayEvents } from './events/signin.ts';
import type { OthersEnd } from './people/ended-by-somebody.ts';
import type { BlockKind, ContactKind, RoleName } from '../platform/schema.ts';

/** Who and from where: comes from the edge and is passed through unread. */
export interface AuditContext {
  /** An account id, 'self', 'system', 'shell' or 'anonymous'. */
  actor: string;
  /** Epoch milliseconds; the database's clock where absent. */
  at?: number | undefined;
  clientId?: string | null | undefined;
  address?: string | null | undefined;
  userAgent?: string | null | undefined;
  requestId?: string | null | undefined;
  /** Which language the pages spoke: that of what is told of it, where the account has none. */
  locale?: string | null | undefined;
  /** The SSO session it is done in, where that is known: a notice, or its owner's activity, offers to end it. */
  session?: string | undefined;
}

interface SigninEvents {
  /** `signin` names it: its session has the same name (older rows have none). */
  'signin.success': { acr: string; amr: string[]; shared: boolean; knownBrowser: boolean; signin?: string };
  /** `nip` is an HMAC where the NIP is unknown: what was typed there is often a password. */
  'signin.refused': {
    reason: SigninRefusal;
    nip?: string;
    pool?: string;
    remaining?: number;
    /** What stood before a wrong code; the password where nothing is said. */
    after?: 'mail_code' | 'session';
  };
  'signin.locked': { pool: string; until: string; nip?: string };
  'signin.cancelled': { step: string };
  /** A link past a locked pool: mailed, and opened in the browser that asked for it. */
  'signin.link-sent': { contact: string };
  'signin.link-opened': Record<string, never>;
  'captcha.solved': { way: 'altcha' | 'characters' | 'contact_code' };
  'captcha.refused': { way: 'altcha' | 'characters' | 'contact_code' };
  'activation.started': Record<string, never>;
  'activation.completed': Record<string, never>;
  'consent.granted': { scopes: string[] };
  'consent.refused': { scopes: string[] };
  'stepup.proven': { act: string };
}

export type SigninRefusal =
  | 'unknown_nip'
  | 'wrong_password'
  | 'no_password'
  | 'not_active'
  | 'blocked'
  | 'captcha'
  | 'wrong_code'
  | 'used_code'
  | 'wrong_recovery_code'
  | 'wrong_contact_code'
  | 'recovery_forced'
  | 'no_contact';

interface CredentialEvents {
  'totp.enrolled': { label: string; replaced: boolean };
  'totp.diagnosed': { kind: 'clock' | 'old_entry'; minutesOff?: number };
  'recovery-codes.made': { count: number };
  'recovery-code.used': { left: number };
  'password.changed': { reason: PasswordReason };
  'password.rehashed': { from: string };
  'password.recovery-forced': { wrongCodes: number };
  'device.remembered': { device: string };
  'device.revoked': { device: string; reason: string };
  'contact.verified': { kind: ContactKind; contact: string };
  'contact.code-sent': { kind: ContactKind; purpose: string };
  'contact.code-over-budget': { kind: ContactKind; purpose: string };
}

export type PasswordReason = 'activation' | 'forced' | 'chosen' | 'recovery';

interface SessionEvents {
  logout: { sid?: string; clients: string[] };
  /** Of one session that was ended from elsewhere: in which browser and where it was. */
  'session.ended': {
    sid?: string;
    reason: string;
    clients?: string[];
    browser?: string | null;
    address?: string | null;
    /** It was over by then: what was asked for in it ended. */
    left?: boolean;
  };
  /** All but the one it was done in (the row's session), whether or not any of them still ran. */
  'session.others-ended': { reason: OthersEnd };
  'token.reuse': { grant?: string };
}

interface PowerEvents {
  'client.added': { client: string };
  'client.changed': { client: string };
  'client.removed': { client: string };
  'role.granted': { role: RoleName; agency: string | null; until: string | null };
  'role.revoked': { role: RoleName; agency: string | null };
  'keys.rotated': { alg: string; kid: string };
  'account.blocked': { kind: BlockKind; reason: string };
  'account.unblocked': { kind: BlockKind };
  'account.created': { source: string };
  'accounts.seeded': { count: number };
}

interface MailEvents {
  'mail.dead': { channel: string; kind: string; error: string };
  'mail.retried': { channel: string; kind: string };
}

export type AuditDetails = SigninEvents &
  SigninWayEvents &
  CredentialEvents &
  SessionEvents &
  PowerEvents &
  MailEvents &
  OutsideEvents &
  RegistrationEvents &
  RecoveryEvents &
  ContactEvents &
  HelpdeskEvents &
  AgencyEvents &
  HelpEvents &
  SecurityEvents &
  PasskeyEvents &
  ActivityEvents &
  ClientEvents &
  PlatformEvents;
export type AuditType = keyof AuditDetails;

/** One event: its type decides what its details are. `accountId` says whom it concerns, where that is known. */
export type AuditEvent = {
  [T in AuditType]: { type: T; accountId: string | null; details: AuditDetails[T] };
}[AuditType];

/** Writes one row, in the transaction of the act it tells of (ASVS 5.0 V16.3). Never a secret or a full NIP in it. */
export async function audit(db: Db, event: AuditEvent, context: AuditContext): Promise<void> {
  await auditAll(db, [event], context);
}

/** The same for many at once, as an import has them. */
export async function auditAll(db: Db, events: AuditEvent[], context: AuditContext): Promise<void> {
  if (events.length === 0) return;
  await db
    .insertInto('audit')
    .values(events.map((event) => auditRow(event, context)))
    .execute();
}

function auditRow(event: AuditEvent, context: AuditContext) {
  return {
    ...(context.at === undefined ? {} : { at: new Date(context.at) }),
    type: event.type,
    account_id: event.accountId,
    actor: context.actor,
    client_id: context.clientId ?? null,
    address: context.address ?? null,
    user_agent: context.userAgent?.slice(0, 300) ?? null,
    request_id: context.requestId ?? null,
    details: JSON.stringify(event.details),
    sid: context.session ?? null,
  };
}
