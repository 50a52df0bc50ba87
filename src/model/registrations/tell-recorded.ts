import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { readPhone } from '../../policies/contacts.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { sendNews } from '../notices.ts';
import type { Compose } from '../notices.ts';
import { OBJECT_PATH } from './registration.ts';
import type { Registration } from './registration.ts';

interface Deps {
  compose: Compose;
  issuer: string;
  now: () => number;
}

interface Telling {
  row: Registration;
  recorded: { email: string | null; noHp: string | null };
  /** The budgets allow the SMS. */
  phones: boolean;
}

/**
 * The contacts on record hear at once that somebody registers with their number, with a link that ends it: whether it goes on
 * by itself or waits for the agency (design §3).
 */
export async function tellRecorded(
  deps: Deps,
  trx: Db,
  { row, recorded, phones }: Telling,
  context: AuditContext,
): Promise<void> {
  const now = deps.now();
  const contacts = reachable(recorded).filter(({ kind }) => kind === 'email' || phones);
  const token = randomToken();
  await trx
    .updateTable('registration')
    .set({ told_at: new Date(now), object_hash: sha256(token) })
    .where('id', '=', row.id)
    .execute();
  for (const to of contacts) {
    await sendNews(trx, {
      to,
      kind: 'registration_started',
      values: { link: `${deps.issuer}${OBJECT_PATH}/${token}`, at: new Date(now), nip: row.nip.slice(-4) },
      // Theirs is not known; the person at the keyboard may be somebody else.
      locale: null,
      now,
      compose: deps.compose,
    });
  }
  const details = { registration: row.id, kinds: contacts.map(({ kind }) => kind) };
  await audit(trx, { type: 'registration.contacts-told', accountId: null, details }, context);
}

function reachable({ email, noHp }: Telling['recorded']): { kind: ContactKind; value: string }[] {
  const phone = readPhone(noHp ?? '');
  return [
    ...(email ? [{ kind: 'email' as const, value: email.trim().toLowerCase() }] : []),
    ...(phone.kind === 'ok' ? [{ kind: 'phone' as const, value: phone.e164 }] : []),
  ];
}
