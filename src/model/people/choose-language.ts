import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

/** Messages follow it from now on. The same choice again changes nothing and is not written down. */
export async function chooseLanguage(
  trx: Db,
  { accountId, language, now }: { accountId: string; language: 'id' | 'en'; now: number },
  context: AuditContext,
): Promise<void> {
  const changed = await trx
    .updateTable('account')
    .set({ locale: language, updated_at: new Date(now) })
    .where('id', '=', accountId)
    .where('locale', 'is distinct from', language)
    .returning('id')
    .executeTakeFirst();
  if (changed) await audit(trx, { type: 'language.chosen', accountId, details: { language } }, context);
}
