import qrcode from 'qrcode';
import type { AnySample } from '../samples.ts';

/** 22 November 2026, 09.27 WIB. */
const NOW = Date.UTC(2026, 10, 22, 2, 27);
const DAY = 86_400_000;
const agency = { id: 'b2000000000000000000000000000000', nama: 'Pemerintah Kota Bandung' };
const places = {
  path: [],
  children: [
    { id: 'u1', nama: 'Badan Kepegawaian dan Pengembangan Sumber Daya Manusia' },
    { id: 'u2', nama: 'Dinas Pendidikan' },
  ],
  current: '',
};
const inUnit = {
  path: [{ id: 'u2', nama: 'Dinas Pendidikan' }],
  children: [{ id: 'u3', nama: 'SMP Negeri 1 Bandung' }],
  current: 'u2',
};
const shares = (people: number, active: number, mfa: number, never: number, dead: number) => ({
  ...{ people, active, mfa, never, dead },
  activeShare: Math.floor((active * 100) / people),
  mfaShare: Math.floor((mfa * 100) / people),
});
const person = { pnsId: 'A1B2C3D4E5F60718293A4B5C6D7E8F90', nama: 'Siti Aminah, S.Pd.', nip: '198803122011012004' };
const account = {
  state: 'active' as const,
  createdAt: NOW - 300 * DAY,
  lastSigninAt: NOW - 2 * DAY,
  blocks: [],
  passwordSetAt: NOW - 90 * DAY,
  totp: [{ label: 'ASN Digital · NIP …2004', since: NOW - 90 * DAY }],
  recoveryCodesLeft: 9,
  smsFactorAt: null,
  reset: null,
  letters: [],
};
const contacts = [
  {
    ...{ kind: 'email' as const, masked: 's•••@sekolah.example', source: 'directory' as const },
    ...{ since: NOW - 400 * DAY, verifiedAt: NOW - 90 * DAY, bouncedAt: null, suspended: false, counts: true },
  },
  {
    ...{ kind: 'phone' as const, masked: '0812••••••04', source: 'agency' as const },
    ...{ since: NOW - DAY, verifiedAt: null, bouncedAt: null, suspended: false, counts: false },
  },
];
const personPage = {
  agency,
  ...person,
  jenisAsn: 'PNS',
  jabatan: 'Guru Ahli Muda',
  unit: 'SMP Negeri 1 Bandung',
  kedudukan: 'Aktif',
  inOffice: true,
  fetchedAt: NOW - DAY,
  account,
  locks: { password: null, code: null },
  contacts,
  mayContact: null,
  mayReset: 'apart',
  done: null,
};
const number = { masked: '0812••••••04', since: NOW - 400 * DAY };
const approval = {
  agency,
  id: '5b0c0f38-3c1d-4a0c-9a53-0b8b1a0f1c11',
  act: 'reset_authenticator',
  open: true,
  ...{ nama: person.nama, nip: person.nip },
  requestedBy: 'Siti Rahmawati',
  requestedAt: NOW - 3_600_000,
  expiresAt: NOW + 3 * DAY,
  own: false,
  presence: true,
  callBackSince: null,
  reason: 'Ponsel hilang, datang membawa KTP.',
  hash: 'x',
  locked: null,
};
const registration = {
  agency,
  id: '5b0c0f38-3c1d-4a0c-9a53-0b8b1a0f1c12',
  ...{ nama: 'Rudi Hartono', nip: '199411052020121003', unit: 'Dinas Pendidikan' },
  cause: 'contact_differs' as const,
  waitingSince: NOW - DAY,
  expiresAt: NOW + 13 * DAY,
};
const registrationPage = {
  ...registration,
  jabatan: 'Guru Ahli Pertama',
  contacts: [
    { kind: 'email' as const, value: 'rudi.hartono@sekolah.example', onRecord: false },
    { kind: 'phone' as const, value: '0813••••••03', onRecord: true },
  ],
  toldAt: NOW - DAY,
  locked: null,
};
const correction = {
  id: '5b0c0f38-3c1d-4a0c-9a53-0b8b1a0f1c13',
  kind: 'record' as const,
  nip: '199411052020121003',
  nama: 'Rudi Hartono',
  field: 'contact',
  createdAt: NOW - 2 * DAY,
};
const batch = {
  id: '5b0c0f38-3c1d-4a0c-9a53-0b8b1a0f1c14',
  madeAt: NOW - DAY,
  madeBy: 'Siti Rahmawati',
  unit: 'Dinas Pendidikan',
  count: 24,
  used: 3,
  open: 21,
};
let picture = '';
qrcode.toString('http://localhost:3000/portal', { type: 'svg', margin: 0 }, (_error, svg) => (picture = svg));
const letter = {
  nama: 'Andi Pratama',
  nip: '199509092022031006',
  unit: 'Dinas Komunikasi dan Informatika',
  code: 'K7QM-2XWD-9HTR',
  until: NOW + 30 * DAY,
};
const choice = (index: number, letterAt: number | null) => ({
  pnsId: `A1B2C3D4E5F60718293A4B5C6D7E8F9${index}`,
  nip: `19950909202203100${index}`,
  nama: index === 1 ? 'Andi Pratama' : 'Ni Luh Putu Ayu Wulandari',
  unit: 'Dinas Pendidikan',
  letterAt,
  ticked: letterAt === null,
});
const wrongCode = { field: 'code', text: 'Kode OTP tidak cocok. Sisa 4 percobaan sebelum langkah ini dikunci 15 menit.' };

