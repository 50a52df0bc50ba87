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
  /** Keyed digest of the record as it came last; null where it never came by import or look-up. */
  digest: string | null;
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
  /** An emergency ended every session of its people that began before. */
  sessions_from: NullableTimestamp;
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
  /** Since when codes by SMS are this account's second factor (acr 1), where the agency's policy allows it. */
  sms_factor_at: NullableTimestamp;
  /** User handle of WebAuthn, base64url of 32 random bytes; null: no passkey was ever asked for. */
  user_handle: string | null;
  /** Its owner typed one recovery code back from the paper. */
  recovery_confirmed_at: NullableTimestamp;
  /** They came with an authenticator, and nobody said yet that they are kept. */
  recovery_unseen_at: NullableTimestamp;
  /** "Nanti saja": a passkey is not offered before. */
  passkey_offer_later_until: NullableTimestamp;
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
  /** A freeze: when what it answers happened; only a factor older than that leaves it. Null: when it was placed. */
  event_at: NullableTimestamp;
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
  /** Its change was undone: it counts for nothing before a person has looked. */
  suspended_at: NullableTimestamp;
  /** The mail server or the SMS gateway said that nobody is there. */
  bounced_at: NullableTimestamp;
  /** Hash of the token sent to it, by which its owner says that it is theirs. */
  confirm_hash: string | null;
  confirm_until: NullableTimestamp;
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
  /** What its owner calls it ("HP kantor"); null: never named. */
  name: string | null;
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

