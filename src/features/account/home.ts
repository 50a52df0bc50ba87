import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import { notFound } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import type { AccountContact } from '../../platform/http/page-locals/account.ts';
import { stateOf } from '../../platform/http/state.ts';
import { contactCounts } from '../../policies/contacts.ts';

type Deps = Pick<Web, 'db' | 'guard' | 'render' | 'messages' | 'now'>;

/** `/account`: contacts and factors of whoever is signed in. */
export async function showAccount(deps: Deps, ctx: Context): Promise<void> {
  const session = await deps.guard.person(ctx);
  if (!session) return;
  const account = await findSigninAccountById(deps.db, session.accountId);
  if (!account) return notFound(ctx);
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const done = new URLSearchParams(ctx.querystring).get('done');
  const note =
    done === 'email'
      ? words.t('account.done.email')
      : done === 'phone'
        ? words.t('account.done.phone')
        : done === 'password'
          ? words.t('account.done.password')
          : null;
  deps.render(ctx, 'account/home', {
    name: account.nama,
    nip: account.nip,
    contacts: (['email', 'phone'] as const).map((kind) => shown(account, kind, deps.now())),
    authenticators: account.authenticators.map(({ label }) => label),
    recoveryCodesLeft: account.recoveryCodesLeft,
    smsFactor: account.authenticators.length === 0 && account.smsFactor,
    passwordSetAt: account.password?.setAt ?? null,
    passkeys: account.passkeys.length,
    note,
  });
}

function shown({ contacts }: SigninAccount, kind: Contact['kind'], now: number): AccountContact {
  const contact = contacts.find((candidate) => candidate.kind === kind);
  if (!contact) return { kind, value: null, source: null, since: null, state: 'none', countsFrom: null };
  const state = stateOfContact(contact, now);
  return {
    kind,
    value: kind === 'phone' ? contact.value.replace(/^\+62/, '0') : contact.value,
    source: contact.source,
    since: contact.recordedAt,
    state,
    countsFrom: state === 'waiting' ? contact.recordedAt + policy.contacts.countsAfterSeconds * 1000 : null,
  };
}

function stateOfContact(contact: Contact, now: number): AccountContact['state'] {
  if (contact.suspended) return 'suspended';
  if (contactCounts(contact, now, policy.contacts)) return 'counts';
  return contact.verifiedAt === null && contact.source !== 'directory' ? 'unverified' : 'waiting';
}
