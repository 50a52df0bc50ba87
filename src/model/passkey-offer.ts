import { policy } from '../../config/policy.ts';
import type { Db } from '../platform/db.ts';
import { isPasskeyOffered, readPasskeyOffer } from '../policies/passkey-offer.ts';
import type { OfferedPerson, PasskeyOffer } from '../policies/passkey-offer.ts';
import { audit } from './audit.ts';
import type { AuditContext } from './audit.ts';

/** The row of `setting` that overrules the policy's figure. */
const PASSKEY_OFFER = 'passkey_offer';

interface Deps {
  db: Db;
  now: () => number;
}

const known = new WeakMap<Db, { at: number; offer: Promise<PasskeyOffer> }>();
const maxAgeMs = policy.caches.settingsSeconds * 1000;

/** Whether this person is offered to make a passkey; the switch turned beside this node is seen within `settingsSeconds`. */
export async function passkeyOffered(deps: Deps, person: OfferedPerson): Promise<boolean> {
  return isPasskeyOffered(await remembered(deps), person);
}

function remembered({ db, now }: Deps): Promise<PasskeyOffer> {
  const entry = known.get(db);
  if (entry && now() >= entry.at && now() - entry.at < maxAgeMs) return entry.offer;
  const offer = loadPasskeyOffer(db).then(({ offer: loaded }) => loaded);
  known.set(db, { at: now(), offer });
  // A failure is not remembered: the next caller asks again.
  offer.catch(() => known.delete(db));
  return offer;
}

/** "Nanti saja": this person is not asked for a while. */
export async function offerPasskeyLater(
  db: Db,
  { accountId, now }: { accountId: string; now: number },
): Promise<void> {
  const until = new Date(now + policy.passkeys.offerAgainSeconds * 1000);
  await db
    .updateTable('account')
    .set({ passkey_offer_later_until: until })
    .where('id', '=', accountId)
    .execute();
}

export interface StoredOffer {
  offer: PasskeyOffer;
  /** Who turned the switch and when (epoch ms); null: it is the policy's figure. */
  changed: { by: string; at: number } | null;
}

/** As it stands in the database now. */
export async function loadPasskeyOffer(db: Db): Promise<StoredOffer> {
  const row = await db
    .selectFrom('setting')
    .select(['value', 'changed_by', 'changed_at'])
    .where('name', '=', PASSKEY_OFFER)
    .executeTakeFirst();
  const offer = readPasskeyOffer(row?.value);
  if (!row || !offer) return { offer: policy.passkeys.offer, changed: null };
  return { offer, changed: { by: row.changed_by, at: row.changed_at.getTime() } };
}

/** Turns the switch, and writes down what it was and what it is. To be followed by `forgetPasskeyOffer`. */
export async function changePasskeyOffer(
  trx: Db,
  { offer, now }: { offer: PasskeyOffer; now: number },
  context: AuditContext,
): Promise<void> {
  // Two admins at once: the second one's "before" is what the first one made.
  await trx
    .insertInto('setting')
    .values({ name: PASSKEY_OFFER, value: 'null', changed_by: context.actor, changed_at: new Date(now) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ changed_at: new Date(now) }))
    .execute();
  const before = await loadPasskeyOffer(trx);
  await trx
    .updateTable('setting')
    .set({ value: JSON.stringify(offer), changed_by: context.actor, changed_at: new Date(now) })
    .where('name', '=', PASSKEY_OFFER)
    .execute();
  const details = { before: copy(before.offer), after: copy(offer) };
  await audit(trx, { type: 'passkey-offer.changed', accountId: null, details }, context);
}

const copy = ({ share, agencies }: PasskeyOffer) => ({ share, agencies: [...agencies] });

/** This node asks again at once; the others within `settingsSeconds`. */
export function forgetPasskeyOffer(db: Db): void {
  known.delete(db);
}
