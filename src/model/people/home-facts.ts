import { CompiledQuery } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { ContactRecord } from '../../policies/contacts.ts';

/** What the portal's front asks of an account beside the person. Times are epoch milliseconds, dates yyyy-mm-dd. */
export interface HomeFacts {
  passwordSetAt: number | null;
  authenticators: number;
  smsFactor: boolean;
  passkeys: number;
  /** "Nanti saja": none is offered before. */
  passkeyLaterUntil: number | null;
  recoveryCodesLeft: number;
  recoveryConfirmed: boolean;
  contacts: ContactRecord[];
  /** Client ids, the first one chosen first. */
  favourites: string[];
  /** The sign-in before this session. */
  previous: { at: number; userAgent: string | null } | null;
  jenisJabatan: string | null;
  pendidikan: string | null;
}

const ms = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;

/** The text is made once. The sign-in is found by the index of a person's events of one kind. */
const HOME = `
    select (select ${ms('p.set_at')} from password p where p.account_id = a.id) as "passwordSetAt",
      (select count(*)::int from totp t where t.account_id = a.id and t.confirmed_at is not null
        and t.replaced_at is null) as authenticators,
      a.sms_factor_at is not null as "smsFactor",
      (select count(*)::int from passkey k where k.account_id = a.id and k.removed_at is null) as passkeys,
      ${ms('a.passkey_offer_later_until')} as "passkeyLaterUntil",
      (select count(*)::int from recovery_code r where r.account_id = a.id and r.used_at is null)
        as "recoveryCodesLeft",
      a.recovery_confirmed_at is not null as "recoveryConfirmed",
      coalesce((select json_agg(json_build_object('kind', c.kind, 'source', c.source,
        'recordedAt', ${ms('c.recorded_at')}, 'verifiedAt', ${ms('c.verified_at')},
        'suspended', c.suspended_at is not null) order by c.kind) from contact c
        where c.account_id = a.id and c.removed_at is null), '[]') as contacts,
      coalesce((select json_agg(f.client_id order by f.at, f.client_id) from favourite f
        where f.account_id = a.id), '[]') as favourites,
      (select json_build_object('at', ${ms('s.at')}, 'userAgent', s.user_agent) from audit s
        where s.account_id = a.id and s.type = 'signin.success' and s.at < $2
        order by s.id desc limit 1) as previous,
      e.jenis_jabatan_id as "jenisJabatan", e.pendidikan_terakhir as pendidikan
    from account a join employee e on e.pns_id = a.pns_id where a.id = $1`;

/** In one statement. `sessionStart`: epoch ms; a sign-in is recorded at the earliest when its session counts as begun. */
export async function homeFacts(db: Db, accountId: string, sessionStart: number): Promise<HomeFacts | null> {
  const values = [accountId, new Date(sessionStart)];
  const { rows } = await db.executeQuery<HomeFacts>(CompiledQuery.raw(HOME, values));
  return rows[0] ?? null;
}
