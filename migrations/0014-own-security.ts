import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What people govern themselves (factors, sessions, favourites), and what the platform console needs. */
const statements = [
  // Up to two authenticators, each with a name its owner gave it.
  `alter table totp add column name text`,
  // The user handle of WebAuthn: random, never the sub or the NIP (WebAuthn level 3 section 14.6.1).
  `alter table account add column user_handle text`,
  `create unique index account_user_handle on account (user_handle) where user_handle is not null`,
  // The owner typed one recovery code back from the paper: it is readable, and it is theirs.
  `alter table account add column recovery_confirmed_at timestamptz`,
  `create table passkey (
    id uuid primary key, account_id uuid not null references account, credential_id text not null unique,
    public_key text not null, counter bigint not null default 0, transports jsonb not null default '[]', aaguid text,
    device_bound boolean not null, backed_up boolean not null, name text not null, created_at timestamptz not null,
    last_used_at timestamptz, last_user_agent text, removed_at timestamptz, removed_reason text)`,
  `create index passkey_account on passkey (account_id) where removed_at is null`,
  // The session that an event happened in, so that "bukan saya" can end it.
  `alter table audit add column sid text`,
  `create table favourite (
    account_id uuid not null references account, client_id text not null references client on delete cascade,
    at timestamptz not null, primary key (account_id, client_id))`,
  `create table service_request (
    client_id text not null references client on delete cascade, account_id uuid not null references account,
    reference text not null, title text not null, state text not null, detail text, link text,
    updated_at timestamptz not null, received_at timestamptz not null, primary key (client_id, account_id, reference))`,
  `create index service_request_account on service_request (account_id, updated_at desc)`,
  // Who may use a relying party (null: everybody), its logo (made anew as PNG), and the secret before the last rotation.
  `alter table client add column access jsonb`,
  `alter table client add column logo bytea`,
  `alter table client add column previous_secret_enc text`,
  `alter table client add column previous_secret_until timestamptz`,
  // Names the picture's bytes for caches. The secret that was just made is shown once, to whoever asked for it.
  `alter table client add column logo_hash text`,
  `alter table client add column secret_for uuid references account`,
  `alter table client add column secret_for_until timestamptz`,
  `create table banner (
    id uuid primary key, kind text not null check (kind in ('info', 'maintenance')), client_id text references client on delete cascade,
    text_id text not null, text_en text not null, starts_at timestamptz not null, ends_at timestamptz not null,
    made_by text not null, made_at timestamptz not null, ended_at timestamptz, ended_by text)`,
  // The dead letters of the console, newest first.
  `create index outbox_dead_letters on outbox (id desc) where dead_at is not null`,
  // What two platform admins decide together (design section 6).
  `create table admin_request (
    id uuid primary key, act text not null, payload jsonb not null, payload_hash text not null, reason text not null,
    requested_by uuid not null references account, requested_at timestamptz not null, expires_at timestamptz not null,
    state text not null check (state in ('pending', 'approved', 'refused', 'withdrawn')),
    decided_by uuid references account, decided_at timestamptz, decision_reason text, done_at timestamptz)`,
  `create index admin_request_pending on admin_request (requested_at) where state = 'pending'`,
  // An emergency: every session of its people (every row: of everybody) that began before is over.
  `alter table agency add column sessions_from timestamptz`,
  // Switches that operators turn without a release; a missing row is the policy's figure.
  `create table setting (name text primary key, value jsonb not null, changed_by text not null, changed_at timestamptz not null)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
