import type { AnySample } from '../samples.ts';

const recordedAt = Date.UTC(2026, 10, 20, 2, 27);
const typing = { provable: true, domains: ['gmail.com'], suggestion: null };
const person = {
  name: 'Dr. Budi Santoso, M.A.P.',
  nip: '199001012020011001',
  agency: 'Badan Kepegawaian Negara',
  sessions: 2,
};

/** The pages under `views/account/`, in each state that looks different. */
export const accountSamples: readonly AnySample[] = [
  {
    name: 'account',
    view: 'account/home',
    locals: {
      ...person,
      contacts: [
        {
          kind: 'email',
          value: 'budi@asn.example',
          source: 'directory',
          since: Date.UTC(2025, 2, 3),
          state: 'counts',
          countsFrom: null,
        },
        {
          kind: 'phone',
          value: '081200000001',
          source: 'self',
          since: recordedAt,
          state: 'waiting',
          countsFrom: recordedAt + 72 * 3_600_000,
        },
      ],
      authenticators: ['HP Samsung', 'ASN Digital · NIP …1001 · 14 Apr 2026'],
      recoveryCodesLeft: 7,
      fewCodes: false,
      smsFactor: false,
      passwordSetAt: recordedAt,
      passkeys: ['iPhone Budi'],
      note: 'Nomor HP sudah diganti. Berlaku untuk pemulihan setelah 72 jam.',
    },
  },
  {
    name: 'account-sms',
    view: 'account/home',
    locals: {
      ...person,
      contacts: [
        { kind: 'email', value: null, source: null, since: null, state: 'none', countsFrom: null },
        {
          kind: 'phone',
          value: '081200000001',
          source: 'helpdesk',
          since: recordedAt,
          state: 'suspended',
          countsFrom: null,
        },
      ],
      authenticators: [],
      recoveryCodesLeft: 0,
      fewCodes: true,
      smsFactor: true,
      passwordSetAt: recordedAt,
      passkeys: [],
    },
  },
  {
    name: 'account-change-email',
    view: 'account/change-contact',
    locals: { kind: 'email', masked: 'b•••@asn.example', locked: null, ...typing },
  },
  {
    name: 'account-change-without-factor',
    view: 'account/change-contact',
    locals: { kind: 'phone', masked: '0812••••••01', locked: null, ...typing, provable: false },
  },
  {
    name: 'account-change-phone-refused',
    view: 'account/change-contact',
    locals: {
      kind: 'phone',
      masked: '0812••••••01',
      locked: null,
      ...typing,
      values: { phone: '021 5550150' },
      errors: [
        { field: 'phone', text: 'Tulis nomor seluler Indonesia yang dimulai dengan 08 atau +628.' },
        { field: 'code', text: 'Kode tidak cocok. Sisa 4 percobaan.' },
      ],
    },
  },
  {
    name: 'account-verify-email',
    view: 'account/verify-contact',
    locals: { kind: 'email', to: 'budi.baru@gmial.com', suggestion: 'budi.baru@gmail.com' },
  },
  { name: 'account-undo', view: 'account/undo', locals: { state: 'ready', kind: 'email', at: recordedAt } },
  { name: 'account-undone', view: 'account/undo', locals: { state: 'done', kind: null, at: null } },
  { name: 'account-undo-gone', view: 'account/undo', locals: { state: 'gone', kind: null, at: null } },
];
