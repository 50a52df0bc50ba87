import type { AnySample } from '../samples.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 27);
const HOUR = 3_600_000;
const application = { name: 'SIASN', uri: 'http://localhost:3002' };
const portal = { name: 'ASN Digital', uri: 'http://localhost:3000' };
const step = (name: string, counter: { at: number; of: number } | null = null) => ({
  action: '/interaction/4kTqYvXh',
  application,
  act: null,
  step: name,
  counter,
});
const agency = {
  name: 'Kementerian Kesehatan',
  contact: 'Biro Organisasi dan SDM · (021) 520 1590',
  hours: 'Senin–Jumat 08.00–16.00',
};
const picture = '<svg viewBox="0 0 40 40" width="208" height="208"><path d="M0 0h40v40H0z" fill="#15202b"/></svg>';
const enrol = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/ASN%20Digital:x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  label: 'ASN Digital · NIP …2003 · 22 Nov 2026',
  picture,
};

/** The ways of a sign-in besides the ordinary one. */
export const signinSamples: readonly AnySample[] = [
  {
    name: 'recovery-forced',
    view: 'signin/password',
    locals: {
      ...step('password'),
      locked: null,
      values: { nip: '199001012020011001' },
      errors: [
        {
          field: null,
          text: 'Kode kedua salah berkali-kali setelah kata sandi yang benar, jadi kata sandi ini tidak berlaku lagi.',
          link: { href: '/forgot-password', text: 'Lupa kata sandi' },
        },
      ],
    },
  },
  {
    name: 'enrol-replaces',
    view: 'signin/enrol',
    locals: { ...step('enrol', { at: 4, of: 5 }), ...enrol, replaces: true, smsHref: null },
  },
  {
    name: 'enrol-or-sms',
    view: 'signin/enrol',
    locals: { ...step('enrol', { at: 5, of: 6 }), ...enrol, replaces: false, smsHref: '/interaction/4kTqYvXh?way=sms' },
  },
  {
    name: 'sms-choice',
    view: 'signin/sms-choice',
    locals: { ...step('enrol', { at: 5, of: 6 }), to: '0812••••••03', back: '/interaction/4kTqYvXh' },
  },
  {
    name: 'sms-factor',
    view: 'signin/sms-factor',
    locals: { ...step('sms-factor'), application: portal, to: '0812••••••03', locked: null },
  },
  {
    name: 'sms-factor-refused',
    view: 'signin/sms-factor',
    locals: {
      ...step('sms-factor'),
      application: portal,
      to: '0812••••••03',
      locked: null,
      errors: [{ field: 'smsCode', text: 'Kode tidak cocok. Sisa 4 percobaan. Pakai kode dari SMS terbaru.' }],
      values: { smsCode: '123 456' },
    },
  },
  {
    name: 'sms-factor-locked',
    view: 'signin/sms-factor',
    locals: { ...step('sms-factor'), application: portal, to: '0812••••••03', locked: { until: NOW + HOUR / 4 } },
  },
  {
    name: 'authenticator-needed',
    view: 'signin/authenticator-needed',
    locals: { ...step('authenticator_needed'), agency },
  },
  {
    name: 'frozen',
    view: 'signin/frozen',
    locals: { ...step('frozen', { at: 2, of: 4 }), since: NOW - 20 * HOUR, mayThaw: true, agency },
  },
  {
    name: 'frozen-without-factor',
    view: 'signin/frozen',
    locals: { ...step('frozen'), since: NOW - 20 * HOUR, mayThaw: false, agency },
  },
  {
    name: 'new-nip',
    view: 'signin/new-nip',
    locals: { ...step('new_nip'), nip: '19920303 202621 2 003', current: '19920303 202321 2 003' },
  },
  {
    name: 'change-password-handed',
    view: 'signin/change-password',
    locals: { ...step('change_password', { at: 3, of: 3 }), nip: '19900101 202001 1 001', needsCurrent: false, reason: 'handed' },
  },
  {
    name: 'change-password-frozen',
    view: 'signin/change-password',
    locals: { ...step('change_password', { at: 4, of: 4 }), nip: '19900101 202001 1 001', needsCurrent: false, reason: 'frozen' },
  },
  {
    name: 'left-at-enrol',
    view: 'signin/left',
    locals: {
      done: ['email_code', 'sms_code', 'change_password'],
      rest: ['enrol', 'recovery_codes'],
      by: 'own_password',
      contacts: 'count',
      until: NOW + 24 * HOUR,
      to: 'http://localhost:3002/login',
    },
  },
  {
    name: 'left-with-first-password',
    view: 'signin/left',
    locals: {
      done: ['email_code'],
      rest: ['sms_code', 'change_password', 'enrol', 'recovery_codes'],
      by: 'first_password',
      contacts: 'count',
      until: NOW + 24 * HOUR,
      to: '/portal',
    },
  },
  {
    name: 'left-on-shared',
    view: 'signin/left',
    locals: { done: ['email_code'], rest: ['sms_code', 'enrol', 'recovery_codes'], by: 'own_password', contacts: 'shared', until: NOW + HOUR, to: '/portal' },
  },
  {
    name: 'left-at-codes',
    view: 'signin/left',
    locals: {
      done: ['email_code', 'sms_code', 'change_password', 'enrol'],
      rest: ['recovery_codes'],
      by: 'authenticator',
      contacts: 'none',
      until: NOW + HOUR,
      to: '/portal',
    },
  },
  {
    name: 'email-code-leavable',
    view: 'signin/email-code',
    locals: { ...step('email_code', { at: 2, of: 6 }), to: 'd•••@asn.example', mayLeave: true },
  },
  {
    name: 'enrol-leavable',
    view: 'signin/enrol',
    locals: { ...step('enrol', { at: 5, of: 6 }), ...enrol, replaces: false, smsHref: null, mayLeave: true },
  },
  {
    name: 'totp-of-two',
    view: 'signin/totp',
    locals: {
      ...step('totp'),
      locked: null,
      entries: [
        { label: 'ASN Digital · NIP …1001 · 3 Okt 2026', name: 'Ponsel utama' },
        { label: 'ASN Digital · NIP …1001 · 20 Nov 2026', name: 'Ponsel di rumah' },
      ],
      passkeyHref: null,
      recoveryHref: '/interaction/4kTqYvXh?way=recovery-code',
    },
  },
];
