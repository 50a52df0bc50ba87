import type { AnySample } from '../samples.ts';

const since = Date.UTC(2026, 9, 3, 2, 27);
const phone = { id: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001', name: 'HP saya', createdAt: since, lastUsedAt: since + 86_400_000, synced: true };
const laptop = { ...phone, id: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad002', name: 'Laptop kantor', lastUsedAt: null, synced: false };
const unlocked = { locked: null, errors: [] };

/** The pages of passkeys, in each state that looks different. */
export const passkeySamples: readonly AnySample[] = [
  { name: 'passkeys', view: 'account/passkeys/list', locals: { passkeys: [phone, laptop], shared: false, most: 10, note: 'Nama sudah disimpan.' } },
  { name: 'passkeys-none', view: 'account/passkeys/list', locals: { passkeys: [], shared: true, most: 10, note: null } },
  { name: 'passkeys-first', view: 'account/passkeys/list', locals: { passkeys: [], shared: false, most: 10, note: null } },
  { name: 'passkeys-add-shared', view: 'account/passkeys/add', locals: { state: 'shared', most: 10, ...unlocked } },
  { name: 'passkeys-add-locked', view: 'account/passkeys/add', locals: { state: 'ready', most: 10, errors: [], locked: { until: Date.UTC(2026, 10, 22, 2, 42) } } },
  { name: 'passkeys-add', view: 'account/passkeys/add', locals: { state: 'ready', most: 10, ...unlocked } },
  { name: 'passkeys-add-full', view: 'account/passkeys/add', locals: { state: 'full', most: 10, ...unlocked } },
  { name: 'passkeys-add-unprovable', view: 'account/passkeys/add', locals: { state: 'unprovable', most: 10, ...unlocked } },
  { name: 'passkeys-new', view: 'account/passkeys/new', locals: { options: {}, nameLength: 40, errors: [{ field: null, text: 'Jawaban perangkat tidak dapat diterima. Coba sekali lagi.' }], values: { name: 'HP' } } },
  { name: 'passkeys-one', view: 'account/passkeys/one', locals: { passkey: phone, last: false, nameLength: 40, ...unlocked, values: { name: phone.name } } },
  { name: 'passkeys-one-refused', view: 'account/passkeys/one', locals: { passkey: phone, last: false, nameLength: 40, locked: null, errors: [{ field: 'code', text: 'Kode tidak cocok. Sisa 3 percobaan sebelum langkah ini dikunci 15 menit.' }], values: { name: phone.name } } },
  { name: 'passkeys-last', view: 'account/passkeys/one', locals: { passkey: laptop, last: true, nameLength: 40, ...unlocked, values: { name: laptop.name } } },
  {
    name: 'signin-passkey',
    view: 'signin/passkey',
    locals: {
      action: '/interaction/4kTqYvXh', application: { name: 'SIASN', uri: 'http://localhost:3002' }, act: null, counter: null, step: 'passkey',
      options: { challenge: 'AAAA', allowCredentials: [] }, totpHref: '/interaction/4kTqYvXh?way=totp',
    },
  },
  {
    name: 'signin-passkey-refused',
    view: 'signin/passkey',
    locals: {
      action: '/interaction/4kTqYvXh', application: { name: 'SIASN', uri: 'http://localhost:3002' }, act: 'Menyetujui usul cuti Siti Rahmawati', counter: null, step: 'passkey',
      options: { challenge: 'AAAA', allowCredentials: [] }, totpHref: null, errors: [{ field: null, text: 'Passkey ini tidak dapat dipakai di sini. Coba sekali lagi, atau masuk dengan kata sandi dan kode OTP.' }],
    },
  },
  {
    name: 'signin-passkey-needed',
    view: 'signin/passkey-needed',
    locals: { action: '/interaction/4kTqYvXh', application: { name: 'SIASN', uri: 'http://localhost:3002' }, act: null, counter: null, step: 'passkey_needed' },
  },
];
