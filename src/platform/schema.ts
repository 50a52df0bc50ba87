import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** A timestamp: read as Date, written as Date or ISO text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
export type NullableTimestamp = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>;
type DefaultNow = ColumnType<Date, Date | string | undefined, Date | string>;

export type ContactKind = 'email' | 'phone';
/** Who put a contact on record: decides when it counts (design §3). */
export type ContactSource = 'directory' | 'self' | 'agency' | 'helpdesk';
export type AccountState = 'unverified' | 'active' | 'suspended' | 'closed';
export type BlockKind = 'suspension' | 'freeze';
export type RoleName = 'helpdesk' | 'agency' | 'admin';
export type KeyState = 'next' | 'current' | 'previous';

/** Our dated copy of one employee record of the directory (SIASN data-utama, the columns that matter here). */
export interface EmployeeTable {
  pns_id: string;
  nip: string;
  nip_lama: string | null;
  /** AES-256-GCM, additional data 'employee:<pns_id>:nik'. */
  nik_enc: string | null;
  /** HMAC of the NIK under the ring key nik_key. */
  nik_hmac: string | null;
  nik_key: string | null;
  nama: string;
  gelar_depan: string | null;
  gelar_belakang: string | null;
  tempat_lahir: string | null;
  /** ISO date yyyy-mm-dd as text: dates of persons have no time zone. */
  tgl_lahir: string;
  jenis_kelamin: 'M' | 'F';
  jenis_asn: 'PNS' | 'PPPK';
  status_pegawai: string;
  kedudukan_hukum_id: string;
  instansi_id: string;
  unor_id: string | null;
  jenis_jabatan_id: string | null;
  jabatan: string | null;
  tmt_jabatan: string | null;
  golongan: string | null;
  pangkat: string | null;
  tmt_golongan: string | null;
  tmt_cpns: string | null;
  tmt_pensiun: string | null;
  mk_tahun: number | null;
  mk_bulan: number | null;
  pendidikan_terakhir: string | null;
  email: string | null;
  no_hp: string | null;
  /** When the directory was seen to hold this e-mail and phone: contacts count after 72 h. */
  email_since: NullableTimestamp;
  no_hp_since: NullableTimestamp;
  fetched_at: Timestamp;
}

export interface RankHistoryTable {
  id: Generated<number>;
  pns_id: string;
  golongan: string;
  pangkat: string;
  tmt: string;
  nomor_sk: string | null;
}

export interface PositionHistoryTable {
  id: Generated<number>;
  pns_id: string;
  jabatan: string;
  unit_kerja: string | null;
  instansi: string | null;
  tmt: string;
  nomor_sk: string | null;
}

export interface AgencyTable {
  id: string;
  nama: string;
  jenis: 'P' | 'D';
  jenis_instansi: string | null;
  kode_cepat: string | null;
  /** Shown to people who need help: name, hours and channel of the agency's personnel office. */
  kontak_nama: string | null;
  kontak_jam: string | null;
  kontak_saluran: string | null;
}

export interface WorkUnitTable {
  id: string;
  instansi_id: string;
  induk_id: string | null;
  nama: string;
}

export interface AccountTable {
  /** The subject (`sub`): a UUID, never the NIP. */
  id: string;
  pns_id: string;
  state: AccountState;
  /** Raised by freeze, reset, suspension and end-all; compared wherever something would go on. */
  epoch: Generated<number>;
  locale: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  last_signin_at: NullableTimestamp;
}

/** A NIP is an alias with a history: a PPPK number changes with a new contract. */
export interface NipAliasTable {
  nip: string;
  account_id: string;
  current: boolean;
  since: Timestamp;
}

/** Suspension and freeze are rows with who, when, why. */
export interface AccountBlockTable {
  id: Generated<number>;
  account_id: string;
  kind: BlockKind;
  reason: string;
  placed_by: string;
  placed_at: Timestamp;
  ended_at: NullableTimestamp;
  ended_by: string | null;
}

export interface ContactTable {
  id: string;
  account_id: string;
  kind: ContactKind;
  /** E-mail lower-cased; phone in E.164. */
  value: string;
  source: ContactSource;
  recorded_at: Timestamp;
  verified_at: NullableTimestamp;
  removed_at: NullableTimestamp;
}

export interface PasswordTable {
  account_id: string;
  /** PHC or modular-crypt string. */
  hash: string;
  /** The password is still the NIK: it starts an activation and nothing else. */
  initial: boolean;
  must_change: boolean;
  /** Somebody else knows it (twenty wrong codes after it): it opens nothing until it is recovered. */
  recovery_forced_at: NullableTimestamp;
  set_at: Timestamp;
}

export interface PasswordHistoryTable {
  id: Generated<number>;
  account_id: string;
  hash: string;
  set_at: Timestamp;
}

