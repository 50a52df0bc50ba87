import { randomUUID } from 'node:crypto';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { readPhone } from '../../policies/contacts.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

export interface AccountToOpen {
  pnsId: string;
  agencyId: string;
  now: number;
}

/**
 * The account of somebody who has none, still `unverified`: it has the directory's contacts with the directory's dates, and no
 * password, so that nothing but a handed code begins its activation. Null: not of this agency, or the number is another
 * account's. The employee's row is the lock: two at once open one.
 */
export async function openAccount(
  trx: Db,
  { pnsId, agencyId, now }: AccountToOpen,
  context: AuditContext,
): Promise<string | null> {
  const employee = await trx
    .selectFrom('employee')
    .select(['nip', 'email', 'no_hp', 'email_since', 'no_hp_since'])
    .where('pns_id', '=', pnsId)
    .where('instansi_id', '=', agencyId)
    .forUpdate()
    .executeTakeFirst();
  if (!employee) return null;
  const held = await trx.selectFrom('account').select('id').where('pns_id', '=', pnsId).executeTakeFirst();
  if (held) return held.id;
  const { nip } = employee;
  const taken = await trx.selectFrom('nip_alias').select('nip').where('nip', '=', nip).executeTakeFirst();
  if (taken) return null;
  const [accountId, at] = [randomUUID(), new Date(now)];
  await trx
    .insertInto('account')
    .values({ id: accountId, pns_id: pnsId, state: 'unverified', created_at: at, updated_at: at })
    .execute();
  const alias = { nip, account_id: accountId, current: true, since: at };
  await trx.insertInto('nip_alias').values(alias).execute();
  const contacts = [
    contactRow('email', employee.email?.trim().toLowerCase() ?? null, employee.email_since ?? at),
    contactRow('phone', e164(employee.no_hp), employee.no_hp_since ?? at),
  ].filter((row) => row !== null);
  const rows = contacts.map((row) => ({ ...row, account_id: accountId }));
  if (rows.length > 0) await trx.insertInto('contact').values(rows).execute();
  await audit(trx, { type: 'account.created', accountId, details: { source: 'agency' } }, context);
  return accountId;
}

function contactRow(kind: ContactKind, value: string | null, since: Date) {
  if (value === null || value === '') return null;
  return {
    id: randomUUID(),
    kind,
    value,
    source: 'directory' as const,
    recorded_at: since,
    verified_at: null,
  };
}

function e164(phone: string | null): string | null {
  const read = readPhone(phone ?? '');
  return read.kind === 'ok' ? read.e164 : null;
}
