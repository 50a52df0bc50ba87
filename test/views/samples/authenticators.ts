import type { AnySample } from '../samples.ts';

const since = Date.UTC(2026, 9, 3, 2, 27);
const main = {
  id: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ae001',
  name: 'Ponsel utama',
  label: 'ASN Digital · NIP …1001 · 3 Okt 2026',
  since,
  lastUsedAt: since + 40 * 86_400_000,
};
const second = {
  ...main,
  id: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ae002',
  name: 'Ponsel di rumah',
  label: 'ASN Digital · NIP …1001 · 20 Nov 2026',
  since: since + 48 * 86_400_000,
  lastUsedAt: null,
};
const unlocked = { locked: null, errors: [] };
const picture = '<svg viewBox="0 0 40 40" width="208" height="208"><path d="M0 0h40v40H0z" fill="#15202b"/></svg>';
const offer = {
  offer: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ae003',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/ASN%20Digital:x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  label: second.label,
  picture,
  minutes: 5,
  nameLength: 30,
};

/** The pages of authenticators, in each state that looks different. */
export const authenticatorSamples: readonly AnySample[] = [
  { name: 'authenticators', view: 'account/authenticators/list', locals: { entries: [main, second], shared: false, most: 2, note: 'Nama sudah disimpan.' } },
  { name: 'authenticators-one', view: 'account/authenticators/list', locals: { entries: [main], shared: false, most: 2, note: null } },
  { name: 'authenticators-none', view: 'account/authenticators/list', locals: { entries: [], shared: true, most: 2, note: null } },
  { name: 'authenticator-add', view: 'account/authenticators/add', locals: { state: 'ready', most: 2, ...unlocked } },
  { name: 'authenticator-add-locked', view: 'account/authenticators/add', locals: { state: 'ready', most: 2, locked: { until: since + 900_000 }, errors: [] } },
  { name: 'authenticator-add-full', view: 'account/authenticators/add', locals: { state: 'full', most: 2, ...unlocked } },
  { name: 'authenticator-add-shared', view: 'account/authenticators/add', locals: { state: 'shared', most: 2, ...unlocked } },
  { name: 'authenticator-add-unprovable', view: 'account/authenticators/add', locals: { state: 'unprovable', most: 2, ...unlocked } },
  { name: 'authenticator-new', view: 'account/authenticators/new', locals: { ...offer, errors: [], values: { name: 'Ponsel kedua' } } },
  {
    name: 'authenticator-new-refused',
    view: 'account/authenticators/new',
    locals: { ...offer, errors: [{ field: 'code', text: 'Ketik kode 6 angka.' }], values: { name: 'Tablet' } },
  },
  { name: 'authenticator-manage', view: 'account/authenticators/one', locals: { entry: second, last: false, nameLength: 30, ...unlocked, values: { name: second.name } } },
  { name: 'authenticator-last', view: 'account/authenticators/one', locals: { entry: main, last: true, nameLength: 30, ...unlocked, values: { name: main.name } } },
];
