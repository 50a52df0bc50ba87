import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 9, 3, 2, 27);
const form = { errors: [], values: {}, locked: null };
const codes = Array.from({ length: 10 }, (_, nr) => `7K3M${nr}-XY2Z9-Q4R8T`);

/** The pages of password and recovery codes, in each state that looks different. */
export const securitySamples: readonly AnySample[] = [
  {
    name: 'account-password',
    view: 'account/security/password',
    locals: { nip: '19900101 202001 1 001', setAt: at, ...form },
  },
  {
    name: 'account-password-code-alone',
    view: 'account/security/password',
    locals: { nip: '19900101 202001 1 001', setAt: at, proof: { passkey: false, recoveryCode: false }, ...form },
  },
  {
    name: 'account-password-refused',
    view: 'account/security/password',
    locals: {
      nip: '19900101 202001 1 001',
      setAt: at,
      ...form,
      errors: [{ field: 'currentPassword', text: 'Kata sandi saat ini tidak cocok. Sisa 3 percobaan.' }],
    },
  },
  {
    name: 'account-codes',
    view: 'account/security/recovery-codes',
    locals: { left: 7, since: at, confirmedAt: null, provable: true, note: null, ...form },
  },
  {
    name: 'account-codes-tried',
    view: 'account/security/recovery-codes',
    locals: {
      left: 10,
      since: at,
      confirmedAt: at,
      provable: true,
      note: 'Kode cocok. Simpan kertasnya di tempat yang aman.',
      ...form,
    },
  },
  {
    name: 'account-codes-none',
    view: 'account/security/recovery-codes',
    locals: { left: 0, since: null, confirmedAt: null, provable: false, note: null, ...form },
  },
  {
    name: 'account-codes-new',
    view: 'account/security/new-recovery-codes',
    locals: { codes, name: 'Budi Santoso', nip: '…1001', ...form },
  },
];
