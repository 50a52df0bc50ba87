import { listActivity } from '../../../model/activity.ts';
import type { AuditType } from '../../../model/audit.ts';
import { factorTimes } from '../../../model/credentials/factor-times.ts';
import { listRoles } from '../../../model/people/roles.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { otpPool, passwordPool } from '../../../model/pools.ts';
import type { Fact, PersonFacts } from '../../../platform/http/page-locals/helpdesk.ts';
import type { Words } from '../../../messages.ts';
import type { AccountState } from '../../../platform/schema.ts';
import { maySignIn } from '../../../policies/access.ts';
import type { Deps } from '../desk.ts';
import { maskedContacts } from './masked-contacts.ts';
import { SECURITY_EVENTS } from '../words.ts';

const EVENTS_SHOWN = 15;

/** Everything an officer may know of a person: kinds and dates; never a secret, a whole contact or the NIK. */
export async function personFacts(
  { db, pools }: Pick<Deps, 'db' | 'pools'>,
  account: SigninAccount,
  { words, now }: { words: Words; now: number },
): Promise<PersonFacts> {
  const types = Object.keys(SECURITY_EVENTS) as AuditType[];
  const [password, otp, factors, roles, events] = await Promise.all([
    pools.look(passwordPool(account.id)),
    pools.look(otpPool(account.id)),
    factorTimes(db, account.id),
    listRoles(db, { accountId: account.id, now }),
    listActivity(db, { accountId: account.id, types, limit: EVENTS_SHOWN }),
  ]);
  const { t } = words;
  return {
    nama: account.nama,
    nip: account.nip,
    facts: standing(account, roles.length > 0, words),
    contacts: maskedContacts(account, words, now),
    factors: [
      ...account.authenticators.map((entry) => ({
        text: t('helpdesk.factor.totp'),
        since: entry.confirmedAt,
        used: entry.lastUsedAt,
      })),
      ...account.passkeys.map((passkey) => ({
        text: t('helpdesk.factor.passkey'),
        since: passkey.createdAt,
        used: passkey.lastUsedAt,
      })),
      {
        text: t('helpdesk.factor.recovery', { count: account.recoveryCodesLeft }),
        since: factors.recoveryCodesSince,
        used: null,
      },
    ].filter(({ since }) => since !== null),
    locks: [
      { text: t('helpdesk.lock.password'), until: password.lockedUntil },
      { text: t('helpdesk.lock.code'), until: otp.lockedUntil },
    ].flatMap(({ text, until }) => (until === null ? [] : [{ text, until }])),
    events: events.map(({ type, at }) => {
      const key = SECURITY_EVENTS[type];
      return { text: key ? t(key) : type, at: at.getTime() };
    }),
  };
}

function standing(account: SigninAccount, holdsRole: boolean, words: Words): Fact[] {
  const { t, date, time } = words;
  const { reset, freeze } = account;
  const verdict = maySignIn({
    accountState: account.state,
    blocks: account.blocks,
    kedudukanHukum: account.kedudukanHukum,
  });
  const lines: (Fact | null)[] = [
    { label: t('helpdesk.fact.agency'), text: account.instansi.nama },
    { label: t('helpdesk.fact.state'), text: stateText(account.state, words) },
    verdict.kind === 'may'
      ? { label: t('helpdesk.fact.signin'), text: t('helpdesk.fact.signin_may'), tone: 'ok' }
      : { label: t('helpdesk.fact.signin'), text: mayNotText(verdict.reason, words), tone: 'bad' },
    {
      label: t('helpdesk.fact.last'),
      text: account.lastSigninAt === null ? t('helpdesk.fact.never') : date(account.lastSigninAt),
    },
    { label: t('helpdesk.fact.password'), text: passwordText(account, words) },
    freeze ? { label: t('helpdesk.fact.frozen'), text: date(freeze.since), tone: 'bad' } : null,
    reset
      ? {
          label: t('helpdesk.fact.reset'),
          text: t('helpdesk.fact.reset_until', {
            from: `${date(reset.opensAt)}, ${time(reset.opensAt)}`,
            until: `${date(reset.closesAt)}, ${time(reset.closesAt)}`,
          }),
        }
      : null,
    holdsRole ? { label: t('helpdesk.fact.role'), text: t('helpdesk.fact.role_text'), tone: 'bad' } : null,
  ];
  return lines.filter((line) => line !== null);
}

function stateText(state: AccountState, { t }: Words): string {
  const keys = {
    unverified: 'helpdesk.account.unverified',
    active: 'helpdesk.account.active',
    suspended: 'helpdesk.account.suspended',
    closed: 'helpdesk.account.closed',
  } as const;
  return t(keys[state]);
}

function mayNotText(reason: string, { t }: Words): string {
  return reason === 'kedudukan_hukum' ? t('helpdesk.fact.not_in_office') : t('helpdesk.fact.blocked');
}

function passwordText({ password }: SigninAccount, { t, date }: Words): string {
  if (!password) return t('helpdesk.fact.password_none');
  if (password.initial) return t('helpdesk.fact.password_initial');
  if (password.recoveryForced) return t('helpdesk.fact.password_forced');
  return date(password.setAt);
}
