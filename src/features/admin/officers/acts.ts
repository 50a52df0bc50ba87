import type { MessageKey, Words } from '../../../messages.ts';
import { factorTimes } from '../../../model/credentials/factor-times.ts';
import { notice } from '../../../model/notices.ts';
import type { Compose } from '../../../model/notices.ts';
import { actingOfficers } from '../../../model/people/acting-officers.ts';
import { grantRole, revokeRole } from '../../../model/people/roles.ts';
import type { Db } from '../../../platform/db.ts';
import type { RoleName } from '../../../platform/schema.ts';
import { formatNip } from '../../../policies/nip.ts';
import type { AdminAct } from '../requests/act.ts';
import { ROLE_WORDS } from './words.ts';

export interface RolePayload {
  accountId: string;
  nip: string;
  nama: string;
  role: RoleName;
  agencyId: string | null;
  agency: string | null;
  /** Epoch milliseconds; a grant always has an end. */
  until: number | null;
}

export interface RevokePayload extends RolePayload {
  /** Its number: the same role given again later is another, and stays. */
  grant: number;
}

interface Deps {
  compose: Compose;
  now: () => number;
}

const whom = ({ nama, nip }: RolePayload): string => `${nama} (${formatNip(nip)})`;

function facts(payload: RolePayload, words: Words): { label: string; value: string }[] {
  const { t } = words;
  const { role, agency, until } = payload;
  return [
    { label: t('platform.officers.person'), value: whom(payload) },
    { label: t('platform.officers.role'), value: t(ROLE_WORDS[role]) },
    ...(agency === null ? [] : [{ label: t('platform.officers.agency'), value: agency }]),
    ...(until === null ? [] : [{ label: t('platform.officers.until'), value: words.date(until) }]),
  ];
}

/** A role for a person until a date: its holder is told. Nobody gives one to himself. */
export function grantAct({ compose, now }: Deps): AdminAct<RolePayload> {
  return {
    name: 'role.grant',
    title: 'platform.act.grant',
    subject: whom,
    describe: (payload, words) =>
      facts(payload, words).map(({ label, value }) => ({ label, old: [], new: [value] })),
    concerns: ({ accountId }) => accountId,
    async check(db, { accountId, until }, { requestedBy }): Promise<MessageKey | null> {
      if (accountId === requestedBy) return 'platform.officers.self';
      if (until === null || until <= now()) return 'platform.officers.past';
      return (await hasFactor(db, accountId)) ? null : 'platform.officers.no_factor';
    },
    async carryOut(trx, { accountId, role, agencyId, until }, { context }): Promise<MessageKey | null> {
      const granted = await grantRole(trx, { accountId, role, agencyId, until, now: now() }, context);
      if (granted.kind === 'held_already') return 'platform.officers.held';
      if (granted.kind !== 'granted') return 'platform.officers.no_agency';
      await notice(trx, { accountId, kind: 'role_granted', now: now(), compose });
      return null;
    },
  };
}

/** A role taken away; the last platform admin stays. */
export function revokeAct({ compose, now }: Deps): AdminAct<RevokePayload> {
  return {
    name: 'role.revoke',
    title: 'platform.act.revoke',
    subject: whom,
    describe: (payload, words) =>
      facts(payload, words).map(({ label, value }) => ({ label, old: [value], new: [] })),
    concerns: ({ accountId }) => accountId,
    async check(): Promise<MessageKey | null> {
      return null;
    },
    async carryOut(trx, { accountId, role, agencyId, grant }, { context }): Promise<MessageKey | null> {
      // Two revocations at once must not leave nobody: the second waits here for what the first has done.
      await lockAdmins(trx);
      const count = await revokeRole(trx, { accountId, role, agencyId, grant, now: now() }, context);
      if (count === 0) return 'platform.officers.not_held';
      if (role === 'admin' && (await countAdmins(trx, now())) < 2) return 'platform.officers.last';
      await notice(trx, { accountId, kind: 'role_ended', now: now(), compose });
      return null;
    },
  };
}

async function hasFactor(db: Db, accountId: string): Promise<boolean> {
  const { totpSince, passkeySince } = await factorTimes(db, accountId);
  return totpSince !== null || passkeySince !== null;
}

async function lockAdmins(trx: Db): Promise<void> {
  await trx
    .selectFrom('role_grant')
    .select('id')
    .where('role', '=', 'admin')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Two decide: with fewer than two admins who can act nothing could be changed here any more. */
async function countAdmins(trx: Db, now: number): Promise<number> {
  const rows = await actingOfficers(trx, { role: 'admin' }, now).execute();
  return rows.length;
}