export interface TotpTable {
  id: string;
  account_id: string;
  /** AES-256-GCM, additional data 'totp:<id>'. */
  secret_enc: string;
  label: string;
  created_at: Timestamp;
  /** SHA-256 of the cookie of the browser it is offered to. */
  offered_to: string | null;
  /** Null: offered for enrolment, the first code not yet seen. */
  confirmed_at: NullableTimestamp;
  /** Last accepted time step (RFC 6238 T), moved only by a conditional UPDATE. */
  last_step: Generated<number>;
  /** The interaction that took last_step: tells a double tap from a replay. */
  last_uid: string | null;
  /** Steps named to the person by a diagnosis: never accepted afterwards. */
  burnt_steps: JSONColumnType<number[]>;
  replaced_at: NullableTimestamp;
  last_used_at: NullableTimestamp;
}

export interface RecoveryCodeTable {
  id: Generated<number>;
  account_id: string;
  hash: string;
  created_at: Timestamp;
  used_at: NullableTimestamp;
}

/** A browser this account has fully signed in from (design §6). */
export interface DeviceTable {
  id: string;
  account_id: string;
  token_hash: string;
  user_agent: string | null;
  created_at: Timestamp;
  last_used_at: Timestamp;
  revoked_at: NullableTimestamp;
}

export interface RoleGrantTable {
  id: Generated<number>;
  account_id: string;
  role: RoleName;
  agency_id: string | null;
  until: NullableTimestamp;
  granted_by: string;
  granted_at: Timestamp;
  revoked_at: NullableTimestamp;
  revoked_by: string | null;
}

export interface ConsentTable {
  account_id: string;
  client_id: string;
  scope: string;
  granted_at: Timestamp;
  revoked_at: NullableTimestamp;
}

/** A relying party. metadata holds RFC 7591 names without the secret; policy columns are ours. */
export interface ClientTable {
  client_id: string;
  metadata: JSONColumnType<Record<string, unknown>>;
  /** AES-256-GCM, additional data 'client:<client_id>:secret': the provider compares the plain text. */
  secret_enc: string | null;
  third_party: boolean;
  min_acr: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SigningKeyTable {
  kid: string;
  alg: string;
  state: KeyState;
  public_jwk: JSONColumnType<Record<string, unknown>>;
  /** The private JWK as JSON, AES-256-GCM, additional data 'signing-key:<kid>'. */
  private_enc: string;
  created_at: Timestamp;
  state_since: Timestamp;
}

export interface OutboxTable {
  id: Generated<number>;
  channel: 'email' | 'sms';
  recipient: string;
  subject: string;
  text: string;
  html: string | null;
  account_id: string | null;
  /** Names the kind of message (typed in model/outbox.ts). */
  kind: string;
  created_at: Timestamp;
  next_attempt_at: Timestamp;
  attempts: Generated<number>;
  sent_at: NullableTimestamp;
  dead_at: NullableTimestamp;
  last_error: string | null;
}

/** Append-only; a trigger refuses UPDATE and DELETE. */
export interface AuditTable {
  id: Generated<number>;
  at: DefaultNow;
  type: string;
  /** Whom it concerns. */
  account_id: string | null;
  /** Who did it: an account id, 'self', 'system', 'shell', 'anonymous'. */
  actor: string;
  client_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  details: JSONColumnType<Record<string, unknown>>;
}

/** A back-channel logout that did not arrive: retried by a job, the token minted anew each time. */
export interface LogoutDeliveryTable {
  id: Generated<number>;
  client_id: string;
  account_id: string;
  sid: string | null;
  created_at: Timestamp;
  next_attempt_at: Timestamp;
  attempts: Generated<number>;
  delivered_at: NullableTimestamp;
  given_up_at: NullableTimestamp;
  last_error: string | null;
}

/** Marks of the installation, e.g. 'demo' where demo people live: production refuses such a database. */
export interface InstallationTable {
  name: string;
  value: string;
  at: Timestamp;
}

export interface Schema {
  employee: EmployeeTable;
  rank_history: RankHistoryTable;
  position_history: PositionHistoryTable;
  agency: AgencyTable;
  work_unit: WorkUnitTable;
  account: AccountTable;
  nip_alias: NipAliasTable;
  account_block: AccountBlockTable;
  contact: ContactTable;
  password: PasswordTable;
  password_history: PasswordHistoryTable;
  totp: TotpTable;
  recovery_code: RecoveryCodeTable;
  device: DeviceTable;
  role_grant: RoleGrantTable;
  consent: ConsentTable;
  client: ClientTable;
  signing_key: SigningKeyTable;
  outbox: OutboxTable;
  audit: AuditTable;
  logout_delivery: LogoutDeliveryTable;
  installation: InstallationTable;
}
