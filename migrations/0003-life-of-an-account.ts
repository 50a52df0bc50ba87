import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What the life of an account needs besides its sign-in: ways in, ways back, and the people who help. */
const statements = [
  // Where a message stands, for pages that may say it (a registration, a case): found by what it belongs to.
  `alter table outbox add column ref text`,
  `create index outbox_ref on outbox (ref) where ref is not null`,
  // An undone change: neither the old nor the new value counts for recovery before a person has looked.
  `alter table contact add column suspended_at timestamptz`,
  // The authenticator answers for 72 hours before it opens a console; what enrolled it is remembered.
  `alter table account add column sms_factor_at timestamptz`,
  `create table registration (
    id uuid primary key, nip text not null check (nip ~ '^[0-9]{18}$'), pns_id text,
    nik_enc text not null, nik_hmac text not null, nik_key text not null,
    email text not null, phone text not null, email_verified_at timestamptz, phone_verified_at timestamptz,
    state text not null check (state in
      ('queued', 'verifying', 'password', 'waiting', 'approved', 'activating', 'done', 'refused', 'expired', 'superseded')),
    cause text, matches boolean not null default false, password_hash text,
    status_hash text not null, browser_hash text not null, activation_hash text, activation_expires_at timestamptz, locale text,
    attempts int not null default 0, next_attempt_at timestamptz,
    created_at timestamptz not null, updated_at timestamptz not null, expires_at timestamptz not null,
    decided_by text, decided_at timestamptz, decision_reason text)`,
  `create unique index registration_status on registration (status_hash)`,
  `create index registration_activation on registration (activation_hash) where activation_hash is not null`,
  `create index registration_queue on registration (next_attempt_at) where state = 'queued'`,
  `create index registration_waiting on registration (created_at) where state = 'waiting'`,
  `create index registration_person on registration (nip)`,
  // Instead of a password, handed over by an officer or on a letter: it leads to a password of one's own.
  `create table handed_code (
    id uuid primary key, account_id uuid not null references account, kind text not null check (kind in ('helpdesk', 'letter')),
    hash text not null, issued_by text not null, issuer_session text, case_id uuid, batch_id uuid,
    issued_at timestamptz not null, expires_at timestamptz not null, tries int not null default 0,
    used_at timestamptz, revoked_at timestamptz)`,
  `create index handed_code_account on handed_code (account_id) where used_at is null and revoked_at is null`,
  `create index handed_code_batch on handed_code (batch_id) where batch_id is not null`,
  // The window in which a lost authenticator is replaced, for its holder alone.
  `create table authenticator_reset (
    id uuid primary key, account_id uuid not null references account,
    way text not null check (way in ('contacts', 'agency', 'helpdesk')),
    state text not null check (state in ('waiting', 'open', 'used', 'cancelled', 'expired')),
    requested_by text not null, requested_at timestamptz not null, opens_at timestamptz not null, closes_at timestamptz not null,
    holder_hash text, link_hash text, cancel_hash text, case_id uuid, ended_at timestamptz, ended_by text)`,
  `create unique index authenticator_reset_one on authenticator_reset (account_id) where state in ('waiting', 'open')`,
  `create index authenticator_reset_due on authenticator_reset (opens_at) where state = 'waiting'`,
  `create table contact_change (
    id uuid primary key, account_id uuid not null references account, kind text not null check (kind in ('email', 'phone')),
    old_value text, old_contact_id uuid, new_contact_id uuid not null, actor text not null, source text not null,
    case_id uuid, at timestamptz not null, undo_hash text, undo_until timestamptz not null, undone_at timestamptz)`,
  `create index contact_change_account on contact_change (account_id, at desc)`,
  `create unique index contact_change_undo on contact_change (undo_hash) where undo_hash is not null`,
  // "Bukan saya": one event, once, ten days; the GET does nothing.
  `create table disavowal (
    token_hash text primary key, account_id uuid not null references account, event text not null,
    event_at timestamptz not null, sid text, expires_at timestamptz not null, used_at timestamptz, choice text)`,
  `create index disavowal_account on disavowal (account_id)`,
  `create table help_case (
    id uuid primary key, number text not null unique, topic text not null check (topic in
      ('contact', 'lock', 'authenticator', 'password', 'nip', 'registration', 'frozen', 'other')),
    nip text, account_id uuid references account, pns_id text, agency_id text references agency,
    contact_kind text not null check (contact_kind in ('email', 'phone')), contact_value text not null,
    contact_verified_at timestamptz, text text not null, token_hash text not null unique, locale text,
    state text not null check (state in ('draft', 'queued', 'claimed', 'asked', 'done', 'refused', 'closed')),
    claimed_by uuid references account, claimed_at timestamptz, evidence jsonb not null default '{}',
    created_at timestamptz not null, queued_at timestamptz, updated_at timestamptz not null, ended_at timestamptz,
    reason text)`,
  `create sequence help_case_number`,
  `create index help_case_queue on help_case (queued_at) where state in ('queued', 'claimed', 'asked')`,
  `create index help_case_account on help_case (account_id) where account_id is not null`,
  `create index help_case_ended on help_case (ended_at) where ended_at is not null`,
  `create table case_event (
    id bigint generated always as identity primary key, case_id uuid not null references help_case on delete cascade,
    at timestamptz not null, actor text not null, kind text not null, text text not null default '',
    for_person boolean not null default false, details jsonb not null default '{}')`,
  `create index case_event_case on case_event (case_id, id)`,
  `create table case_file (
    id uuid primary key, case_id uuid not null references help_case on delete cascade,
    kind text not null check (kind in ('ktp', 'sk', 'other')), name text not null, pages int not null default 1,
    bytes int not null, sealed bytea not null, created_at timestamptz not null)`,
  `create index case_file_case on case_file (case_id)`,
  // Four eyes: what was asked for is bound by its hash; who asked or edited never approves it.
  `create table approval (
    id uuid primary key, act text not null, account_id uuid references account, agency_id text references agency,
    case_id uuid references help_case on delete cascade, payload jsonb not null, payload_hash text not null, console text not null,
    requested_by uuid not null references account, requested_at timestamptz not null, expires_at timestamptz not null,
    state text not null check (state in ('pending', 'approved', 'refused', 'withdrawn', 'expired')),
    decided_by uuid references account, decided_at timestamptz, reason text)`,
  `create index approval_pending on approval (requested_at) where state = 'pending'`,
  `create index approval_account on approval (account_id)`,
  `create table correction_request (
    id uuid primary key, kind text not null check (kind in ('record', 'not_in_directory')),
    nip text not null, nama text, agency_id text references agency, field text, text text not null,
    contact text, token_hash text not null unique, state text not null check (state in ('open', 'done', 'refused')),
    created_at timestamptz not null, decided_by uuid references account, decided_at timestamptz, reason text)`,
  `create index correction_request_open on correction_request (agency_id, created_at) where state = 'open'`,
  `create table letter_batch (
    id uuid primary key, agency_id text not null references agency, unit_id text, made_by uuid not null references account,
    made_at timestamptz not null, count int not null)`,
  // A new PPPK number waits for its owner's word at a sign-in.
  `create table nip_offer (
    nip text primary key check (nip ~ '^[0-9]{18}$'), account_id uuid not null references account,
    offered_at timestamptz not null, answered_at timestamptz, accepted boolean)`,
  `create index nip_offer_open on nip_offer (account_id) where answered_at is null`,
  // What an outside number, mail or person was seen to fail at: a dead address is known before somebody is stranded.
  `alter table contact add column bounced_at timestamptz`,
  // Search at a million people without an extension: words of the name, begun.
  `create index employee_name on employee using gin (to_tsvector('simple', nama))`,
  `create index work_unit_parent on work_unit (induk_id)`,
  `create index employee_nip_pattern on employee (nip text_pattern_ops)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
