import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { forgetUse } from './application-use.ts';
import { revokeConsent } from './consents.ts';

/** Its owner takes an application's access back: the consent, what it was used for, and the row that says so, or none of them. */
export async function revokeApplication(
  trx: Db,
  { accountId, clientId, now }: { accountId: string; clientId: string; now: number },
  context: AuditContext,
): Promise<void> {
  await revokeConsent(trx, { accountId, clientId, now });
  await forgetUse(trx, { accountId, clientId });
  await audit(
    trx,
    { type: 'application.revoked', accountId, details: { client: clientId } },
    { ...context, clientId },
  );
}
