import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { isInOffice } from '../../policies/access.ts';
import { notice } from '../notices.ts';
import { raiseEpoch } from '../people/accounts.ts';
import { changeContact } from '../people/change-contact.ts';
import type { ContactTelling } from '../people/change-contact.ts';
import { queueLogouts } from '../people/queue-logouts.ts';
import { revokeRole } from '../people/roles.ts';
import type { Relative } from './relatives.ts';
import type { DirectoryRecord } from './outside.ts';

export interface EffectDeps extends ContactTelling {
  now: number;
}

interface News {
  accountId: string;
  /** Our copy before. */
  before: Relative;
  record: DirectoryRecord;
}

/**
 * What the directory's news do to the account of the person (design §3): whoever may not sign in any more is signed out everywhere,
 * who left an agency is no admin of it, and a changed contact is put on record and told. True where the account has ended.
 */
export async function takeEffect(trx: Db, news: News, deps: EffectDeps): Promise<boolean> {
  const ended = await endWhereNotAllowed(trx, news, deps);
  await endAgencyRole(trx, news, deps);
  const { accountId, before, record } = news;
  const moved =
    before.instansi_id !== record.instansiId || before.kedudukan_hukum_id !== record.kedudukanHukumId;
  // Told at the contacts of before; a change of contact tells by itself.
  if (moved)
    await notice(trx, { accountId, kind: 'directory_changed', now: deps.now, compose: deps.compose });
  await refreshContact(trx, { ...news, kind: 'email', old: before.email, value: record.email }, deps);
  await refreshContact(trx, { ...news, kind: 'phone', old: before.no_hp, value: record.noHp }, deps);
  return ended;
}

/** Running nodes compare the epoch within 30 seconds; their job tells the relying parties. */
async function endWhereNotAllowed(
  trx: Db,
  { accountId, before, record }: News,
  { now }: EffectDeps,
): Promise<boolean> {
  if (!isInOffice(before.kedudukan_hukum_id) || isInOffice(record.kedudukanHukumId)) return false;
  await raiseEpoch(trx, accountId);
  await queueLogouts(trx, { accountId, now });
  return true;
}

async function endAgencyRole(
  trx: Db,
  { accountId, before, record }: News,
  { now, compose, context }: EffectDeps,
): Promise<void> {
  const agencyId = before.instansi_id;
  if (agencyId === record.instansiId) return;
  const revoked = await revokeRole(trx, { accountId, role: 'agency', agencyId, now }, context);
  if (revoked > 0) await notice(trx, { accountId, kind: 'role_ended', now, compose });
}

interface ContactNews extends News {
  kind: ContactKind;
  old: string | null;
  value: string | null;
}

/**
 * Only what the directory itself changed: what it has said all along was answered long ago, by an undoing perhaps. A contact that its
 * owner or an officer put there and its owner verified stays; one that the directory has no more stays too, else somebody is stranded.
 */
async function refreshContact(trx: Db, news: ContactNews, deps: EffectDeps): Promise<void> {
  const { accountId, kind, old, value } = news;
  if (value === null || value === old) return;
  const current = await trx
    .selectFrom('contact')
    .select(['source', 'verified_at'])
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (current && current.source !== 'directory' && current.verified_at !== null) return;
  const change = { accountId, kind, value, source: 'directory' as const, verified: false, now: deps.now };
  await changeContact(trx, change, deps);
}
