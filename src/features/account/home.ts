import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { MessageKey } from '../../messages.ts';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import { fullName } from '../../parts/full-name.ts';
import { notFound } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import type { AccountContact } from '../../platform/http/page-locals/account.ts';
import { stateOf } from '../../platform/http/state.ts';
import { contactCounts } from '../../policies/contacts.ts';

type Deps = Pick<Web, 'db' | 'guard' | 'sessions' | 'render' | 'messages' | 'now'>;

/** What was just done, said where it leads back to. */
const DONE = {
  email: 'account.done.email',
  phone: 'account.done.phone',
  password: 'account.done.password',
} as const satisfies Record<string, MessageKey>;

/** `/account`: where whoever is signed in governs their own security and data. */
export async function showAccount(deps: Deps, ctx: Context): Promise<void> {
  const session = await deps.guard.person(ctx);
  if (!session) return;
  const [account, { sessions }] = await Promise.all([
    findSigninAccountById(deps.db, session.accountId),
    deps.sessions.list(session.accountId),
  ]);
  if (!account) return notFound(ctx);
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const done = new URLSearchParams(ctx.querystring).get('done') ?? '';
  const { authenticators, passkeys, recoveryCodesLeft } = account;
  deps.render(ctx, 'account/home', {
    name: fullName(account),
    nip: account.nip,
    agency: account.instansi.nama,
    contacts: (['email', 'phone'] as const).map((kind) => shown(account, kind, deps.now())),
    authenticators: authenticators.map(({ name, label }) => name ?? label),
    recoveryCodesLeft,
    fewCodes: recoveryCodesLeft <= policy.recoveryCodes.few,
    smsFactor: authenticators.length === 0 && account.smsFactor,
    passwordSetAt: account.password?.setAt ?? null,
    passkeys: passkeys.map(({ name }) => name),
    sessions: sessions.length,
    note: Object.hasOwn(DONE, done) ? words.t(DONE[done as keyof typeof DONE]) : null,
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
