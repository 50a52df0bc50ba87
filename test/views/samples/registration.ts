import type { AnySample } from '../samples.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 27);
const MINUTE = 60_000;
const DAY = 86_400_000;
const office = {
  nama: 'Pemerintah Provinsi Jawa Barat',
  kontak: {
    nama: 'Pengelola kepegawaian Pemerintah Provinsi Jawa Barat',
    jam: 'Senin–Jumat, 07.30–16.00 waktu setempat',
    saluran: 'kepegawaian-7100@asn.example',
  },
};
const register = { suggestion: null, domains: ['gmail.com', 'yahoo.com'], running: false, lockedUntil: null };
const verify = {
  email: 'andi@asn.example',
  phone: '081200000006',
  emailVerified: false,
  phoneVerified: false,
  suggestion: null,
  disagree: false,
  minutes: { email: 30, phone: 10 },
  delivery: {
    email: { state: 'sent', at: NOW - MINUTE },
    sms: { state: 'waiting', at: NOW },
  },
  lockedUntil: null,
} as const;
const typed = { nip: '19950909 202203 1 006', nik: '3204100909950006', email: 'andi@gmial.com', phone: '0812 0000 0006' };
const masked = 'a•••@asn.example';
const refused = (cause: 'not_in_directory' | 'conflict' | 'nik_mismatch' | 'registered' | 'not_activated') =>
  ({
    name: `register-refused-${cause}`,
    view: 'registration/refused',
    locals: { cause, office: null, reason: null },
  }) as const;
const ended = (cause: 'not_active' | 'objected' | 'agency' | 'expired', reason: string | null = null) =>
  ({ name: `register-refused-${cause}`, view: 'registration/refused', locals: { cause, office, reason } }) as const;

/** The pages under `views/registration/`, in each state that looks different. */
export const registrationSamples: readonly AnySample[] = [
  { name: 'register', view: 'registration/register', locals: register },
  { name: 'register-running', view: 'registration/register', locals: { ...register, running: true } },
  {
    name: 'register-form-refused',
    view: 'registration/register',
    locals: {
      ...register,
      suggestion: 'andi@gmail.com',
      values: { ...typed, nik: '32041009099500' },
      errors: [{ field: 'nik', text: 'NIK terdiri dari 16 angka; yang Anda ketik 14 angka.' }],
    },
  },
  {
    name: 'register-over-limit',
    view: 'registration/register',
    locals: { ...register, values: typed, lockedUntil: NOW + 40 * MINUTE },
  },
  { name: 'register-verify', view: 'registration/verify', locals: verify },
  {
    name: 'register-verify-suggestion',
    view: 'registration/verify',
    locals: {
      ...verify,
      email: 'andi@gmial.com',
      suggestion: 'andi@gmail.com',
      disagree: true,
      delivery: { email: { state: 'failed', at: NOW }, sms: null },
    },
  },
  {
    name: 'register-verify-half',
    view: 'registration/verify',
    locals: {
      ...verify,
      emailVerified: true,
      note: 'Email Anda sudah terverifikasi. Tinggal kode SMS.',
    },
  },
  {
    name: 'register-verify-refused',
    view: 'registration/verify',
    locals: {
      ...verify,
      values: { emailCode: '123456' },
      errors: [{ field: 'emailCode', text: 'Kode tidak cocok. Periksa pesan terbaru dari kami, lalu ketik lagi.' }],
    },
  },
  {
    name: 'register-verify-over-limit',
    view: 'registration/verify',
    locals: { ...verify, emailVerified: true, phoneVerified: true, lockedUntil: NOW + DAY },
  },
  { name: 'register-password', view: 'registration/password', locals: { nip: '19950909 202203 1 006' } },
  {
    name: 'register-password-refused',
    view: 'registration/password',
    locals: {
      nip: '19950909 202203 1 006',
      errors: [{ field: 'password', text: 'Kata sandi baru paling sedikit 8 karakter.' }],
    },
  },
  {
    name: 'register-check-email',
    view: 'registration/check-email',
    locals: { masked, minutes: 30, delivery: { state: 'sent', at: NOW } },
  },
  {
    name: 'register-check-email-again',
    view: 'registration/check-email',
    locals: {
      masked,
      minutes: 30,
      delivery: { state: 'waiting', at: NOW },
      note: 'Permintaan diterima. Jika belum melebihi batas 5 pesan per jam, tautan baru segera tiba; pakai yang terbaru.',
    },
  },
  { name: 'register-queued', view: 'registration/queued', locals: { masked, delivery: { state: 'sent', at: NOW }, retrySeconds: 15, since: NOW } },
  {
    name: 'register-waiting',
    view: 'registration/waiting',
    locals: { masked, delivery: { state: 'sent', at: NOW }, office, changed: false, since: NOW, until: NOW + 14 * DAY },
  },
  {
    name: 'register-put-back',
    view: 'registration/waiting',
    locals: { masked, delivery: { state: 'sent', at: NOW }, office, changed: true, since: NOW, until: NOW + 14 * DAY },
  },
  { name: 'register-approved', view: 'registration/approved', locals: { masked, minutes: 30 } },
  { name: 'register-elsewhere', view: 'registration/elsewhere', locals: { maskedPhone: '0812••••••06' } },
  { name: 'register-done', view: 'registration/done', locals: { signinFrom: null } },
  { name: 'register-done-wait', view: 'registration/done', locals: { signinFrom: NOW + 3 * DAY } },
  refused('not_in_directory'),
  refused('conflict'),
  refused('nik_mismatch'),
  refused('registered'),
  refused('not_activated'),
  ended('not_active'),
  ended('objected'),
  ended('agency', 'KTP dan kartu pegawai belum ditunjukkan.'),
  ended('expired'),
  { name: 'register-no-status', view: 'registration/no-status', locals: {} },
  { name: 'activate', view: 'registration/activate', locals: { state: 'ready', minutes: 30 } },
  { name: 'activate-gone', view: 'registration/activate', locals: { state: 'gone', minutes: 30 } },
  { name: 'register-object', view: 'registration/object', locals: { state: 'ready', at: NOW } },
  { name: 'register-object-ended', view: 'registration/object', locals: { state: 'ended', at: NOW } },
  { name: 'register-object-late', view: 'registration/object', locals: { state: 'late', at: NOW } },
  { name: 'register-object-gone', view: 'registration/object', locals: { state: 'gone', at: null } },
];
