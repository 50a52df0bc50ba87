import { CompiledQuery } from 'kysely';
import type { Passkey } from '../credentials/passkeys.ts';
import type { Db } from '../../platform/db.ts';
import type { AccountState, BlockKind, ContactKind, ContactSource } from '../../platform/schema.ts';
import { sessionsFromText } from './end-sessions.ts';

/** Times are epoch milliseconds. */
export interface Contact {
  id: string;
  kind: ContactKind;
  value: string;
  source: ContactSource;
  recordedAt: number;
  verifiedAt: number | null;
  /** Its change was undone: it counts for nothing before a person has looked. */
  suspended: boolean;
  /** The same address stands on another account: it never counts for recovery. */
  onSeveralAccounts: boolean;
}

export interface Agency {
  id: string;
  nama: string;
  kontakNama: string | null;
  kontakJam: string | null;
  kontakSaluran: string | null;
}

/** An entry of an authenticator app. */
export interface Authenticator {
  id: string;
  /** As the phone shows it. */
  label: string;
  /** What its owner calls it; null: never named. */
  name: string | null;
  confirmedAt: number;
  lastUsedAt: number | null;
  /** With the ring, additional data by `totpAad`. */
  secretSealed: string;
}

export interface AuthenticatorReset {
  id: string;
  opensAt: number;
  closesAt: number;
  /** SHA-256 of the cookies of the browsers that hold it: where it was asked for, and where its link was opened. */
  holderHashes: string[];
}

/** Everything the sign-in asks of an account. */
export interface SigninAccount {
  /** The subject. */
  id: string;
  pnsId: string;
  /** The current NIP; `aliases` has every NIP this account ever had. */
  nip: string;
  aliases: string[];
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  state: AccountState;
  epoch: number;
  locale: string | null;
  /** yyyy-mm-dd. */
  tglLahir: string;
  jenisAsn: 'PNS' | 'PPPK';
  /** Sealed with the ring, additional data `employee:<pnsId>:nik`. */
  nikSealed: string | null;
  kedudukanHukum: string;
  instansi: Agency;
  blocks: BlockKind[];
  password: {
    hash: string;
    initial: boolean;
    mustChange: boolean;
    recoveryForced: boolean;
    setAt: number;
  } | null;
  /** In force, oldest first. */
  authenticators: Authenticator[];
  /** An emergency ended what began before this (epoch ms). */
  sessionsFrom: number | null;
  /** In force, oldest first. */
  passkeys: Passkey[];
  contacts: Contact[];
  recoveryCodesLeft: number;
  recoveryCodesSince: number | null;
  /** They came with an authenticator then, and nobody said that they are kept; null: seen, or none. */
  recoveryUnseenAt: number | null;
  /** The freeze in force, and when the event was that it answers: policies/freeze.ts says what leaves it. */
  freeze: { since: number; eventAt: number } | null;
  /** A reset of the authenticator that runs (model/credentials/authenticator-reset.ts): by the clock it may wait, be open or over. */
  reset: AuthenticatorReset | null;
  /** A code handed over may be typed in place of the password. */
  handedCodeOpen: boolean;
  /** A new number of this person that waits for their word. */
  nipOffered: string | null;
  /** Codes by SMS were chosen as its second factor (acr 1); people/sms-factor.ts says whether they still are. */
  smsFactor: boolean;
  lastSigninAt: number | null;
}

/** By any NIP the person ever had; one statement, since every sign-in begins with it. */
export async function findSigninAccount(db: Db, nip: string): Promise<SigninAccount | null> {
  return first(db, BY_NIP, nip);
}

/** Only whose it is: one row of one index, found or not. */
export async function findAccountId(db: Db, nip: string): Promise<string | null> {
  const row = await db.selectFrom('nip_alias').select('account_id').where('nip', '=', nip).executeTakeFirst();
  return row?.account_id ?? null;
}

/** The same account, for steps after the one that asked for the NIP. */
export async function findSigninAccountById(db: Db, id: string): Promise<SigninAccount | null> {
  return first(db, BY_ID, id);
}

const ms = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;

