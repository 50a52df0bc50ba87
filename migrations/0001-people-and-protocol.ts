import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** One statement an entry; plain SQL because it reads best as what it is, and runs on PostgreSQL 15+ and PGlite alike. */
const statements = [
  `create table agency (
    id text primary key, nama text not null, jenis text not null check (jenis in ('P', 'D')),
    jenis_instansi text, kode_cepat text, kontak_nama text, kontak_jam text, kontak_saluran text)`,
  `create table work_unit (
    id text primary key, instansi_id text not null references agency, induk_id text references work_unit, nama text not null)`,
  `create index work_unit_instansi on work_unit (instansi_id)`,
  `create table employee (
    pns_id text primary key, nip text not null unique check (nip ~ '^[0-9]{18}$'), nip_lama text,
    nik_enc text, nik_hmac text, nik_key text,
    nama text not null, gelar_depan text, gelar_belakang text, tempat_lahir text, tgl_lahir text not null,
    jenis_kelamin text not null check (jenis_kelamin in ('M', 'F')),
    jenis_asn text not null check (jenis_asn in ('PNS', 'PPPK')), status_pegawai text not null,
    kedudukan_hukum_id text not null, instansi_id text not null references agency, unor_id text references work_unit,
    jenis_jabatan_id text, jabatan text, tmt_jabatan text, golongan text, pangkat text, tmt_golongan text,
    tmt_cpns text, tmt_pensiun text, mk_tahun int, mk_bulan int, pendidikan_terakhir text,
    email text, no_hp text, email_since timestamptz, no_hp_since timestamptz, fetched_at timestamptz not null)`,
  `create index employee_nik on employee (nik_hmac)`,
  `create index employee_instansi on employee (instansi_id, unor_id)`,
  `create table rank_history (
    id bigint generated always as identity primary key, pns_id text not null references employee on delete cascade,
    golongan text not null, pangkat text not null, tmt text not null, nomor_sk text)`,
  `create index rank_history_person on rank_history (pns_id, tmt)`,
  `create table position_history (
    id bigint generated always as identity primary key, pns_id text not null references employee on delete cascade,
    jabatan text not null, unit_kerja text, instansi text, tmt text not null, nomor_sk text)`,
  `create index position_history_person on position_history (pns_id, tmt)`,
  `create table account (
    id uuid primary key, pns_id text not null unique references employee,
    state text not null check (state in ('unverified', 'active', 'suspended', 'closed')),
    epoch int not null default 1, locale text,
    created_at timestamptz not null, updated_at timestamptz not null, last_signin_at timestamptz)`,
  `create table nip_alias (
    nip text primary key check (nip ~ '^[0-9]{18}$'), account_id uuid not null references account,
    current boolean not null, since timestamptz not null)`,
  `create index nip_alias_account on nip_alias (account_id)`,
  `create unique index nip_alias_one_current on nip_alias (account_id) where current`,
  `create table account_block (
    id bigint generated always as identity primary key, account_id uuid not null references account,
    kind text not null check (kind in ('suspension', 'freeze')), reason text not null,
    placed_by text not null, placed_at timestamptz not null, ended_at timestamptz, ended_by text)`,
  `create index account_block_open on account_block (account_id) where ended_at is null`,
  `create table contact (
    id uuid primary key, account_id uuid not null references account,
    kind text not null check (kind in ('email', 'phone')), value text not null,
    source text not null check (source in ('directory', 'self', 'agency', 'helpdesk')),
    recorded_at timestamptz not null, verified_at timestamptz, removed_at timestamptz)`,
  `create index contact_account on contact (account_id) where removed_at is null`,
  `create index contact_value on contact (value) where removed_at is null`,
  `create unique index contact_one_of_a_kind on contact (account_id, kind) where removed_at is null`,
  `create table password (
    account_id uuid primary key references account, hash text not null, initial boolean not null default false,
    must_change boolean not null default false, recovery_forced_at timestamptz, set_at timestamptz not null)`,
  `create table password_history (
    id bigint generated always as identity primary key, account_id uuid not null references account,
    hash text not null, set_at timestamptz not null)`,
  `create index password_history_account on password_history (account_id, set_at desc)`,
  `create table totp (
    id uuid primary key, account_id uuid not null references account, secret_enc text not null, label text not null,
    created_at timestamptz not null, confirmed_at timestamptz, last_step bigint not null default 0, last_uid text,
    burnt_steps jsonb not null default '[]', replaced_at timestamptz, last_used_at timestamptz)`,
  `create index totp_account on totp (account_id)`,
  `create table recovery_code (
    id bigint generated always as identity primary key, account_id uuid not null references account,
    hash text not null, created_at timestamptz not null, used_at timestamptz)`,
  `create unique index recovery_code_hash on recovery_code (account_id, hash)`,
  `create table device (
    id uuid primary key, account_id uuid not null references account, token_hash text not null, user_agent text,
    created_at timestamptz not null, last_used_at timestamptz not null, revoked_at timestamptz)`,
  `create unique index device_token on device (account_id, token_hash)`,
  `create index device_hash on device (token_hash)`,
  `create table role_grant (
    id bigint generated always as identity primary key, account_id uuid not null references account,
    role text not null check (role in ('helpdesk', 'agency', 'admin')), agency_id text references agency,
    until timestamptz, granted_by text not null, granted_at timestamptz not null, revoked_at timestamptz, revoked_by text)`,
  `create index role_grant_account on role_grant (account_id) where revoked_at is null`,
  `create table client (
    client_id text primary key, metadata jsonb not null, secret_enc text, third_party boolean not null default false,
    min_acr text not null default 'urn:asn:acr:2', created_at timestamptz not null, updated_at timestamptz not null)`,
  `create table consent (
    account_id uuid not null references account, client_id text not null references client on delete cascade,
    scope text not null, granted_at timestamptz not null, revoked_at timestamptz, primary key (account_id, client_id))`,
  `create table signing_key (
    kid text primary key, alg text not null, state text not null check (state in ('next', 'current', 'previous')),
    public_jwk jsonb not null, private_enc text not null, created_at timestamptz not null, state_since timestamptz not null)`,
  `create unique index signing_key_one_current on signing_key (alg) where state = 'current'`,
  `create table outbox (
    id bigint generated always as identity primary key, channel text not null check (channel in ('email', 'sms')),
    recipient text not null, subject text not null, text text not null, html text, account_id uuid, kind text not null,
    created_at timestamptz not null, next_attempt_at timestamptz not null, attempts int not null default 0,
    sent_at timestamptz, dead_at timestamptz, last_error text)`,
  `create index outbox_due on outbox (next_attempt_at) where sent_at is null and dead_at is null`,
  `create index outbox_sent on outbox (sent_at desc) where sent_at is not null`,
  `create table audit (
    id bigint generated always as identity primary key, at timestamptz not null default now(), type text not null,
    account_id uuid, actor text not null, client_id text, address text, user_agent text, request_id text,
    details jsonb not null default '{}')`,
  `create index audit_account on audit (account_id, id desc)`,
  `create index audit_at on audit (at)`,
  // Append-only for the application whatever its role may do: a fault or an injection cannot rewrite the past.
  `create function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'audit is append-only' using errcode = '42501'; end $$`,
  `create trigger audit_no_change before update or delete on audit for each row execute function audit_is_append_only()`,
  `create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_append_only()`,
  `create table logout_delivery (
    id bigint generated always as identity primary key, client_id text not null, account_id uuid not null, sid text,
    created_at timestamptz not null, next_attempt_at timestamptz not null, attempts int not null default 0,
    delivered_at timestamptz, given_up_at timestamptz, last_error text)`,
  `create index logout_delivery_due on logout_delivery (next_attempt_at) where delivered_at is null and given_up_at is null`,
  `create table installation (name text primary key, value text not null, at timestamptz not null)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