/** A passkey (WebAuthn level 3), discoverable and with user verification. */
export interface PasskeyTable {
  id: string;
  account_id: string;
  /** base64url. */
  credential_id: string;
  /** COSE key, base64url. */
  public_key: string;
  counter: Generated<number>;
  transports: JSONColumnType<string[]>;
  aaguid: string | null;
  /** It never leaves its device (amr `hwk`); false: it may be synced (`swk`). */
  device_bound: boolean;
  backed_up: boolean;
  name: string;
  created_at: Timestamp;
  last_used_at: NullableTimestamp;
  last_user_agent: string | null;
  removed_at: NullableTimestamp;
  removed_reason: string | null;
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
  /** Who may use it; null: everybody. */
  access: ColumnType<ClientAccess | null, string | null | undefined, string | null>;
  /** Made anew by us as PNG. */
  logo: Buffer | null;
  /** The secret before the last rotation, good until then; additional data 'client:<client_id>:previous-secret'. */
  previous_secret_enc: string | null;
  previous_secret_until: NullableTimestamp;
  /** SHA-256 of the logo: names it for caches. */
  logo_hash: string | null;
  /** Who may see the secret once, until when. */
  secret_for: string | null;
  secret_for_until: NullableTimestamp;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** A person must be of one of these agencies (where any is named) and of one of these kinds (where any is). */
export interface ClientAccess {
  agencies: string[];
  kinds: ('PNS' | 'PPPK')[];
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
  /** What it belongs to, e.g. `registration:<id>`, where a page may say how its delivery stands. */
  ref: string | null;
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
  /** The SSO session it happened in, where that is known. */
  sid: string | null;
}

/** One link of the chain over the audit log (design §6). */
export interface AuditSealTable {
  nr: number;
  from_id: number;
  to_id: number;
  count: number;
  /** One truncated MAC a row, in the order of their ids: they say which row was touched. */
  row_macs: Buffer;
  previous_mac: string;
  mac: string;
  key_id: string;
  sealed_at: Timestamp;
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

export type RegistrationState =
  | 'queued'
  | 'verifying'
  | 'password'
  | 'waiting'
  | 'approved'
  | 'activating'
  | 'done'
  | 'refused'
  | 'expired'
  | 'superseded';

/** An unfinished registration is a row of its own, never the account, and blocks nobody (design §3). */
export interface RegistrationTable {
  id: string;
  nip: string;
  pns_id: string | null;
  /** AES-256-GCM, additional data 'registration:<id>:nik'. */
  nik_enc: string;
  nik_hmac: string;
  nik_key: string;
  email: string;
  phone: string;
  email_verified_at: NullableTimestamp;
  phone_verified_at: NullableTimestamp;
  state: RegistrationState;
  /** Why it was refused or waits; a code, never a text. */
  cause: string | null;
  /** A typed contact equals one on record that counts. */
  matches: Generated<boolean>;
  password_hash: string | null;
  /** Hash of the token of its status page. */
  status_hash: string;
  browser_hash: string;
  activation_hash: string | null;
  activation_expires_at: NullableTimestamp;
  /** Hash of the token by which a contact on record objects. */
  object_hash: string | null;
  /** Since when the contacts on record know of it. */
  told_at: NullableTimestamp;
  /** When the person was told that it is queued. */
  queued_told_at: NullableTimestamp;
  locale: string | null;
  attempts: Generated<number>;
  next_attempt_at: NullableTimestamp;
  created_at: Timestamp;
  updated_at: Timestamp;
  expires_at: Timestamp;
  decided_by: string | null;
  decided_at: NullableTimestamp;
  decision_reason: string | null;
}

/** A code read aloud by an officer, or printed on a letter: typed in place of the password, it leads to a new one. */
export interface HandedCodeTable {
  id: string;
  account_id: string;
  kind: 'helpdesk' | 'letter';
  hash: string;
  /** Its first group, in clear: whose tries a wrong one spends. Null: issued before migration 0013. */
  selector: string | null;
  issued_by: string;
  /** The session it was issued from: it never works there. */
  issuer_session: string | null;
  case_id: string | null;
  batch_id: string | null;
  issued_at: Timestamp;
  expires_at: Timestamp;
  tries: Generated<number>;
  used_at: NullableTimestamp;
  revoked_at: NullableTimestamp;
}

export type ResetState = 'waiting' | 'open' | 'used' | 'cancelled' | 'expired';

/** A lost authenticator: waiting, then open for its holder for a day, never for whoever has the password next. */
export interface AuthenticatorResetTable {
  id: string;
  account_id: string;
  way: 'contacts' | 'agency' | 'helpdesk';
  state: ResetState;
  requested_by: string;
  requested_at: Timestamp;
  opens_at: Timestamp;
  closes_at: Timestamp;
  /** SHA-256 of the cookie of the browser it was asked from; null where people decided. */
  holder_hash: string | null;
  /** The same of the browser that its link was opened in. */
  link_holder_hash: string | null;
  /** Hash of the token mailed when it opens. */
  link_hash: string | null;
  cancel_hash: string | null;
  case_id: string | null;
  ended_at: NullableTimestamp;
  ended_by: string | null;
}

export interface ContactChangeTable {
  id: string;
  account_id: string;
  kind: ContactKind;
  old_value: string | null;
  old_contact_id: string | null;
  new_contact_id: string;
  actor: string;
  source: ContactSource;
  case_id: string | null;
  at: Timestamp;
  undo_hash: string | null;
  undo_until: Timestamp;
  undone_at: NullableTimestamp;
}

/** "Bukan saya" of one notice. */
export interface DisavowalTable {
  token_hash: string;
  account_id: string;
  /** The kind of notice. */
  event: string;
  event_at: Timestamp;
  sid: string | null;
  expires_at: Timestamp;
  used_at: NullableTimestamp;
  choice: string | null;
  /** How the one sign-in began that its notice told of: its session is found by that. */
  signin: ColumnType<SigninMark | null, string | null | undefined, string | null>;
}

/** A session as it began; `startedAt`: epoch seconds. `device`: the row of its browser, where that was remembered. */
export interface SigninMark {
  /** Its session has it too; absent in rows from before, whose session is found by what else stands here. */
  id?: string;
  startedAt: number;
  userAgent: string | null;
  address: string | null;
  device: string | null;
}

/** Sign-ins from new devices that their owner is told of together, once. */
export interface NewDeviceNoticeTable {
  account_id: string;
  due_at: Timestamp;
  count: number;
  signins: JSONColumnType<NewDeviceSignin[]>;
}

export interface NewDeviceSignin extends SigninMark {
  /** Epoch milliseconds. */
  at: number;
  clientId: string | null;
  shared: boolean;
  /** The account's very first, which activated it. */
  first: boolean;
}

export type CaseTopic =
  'contact' | 'lock' | 'authenticator' | 'password' | 'nip' | 'registration' | 'frozen' | 'other';
export type CaseState = 'draft' | 'queued' | 'claimed' | 'asked' | 'done' | 'refused' | 'closed';

export interface HelpCaseTable {
  id: string;
  /** Read aloud: 'K-2611-00042'. */
  number: string;
  topic: CaseTopic;
  nip: string | null;
  account_id: string | null;
  pns_id: string | null;
  agency_id: string | null;
  contact_kind: ContactKind;
  contact_value: string;
  contact_verified_at: NullableTimestamp;
  text: string;
  token_hash: string;
  locale: string | null;
  state: CaseState;
  claimed_by: string | null;
  claimed_at: NullableTimestamp;
  evidence: JSONColumnType<Record<string, unknown>>;
  created_at: Timestamp;
  queued_at: NullableTimestamp;
  updated_at: Timestamp;
  ended_at: NullableTimestamp;
  reason: string | null;
}

export interface CaseEventTable {
  id: Generated<number>;
  case_id: string;
  at: Timestamp;
  /** 'person', 'system' or an officer's account id. */
  actor: string;
  kind: string;
  text: Generated<string>;
  for_person: Generated<boolean>;
  details: JSONColumnType<Record<string, unknown>>;
}

/** A scan, made anew as a picture and sealed with the ring, additional data 'case-file:<id>'. */
export interface CaseFileTable {
  id: string;
  case_id: string;
  kind: 'ktp' | 'sk' | 'other';
  name: string;
  pages: Generated<number>;
  bytes: number;
  sealed: Buffer;
  created_at: Timestamp;
}

export type ApprovalState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'expired';

/** Four eyes: binds a hash of what was asked; who made or edited it never approves it. */
export interface ApprovalTable {
  id: string;
  act: string;
  account_id: string | null;
  agency_id: string | null;
  case_id: string | null;
  payload: JSONColumnType<Record<string, unknown>>;
  payload_hash: string;
  console: string;
  requested_by: string;
  /** Of whoever asked, when they asked; null: a row of before it was kept. */
  asker_epoch: number | null;
  /** The session they asked in; null: likewise. */
  asker_sid: string | null;
  requested_at: Timestamp;
  expires_at: Timestamp;
  state: ApprovalState;
  decided_by: string | null;
  decided_at: NullableTimestamp;
  reason: string | null;
  /** When it took effect; a code: when it was shown. */
  done_at: NullableTimestamp;
}

export interface CorrectionRequestTable {
  id: string;
  kind: 'record' | 'not_in_directory';
  nip: string;
  nama: string | null;
  agency_id: string | null;
  /** Which part of the record. */
  field: string | null;
  text: string;
  contact: string | null;
  token_hash: string;
  state: 'open' | 'done' | 'refused';
  created_at: Timestamp;
  decided_by: string | null;
  decided_at: NullableTimestamp;
  reason: string | null;
}

export interface LetterBatchTable {
  id: string;
  agency_id: string;
  unit_id: string | null;
  made_by: string;
  made_at: Timestamp;
  count: number;
}

/** A new number of the same person: it attaches when its owner says so at a sign-in. */
export interface NipOfferTable {
  nip: string;
  account_id: string;
  offered_at: Timestamp;
  answered_at: NullableTimestamp;
  accepted: boolean | null;
}

export interface FavouriteTable {
  account_id: string;
  client_id: string;
  at: Timestamp;
}

/** The durable trace of a grant: a person has signed in to a client, and has not revoked its access since. */
export interface ApplicationUseTable {
  account_id: string;
  client_id: string;
  first_at: Timestamp;
  last_at: Timestamp;
}

export type ServiceRequestState =
  'submitted' | 'processing' | 'returned' | 'approved' | 'rejected' | 'cancelled';

/** How a person's own request stands, as its relying party reports it. Its text is hostile: plain, bounded, always escaped. */
export interface ServiceRequestTable {
  client_id: string;
  account_id: string;
  /** The relying party's own name for it. */
  reference: string;
  title: string;
  state: ServiceRequestState;
  detail: string | null;
  /** Of an origin that the relying party has registered. */
  link: string | null;
  updated_at: Timestamp;
  received_at: Timestamp;
}

export interface BannerTable {
  id: string;
  kind: 'info' | 'maintenance';
  /** Null: on every page. */
  client_id: string | null;
  text_id: string;
  text_en: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  made_by: string;
  made_at: Timestamp;
  ended_at: NullableTimestamp;
  ended_by: string | null;
}

/** What two platform admins decide together: it binds a hash of what was asked (design §6). */
export interface AdminRequestTable {
  id: string;
  act: string;
  payload: JSONColumnType<Record<string, unknown>>;
  payload_hash: string;
  reason: string;
  requested_by: string;
  /** Of whoever asked, when they asked; null: a row of before it was kept. */
  asker_epoch: number | null;
  /** The session they asked in; null: likewise. */
  asker_sid: string | null;
  requested_at: Timestamp;
  expires_at: Timestamp;
  state: 'pending' | 'approved' | 'refused' | 'withdrawn';
  decided_by: string | null;
  decided_at: NullableTimestamp;
  decision_reason: string | null;
  done_at: NullableTimestamp;
}

/** A switch that operators turn without a release. */
export interface SettingTable {
  name: string;
  value: JSONColumnType<Record<string, unknown>>;
  changed_by: string;
  changed_at: Timestamp;
}

/** An emergency that has still to be told to the relying parties (jobs/tell-ended-sessions.ts). */
interface SessionSweepTable {
  id: Generated<number>;
  agency_id: string | null;
  before: Timestamp;
  after_account: string | null;
  claimed_until: NullableTimestamp;
  ended: Generated<number>;
  done_at: NullableTimestamp;
}

/** Events of the sealed audit log by the hour; agency '*': all of them, '-': none that we know. */
export interface FigureHourTable {
  agency_id: string;
  hour: Timestamp;
  kind: string;
  count: number;
}

/** The same by the office's day, as yyyy-mm-dd. */
export interface FigureDayTable {
  day: string;
  kind: string;
  agency_id: string;
  count: number;
}

/** Of an agency's people who may sign in: how many have an account, a second factor, a passkey. */
export interface CoverageDayTable {
  day: string;
  agency_id: string;
  people: number;
  active: number;
  mfa: number;
  passkey: number;
  counted_at: Timestamp;
}

/** A verification of the audit log's chain, as far as it has come. */
export interface AuditCheckTable {
  id: string;
  asked_by: string;
  asked_at: Timestamp;
  anchors: JSONColumnType<{ nr: number; mac: string }[]>;
  from_nr: number;
  /** The link it came to. */
  previous: JSONColumnType<{ nr: number; toId: number; mac: string }>;
  links: Generated<number>;
  rows: Generated<number>;
  findings: ColumnType<Record<string, unknown>[], string | undefined, string>;
  /** How many there were; only the first are kept. */
  found: Generated<number>;
  unsealed: number | null;
  finished_at: NullableTimestamp;
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
  registration: RegistrationTable;
  handed_code: HandedCodeTable;
  authenticator_reset: AuthenticatorResetTable;
  contact_change: ContactChangeTable;
  disavowal: DisavowalTable;
  new_device_notice: NewDeviceNoticeTable;
  help_case: HelpCaseTable;
  case_event: CaseEventTable;
  case_file: CaseFileTable;
  approval: ApprovalTable;
  correction_request: CorrectionRequestTable;
  letter_batch: LetterBatchTable;
  nip_offer: NipOfferTable;
  passkey: PasskeyTable;
  audit_seal: AuditSealTable;
  favourite: FavouriteTable;
  application_use: ApplicationUseTable;
  service_request: ServiceRequestTable;
  banner: BannerTable;
  admin_request: AdminRequestTable;
  setting: SettingTable;
  session_sweep: SessionSweepTable;
  figure_hour: FigureHourTable;
  figure_day: FigureDayTable;
  coverage_day: CoverageDayTable;
  audit_check: AuditCheckTable;
}
