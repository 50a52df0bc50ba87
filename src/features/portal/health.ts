import { policy } from '../../../config/policy.ts';
import type { MessageKey, Words } from '../../messages.ts';
import type { HealthShown } from '../../platform/http/page-locals/home.ts';
import { securityHealth } from '../../policies/security-health.ts';
import type { HealthItem, HealthName, SecurityFacts } from '../../policies/security-health.ts';

interface Said {
  text: MessageKey;
  act: MessageKey;
  href: string;
}

type OfContact = 'no_contact' | 'suspended_contact' | 'unverified_contact' | 'young_contact';

const CODES = { act: 'home.health.codes_do', href: '/account/recovery-codes' } as const;

const SAID: Record<Exclude<HealthName, OfContact>, Said> = {
  sms_factor: { text: 'home.health.sms_factor', act: 'home.health.authenticator_do', href: '/reset-mfa' },
  no_codes: { text: 'home.health.no_codes', ...CODES },
  few_codes: { text: 'home.health.few_codes', ...CODES },
  codes_unproven: {
    text: 'home.health.codes_unproven',
    act: 'home.health.codes_unproven_do',
    href: '/account/recovery-codes',
  },
  one_authenticator: {
    text: 'home.health.one_authenticator',
    act: 'home.health.one_authenticator_do',
    href: '/account/authenticators/add',
  },
  no_passkey: {
    text: 'home.health.no_passkey',
    act: 'home.health.no_passkey_do',
    href: '/account/passkeys/add',
  },
  old_password: {
    text: 'home.health.old_password',
    act: 'home.health.old_password_do',
    href: '/account/password',
  },
};

const CONTACT: Record<OfContact, { email: MessageKey; phone: MessageKey }> = {
  no_contact: { email: 'home.health.no_email', phone: 'home.health.no_phone' },
  suspended_contact: { email: 'home.health.suspended_email', phone: 'home.health.suspended_phone' },
  unverified_contact: { email: 'home.health.unverified_email', phone: 'home.health.unverified_phone' },
  young_contact: { email: 'home.health.young_email', phone: 'home.health.young_phone' },
};

/** What would better protect the account, each with the one tap that mends it. */
export function healthOf(
  facts: SecurityFacts,
  { now, mayHavePasskey, words }: { now: number; mayHavePasskey: boolean; words: Words },
): HealthShown[] {
  const figures = {
    passwordAfterSeconds: policy.reminders.passwordAfterSeconds,
    fewCodes: policy.recoveryCodes.few,
    contacts: policy.contacts,
  };
  return securityHealth(facts, { now, mayHavePasskey, figures }).map((item) => {
    const { text, act, href } = saidOf(item);
    return {
      text: words.t(text, { left: facts.recoveryCodesLeft }),
      act: words.t(act),
      href,
      tone: item.tone,
    };
  });
}

function saidOf({ name, contact }: HealthItem): Said {
  if (!(name in CONTACT)) return SAID[name as Exclude<HealthName, OfContact>];
  const kind = contact ?? 'email';
  // Whoever has undone a change may not simply change it again: somebody else has been there, and people look first.
  if (name === 'suspended_contact')
    return { text: CONTACT[name][kind], act: 'home.health.suspended_do', href: '/help/case?topic=contact' };
  const act = kind === 'email' ? 'home.health.email_do' : 'home.health.phone_do';
  return { text: CONTACT[name as OfContact][kind], act, href: `/account/contacts/${kind}` };
}
