import { policy } from '../../../../config/policy.ts';
import { notice } from '../../../model/notices.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Kv } from '../../../platform/kv.ts';
import { countsForActivation } from '../facts.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import type { Page, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'compose' | 'now'>;

const DAY_SECONDS = 86_400;
type Waiting = Pick<SigninAccount, 'id' | 'epoch'>;
/** Whatever ended the account since (an undoing, a freeze) ended its wait: the notice that began it told of another time. */
const key = ({ id, epoch }: Waiting) => `activation-wait:${id}:${epoch}`;

/** When an account with a single contact proved it for the first time (epoch ms), or null. */
export async function waitingSince(kv: Kv, account: Waiting): Promise<number | null> {
  const stored = await kv.get(key(account));
  return stored === null ? null : Number(stored);
}

/** One contact only: a day, with a notice, stands in for the second channel. */
export function contactWaitStep(deps: Deps): Step {
  return {
    show: (visit) => show(deps, visit),
    submit: async () => ({ kind: 'again' }),
  };
}

async function show(deps: Deps, visit: Visit): Promise<Page> {
  const account = accountOf(visit);
  const since = await begin(deps, account);
  const contact = account.contacts.find((candidate) => countsForActivation(candidate, deps.now()));
  const until = since + policy.contacts.loneContactWaitSeconds * 1000;
  return { view: 'signin/contact-wait', locals: { to: contact ? maskContact(contact) : '', until } };
}

/** Begins the wait and tells its owner, once; whoever comes back within a week of its end goes on. */
async function begin({ db, kv, compose, now }: Deps, account: Waiting): Promise<number> {
  const accountId = account.id;
  const lasts = policy.contacts.loneContactWaitSeconds + 7 * DAY_SECONDS;
  const begun = await kv.setIfAbsent(key(account), String(now()), lasts);
  if (!begun) return (await waitingSince(kv, account)) ?? now();
  const values = { until: new Date(now() + policy.contacts.loneContactWaitSeconds * 1000) };
  await db
    .transaction()
    .execute((trx) => notice(trx, { accountId, kind: 'contact_wait', values, now: now(), compose }));
  return now();
}