const select = (id: string) => `
    select a.id, a.pns_id as "pnsId", a.state, a.epoch, a.locale, a.sms_factor_at is not null as "smsFactor",
      ${ms('a.last_signin_at')} as "lastSigninAt",
      ${sessionsFromText('g.sessions_from')} as "sessionsFrom",
      (select n.nip from nip_alias n where n.account_id = a.id and n.current) as nip,
      (select json_agg(n.nip order by n.since) from nip_alias n where n.account_id = a.id) as aliases,
      e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang", e.tgl_lahir as "tglLahir",
      e.jenis_asn as "jenisAsn", e.nik_enc as "nikSealed", e.kedudukan_hukum_id as "kedudukanHukum",
      json_build_object('id', g.id, 'nama', g.nama, 'kontakNama', g.kontak_nama, 'kontakJam', g.kontak_jam,
        'kontakSaluran', g.kontak_saluran) as instansi,
      coalesce((select json_agg(b.kind) from account_block b where b.account_id = a.id and b.ended_at is null), '[]')
        as blocks,
      (select json_build_object('hash', p.hash, 'initial', p.initial, 'mustChange', p.must_change,
        'recoveryForced', p.recovery_forced_at is not null,
        'setAt', ${ms('p.set_at')}) from password p where p.account_id = a.id) as password,
      coalesce((select json_agg(json_build_object('id', t.id, 'label', t.label, 'name', t.name,
        'confirmedAt', ${ms('t.confirmed_at')}, 'lastUsedAt', ${ms('t.last_used_at')}, 'secretSealed', t.secret_enc)
        order by t.confirmed_at, t.id) from totp t
        where t.account_id = a.id and t.confirmed_at is not null and t.replaced_at is null), '[]') as authenticators,
      coalesce((select json_agg(json_build_object('id', k.id, 'accountId', k.account_id, 'credentialId', k.credential_id,
        'publicKey', k.public_key, 'transports', k.transports, 'deviceBound', k.device_bound, 'name', k.name,
        'createdAt', ${ms('k.created_at')}, 'lastUsedAt', ${ms('k.last_used_at')}) order by k.created_at)
        from passkey k where k.account_id = a.id and k.removed_at is null), '[]') as passkeys,
      coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'value', c.value, 'source', c.source,
        'recordedAt', ${ms('c.recorded_at')}, 'verifiedAt', ${ms('c.verified_at')},
        'suspended', c.suspended_at is not null,
        'onSeveralAccounts', exists (select from contact o where o.value = c.value and o.account_id <> a.id
          and o.removed_at is null)) order by c.kind)
        from contact c where c.account_id = a.id and c.removed_at is null), '[]') as contacts,
      codes.unused as "recoveryCodesLeft", ${ms('codes.since')} as "recoveryCodesSince",
      ${ms('a.recovery_unseen_at')} as "recoveryUnseenAt",
      (select json_build_object('since', ${ms('b.placed_at')}, 'eventAt', ${ms('coalesce(b.event_at, b.placed_at)')})
        from account_block b where b.account_id = a.id and b.kind = 'freeze' and b.ended_at is null
        order by b.placed_at limit 1) as freeze,
      (select json_build_object('id', s.id, 'opensAt', ${ms('s.opens_at')}, 'closesAt', ${ms('s.closes_at')},
        'holderHashes', array_remove(array[s.holder_hash, s.link_holder_hash], null))
        from authenticator_reset s where s.account_id = a.id and s.state in ('waiting', 'open')) as reset,
      exists (select from handed_code h where h.account_id = a.id and h.used_at is null and h.revoked_at is null)
        as "handedCodeOpen",
      (select o.nip from nip_offer o where o.account_id = a.id and o.answered_at is null
        order by o.offered_at limit 1) as "nipOffered"
    from account a join employee e on e.pns_id = a.pns_id join agency g on g.id = e.instansi_id
      cross join lateral (select count(*)::int as unused, max(r.created_at) as since from recovery_code r
        where r.account_id = a.id and r.used_at is null) codes
    where a.id = ${id}`;

/** Texts made once: three of them run in every sign-in, and building one costs as much as sending it. */
const BY_NIP = select('(select account_id from nip_alias where nip = $1)');
const BY_ID = select('$1::uuid');

async function first(db: Db, text: string, value: string): Promise<SigninAccount | null> {
  const { rows } = await db.executeQuery<SigninAccount>(CompiledQuery.raw(text, [value]));
  return rows[0] ?? null;
}