/** The pages under `views/agency/`, in each state that looks different. */
export const agencySamples: readonly AnySample[] = [
  {
    name: 'agency-overview',
    view: 'agency/overview',
    locals: {
      agency,
      units: places,
      total: shares(1842, 1201, 988, 610, 74),
      rows: [
        { unitId: 'u1', nama: 'Badan Kepegawaian dan Pengembangan Sumber Daya Manusia', ...shares(86, 84, 82, 2, 0) },
        { unitId: 'u2', nama: 'Dinas Pendidikan', ...shares(1700, 1080, 880, 590, 70) },
        { unitId: null, nama: 'Tanpa unit kerja', ...shares(56, 37, 26, 18, 4) },
      ],
      waiting: { registrations: 3, corrections: 0, approvals: 1 },
      at: NOW,
    },
  },
  {
    name: 'agency-overview-empty',
    view: 'agency/overview',
    locals: {
      agency,
      units: inUnit,
      total: { people: 0, active: 0, mfa: 0, never: 0, dead: 0, activeShare: 0, mfaShare: 0 },
      rows: [],
      waiting: { registrations: 0, corrections: 0, approvals: 0 },
      at: NOW,
    },
  },
  {
    name: 'agency-people',
    view: 'agency/people',
    locals: {
      agency,
      units: inUnit,
      values: { q: 'siti' },
      state: 'no_mfa',
      states: ['never', 'active', 'no_mfa', 'suspended', 'closed', 'dead_contact'],
      unreadable: false,
      people: [
        { ...person, jabatan: 'Guru', unit: 'SMP Negeri 1 Bandung', state: 'active', blocked: false, mfa: true, deadContact: false },
        { ...person, pnsId: 'B1', nama: 'Siti Rohani', jabatan: null, unit: null, state: null, blocked: false, mfa: false, deadContact: true },
        { ...person, pnsId: 'C1', nama: 'Siti Zulaikha', jabatan: null, unit: 'Dinas Pendidikan', state: 'active', blocked: true, mfa: false, deadContact: false },
      ],
      nextHref: '/agency/people?q=siti&after=x',
      firstHref: null,
    },
  },
  {
    name: 'agency-people-none',
    view: 'agency/people',
    locals: {
      agency,
      units: places,
      values: { q: 'xyz' },
      state: '',
      states: ['never'],
      unreadable: false,
      people: [],
      nextHref: null,
      firstHref: null,
    },
  },
  { name: 'agency-person', view: 'agency/person', locals: personPage },
  {
    name: 'agency-person-none',
    view: 'agency/person',
    locals: { ...personPage, account: null, contacts: [], mayReset: 'no_account', done: 'contact' },
  },
  {
    name: 'agency-person-troubled',
    view: 'agency/person',
    locals: {
      ...personPage,
      account: {
        ...account,
        blocks: [{ kind: 'freeze', at: NOW - DAY }],
        reset: { state: 'open', opensAt: NOW, closesAt: NOW + DAY },
        letters: [{ issuedAt: NOW - DAY, expiresAt: NOW + 29 * DAY }],
      },
      locks: { password: NOW + 900_000, code: NOW + 900_000 },
      mayContact: 'frozen',
      mayReset: 'frozen',
      inOffice: false,
      kedudukan: 'Pemberhentian Sementara',
    },
  },
  {
    name: 'agency-contact',
    view: 'agency/contact',
    locals: { agency, ...person, kind: 'phone', masked: '0812••••••04', number },
  },
  {
    name: 'agency-contact-refused',
    view: 'agency/contact',
    locals: {
      agency,
      ...person,
      kind: 'email',
      masked: null,
      number: null,
      values: { email: 'siti@' },
      errors: [
        { field: 'email', text: 'Alamat email ini tidak lengkap.' },
        { field: 'meeting', text: 'Pilih bagaimana Anda memastikan bahwa ini orangnya.' },
        { field: 'reason', text: 'Tulis alasannya, paling sedikit 5 huruf.' },
      ],
    },
  },
  {
    name: 'agency-contact-confirm',
    view: 'agency/contact-confirm',
    locals: {
      agency,
      ...person,
      kind: 'email',
      masked: 's•••@sekolah.example',
      value: 'siti.aminah@bandung.example',
      hidden: { step: 'confirm', email: 'siti.aminah@bandung.example' },
      errors: [wrongCode],
      locked: null,
    },
  },
  { name: 'agency-reset', view: 'agency/reset', locals: { agency, ...person, number, locked: null } },
  {
    name: 'agency-reset-locked',
    view: 'agency/reset',
    locals: { agency, ...person, number, locked: { until: NOW + 900_000 } },
  },
  {
    name: 'agency-approvals',
    view: 'agency/approvals',
    locals: {
      agency,
      done: 'approved',
      approvals: [
        { ...approval, own: false },
        { ...approval, own: true },
      ],
    },
  },
  { name: 'agency-approvals-none', view: 'agency/approvals', locals: { agency, done: null, approvals: [] } },
  { name: 'agency-approval', view: 'agency/approval', locals: approval },
  { name: 'agency-approval-own', view: 'agency/approval', locals: { ...approval, own: true } },
  { name: 'agency-approval-closed', view: 'agency/approval', locals: { ...approval, open: false } },
  {
    name: 'agency-registrations',
    view: 'agency/registrations',
    locals: { agency, done: 'approve', registrations: [registration] },
  },
  {
    name: 'agency-registrations-none',
    view: 'agency/registrations',
    locals: { agency, done: null, registrations: [] },
  },
  { name: 'agency-registration', view: 'agency/registration', locals: registrationPage },
  {
    name: 'agency-corrections',
    view: 'agency/corrections',
    locals: { agency, done: null, corrections: [correction] },
  },
  {
    name: 'agency-corrections-none',
    view: 'agency/corrections',
    locals: { agency, done: 'done', corrections: [] },
  },
  {
    name: 'agency-correction',
    view: 'agency/correction',
    locals: { agency, ...correction, text: 'Nomor HP saya sudah ganti.\nYang lama hilang.', contact: 'rudi@sekolah.example' },
  },
  { name: 'agency-letters', view: 'agency/letters', locals: { agency, batches: [batch], revoked: 21 } },
  { name: 'agency-letters-none', view: 'agency/letters', locals: { agency, batches: [], revoked: null } },
  {
    name: 'agency-letters-new',
    view: 'agency/letters-new',
    locals: { agency, units: inUnit, most: 500, days: 30, people: [choice(1, null), choice(2, NOW - DAY)] },
  },
  {
    name: 'agency-letters-nobody',
    view: 'agency/letters-new',
    locals: { agency, units: places, most: 500, days: 30, people: [] },
  },
  {
    name: 'agency-letters-confirm',
    view: 'agency/letters-confirm',
    locals: { agency, count: 24, days: 30, hidden: { step: 'confirm' }, locked: null },
  },
  {
    name: 'agency-letters-print',
    view: 'agency/letters-print',
    locals: {
      agency,
      letters: [letter, { ...letter, nama: 'Ni Luh Putu Ayu Wulandari', unit: null, code: 'B3FZ-7NPC-4JUE' }],
      portal: 'http://localhost:3000/portal',
      picture,
      madeAt: NOW,
    },
  },
  { name: 'agency-letters-gone', view: 'agency/letters-gone', locals: { agency, batch } },
  { name: 'agency-letters-batch', view: 'agency/letters-batch', locals: { agency, batch, locked: null } },
  {
    name: 'agency-confirm-contact',
    view: 'agency/confirm-contact',
    locals: { state: 'ready', contact: { kind: 'email', agency: agency.nama, nip: '2004' } },
  },
  { name: 'agency-confirm-done', view: 'agency/confirm-contact', locals: { state: 'done', contact: null } },
  { name: 'agency-confirm-gone', view: 'agency/confirm-contact', locals: { state: 'gone', contact: null } },
];
