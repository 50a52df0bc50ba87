import { findLeft, takeLeft } from '../../model/activation-left.ts';
import { audit } from '../../model/audit.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { Progress } from '../../model/progress.ts';
import { contactsThatCountAgain } from '../../policies/activation-left.ts';
import { auditContext } from './audit-context.ts';
import { countsForActivation } from './facts.ts';
import type { SigninDeps, Visit } from './step.ts';

type Resumed = Pick<Progress, 'contactsResumed' | 'resumedUntil' | 'stepsBefore'>;
const NOTHING: Resumed = { contactsResumed: [], resumedUntil: null, stepsBefore: 0 };

/**
 * What this browser left of this very account's activation, after its right password; taken once. Never on a shared device: whoever says so
 * now may not be who said nothing then.
 */
export async function resumed(
  { db, kv, now }: Pick<SigninDeps, 'db' | 'kv' | 'now'>,
  visit: Visit,
  { account, shared, byHandedCode }: { account: SigninAccount; shared: boolean; byHandedCode: boolean },
): Promise<Resumed> {
  const hash = visit.visitor.left;
  if (hash === null || shared) return NOTHING;
  const found = await findLeft(kv, hash);
  // Somebody else's is left where it is.
  if (found?.accountId !== account.id || (await takeLeft(kv, hash)) === null) return NOTHING;
  const returning = {
    epoch: account.epoch,
    password: account.password,
    beyond: isBeyond(account),
    byHandedCode,
    contacts: account.contacts.filter((contact) => countsForActivation(contact, now())),
  };
  const contactsResumed = contactsThatCountAgain(found, returning, now());
  const sameAccount = !returning.beyond && account.epoch === found.epoch;
  const stepsBefore =
    sameAccount && found.passwordChanged && account.password?.setAt === found.passwordSetAt ? 1 : 0;
  if (contactsResumed.length > 0) {
    const details = { contacts: contactsResumed.length };
    await audit(
      db,
      { type: 'activation.resumed', accountId: account.id, details },
      auditContext(visit, now()),
    );
  }
  return { contactsResumed, resumedUntil: contactsResumed.length > 0 ? found.until : null, stepsBefore };
}

function isBeyond({ authenticators, passkeys, smsFactor, freeze, reset }: SigninAccount): boolean {
  return authenticators.length > 0 || passkeys.length > 0 || smsFactor || freeze !== null || reset !== null;
}
