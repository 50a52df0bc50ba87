import type { AnySample } from '../samples.ts';

const AT = Date.UTC(2026, 10, 22, 1, 41);
const captcha = {
  form: 'fJ0dGkT3o8s2m1Qx7Zb4Aw',
  challenge: {
    parameters: {
      algorithm: 'PBKDF2/SHA-256',
      nonce: '00112233445566778899aabbccddeeff',
      salt: 'ffeeddccbbaa99887766554433221100',
      cost: 10,
      keyLength: 32,
      keyPrefix: '00',
    },
    signature: 'c0ffee'.repeat(8),
  },
  picture:
    '<svg viewBox="0 0 220 70" width="220" height="70"><path fill="none" stroke="#15202b" stroke-width="5" d="M20 55 35 15l14 40M25 42h20M70 15v40h24M112 16h26l-24 38h26M160 55V14l26 40V15"/></svg>',
};
const agency = {
  nama: 'Pemerintah Kota Bandung',
  kontak: {
    nama: 'Pengelola kepegawaian BKPSDM',
    jam: 'Senin–Jumat, 08.00–15.30 WIB',
    saluran: 'bkpsdm@bandung.example, (022) 555-0123',
  },
};
const agencies = [
  { id: 'a1', nama: 'Badan Kepegawaian Negara' },
  { id: 'b3', nama: 'Kementerian Kesehatan' },
  { id: 'c2', nama: 'Pemerintah Kota Bandung' },
];
const fields = [
  { value: 'name', label: 'Nama atau gelar' },
  { value: 'agency', label: 'Instansi, unit kerja, atau jabatan' },
];
const topics = [
  { value: 'authenticator', label: 'Autentikator hilang atau ganti HP' },
  { value: 'contact', label: 'Email atau nomor HP saya berubah' },
];
const upload = { megabytes: 12, files: 4, pages: 6 };
const nip = '199001012020011001';
const text = 'Ponsel saya jatuh ke laut di Sorong.\nKode pemulihan ada di ponsel itu juga.';
const line = (minutes: number, who: 'person' | 'officer' | 'system', title: string, said = '') => ({
  at: AT + minutes * 60_000,
  who,
  title,
  text: said,
});
const casePage = {
  action: '/help/case/Zk3v0aQm7cW1xT9uR5eY2bN8dF4gH6jL0pS3iO7kM1A',
  number: 'K-2611-00042',
  topic: 'Autentikator hilang atau ganti HP',
  at: AT,
  text,
  files: [
    { name: 'KTP.jpg', pages: 1, at: AT },
    { name: 'SK pengangkatan.pdf', pages: 2, at: AT },
  ],
  upload,
  ended: null,
} as const;
const queued = [line(0, 'person', 'Permintaan masuk antrean')];
const asked = [
  ...queued,
  line(25, 'officer', 'Petugas bertanya', 'Foto SK-nya buram. Mohon kirim ulang halaman yang memuat nama dan NIP.'),
];

/** The pages under `views/help/`, in each state that looks different. */
export const helpSamples: readonly AnySample[] = [
  { name: 'help', view: 'help/topics', locals: {} },
  { name: 'help-nip', view: 'help/nip', locals: { captcha, answer: null } },
  {
    name: 'help-nip-refused',
    view: 'help/nip',
    locals: {
      captcha,
      answer: null,
      values: { nip: '19900101 2020' },
      errors: [
        { field: 'nip', text: 'NIP terdiri dari 18 angka; yang Anda ketik 12 angka.' },
        { field: 'altcha', text: 'Centang kotak, atau ketik karakter pada gambar.' },
      ],
    },
  },
  { name: 'help-nip-found', view: 'help/nip', locals: { captcha, answer: { kind: 'found', nip, agency } } },
  { name: 'help-nip-unknown', view: 'help/nip', locals: { captcha, answer: { kind: 'unknown', nip } } },
  { name: 'help-nip-conflict', view: 'help/nip', locals: { captcha, answer: { kind: 'conflict', nip } } },
  { name: 'help-nip-away', view: 'help/nip', locals: { captcha, answer: { kind: 'away', retryAt: AT } } },
  { name: 'help-correction', view: 'help/correction', locals: { captcha, agencies, fields } },
  {
    name: 'help-correction-refused',
    view: 'help/correction',
    locals: {
      captcha,
      agencies,
      fields,
      values: { nip: '19900101 202001 1 001', text: 'Gelar saya S.Kom.', contact: 'budi@' },
      errors: [
        { field: 'kind', text: 'Pilih apa yang terjadi.' },
        { field: 'agency', text: 'Pilih instansi Anda.' },
        { field: 'contact', text: 'Alamat email ini tidak lengkap atau salah tulis. Contoh: nama@gmail.com.' },
      ],
    },
  },
  {
    name: 'help-correction-open',
    view: 'help/correction-status',
    locals: { state: 'open', kind: 'record', agency, text: 'Gelar saya S.Kom.', at: AT, decidedAt: null, reason: null },
  },
  {
    name: 'help-correction-refused-by-agency',
    view: 'help/correction-status',
    locals: {
      state: 'refused',
      kind: 'not_in_directory',
      agency: { nama: agency.nama, kontak: { nama: null, jam: null, saluran: null } },
      text: 'SK 12/2026, mulai 1 Oktober.',
      at: AT,
      decidedAt: AT + 3_600_000,
      reason: 'SK tersebut milik instansi lain. Silakan hubungi instansi penerbit.',
    },
  },
  {
    name: 'help-case-gone',
    view: 'help/case',
    locals: { topics, upload, chooseAgain: false, note: 'Isian tadi tidak ada lagi.' },
  },
  { name: 'help-case', view: 'help/case', locals: { topics, upload, chooseAgain: false } },
  {
    name: 'help-case-refused',
    view: 'help/case',
    locals: {
      topics,
      upload,
      chooseAgain: true,
      values: { topic: 'authenticator', nip, text, contact: '0812 3456 7890' },
      errors: [
        {
          field: 'ktp',
          text: 'Berkas "ktp besar.jpg" lebih besar dari 12 MB. Perkecil, atau foto ulang dengan mutu lebih rendah.',
        },
        {
          field: 'sk',
          text: 'Berkas "sk.pdf" memuat skrip atau lampiran. Demi keamanan tidak kami terima; cetak ulang ke PDF atau foto dokumennya.',
        },
      ],
    },
  },
  { name: 'help-case-email', view: 'help/case-verify', locals: { kind: 'email', to: 'budi@gmial.com', suggestion: 'budi@gmail.com' } },
  {
    name: 'help-case-sms',
    view: 'help/case-verify',
    locals: {
      kind: 'phone',
      to: '081234567890',
      suggestion: null,
      values: { smsCode: '123456' },
      errors: [{ field: 'smsCode', text: 'Kode tidak cocok. Periksa pesan terbaru dari kami, lalu ketik lagi.' }],
    },
  },
  { name: 'help-case-enough', view: 'help/case-enough', locals: {} },
  {
    name: 'help-case-queued',
    view: 'help/case-page',
    locals: {
      ...casePage,
      state: 'queued',
      events: queued,
      deliveries: [
        { channel: 'email', state: 'sent', at: AT },
        { channel: 'email', state: 'waiting', at: AT },
      ],
    },
  },
  {
    name: 'help-case-asked',
    view: 'help/case-page',
    locals: {
      ...casePage,
      state: 'asked',
      events: asked,
      deliveries: [{ channel: 'sms', state: 'failed', at: AT }],
    },
  },
  {
    name: 'help-case-done',
    view: 'help/case-page',
    locals: {
      ...casePage,
      state: 'done',
      events: [
        ...asked,
        line(90, 'person', 'Anda menjawab', 'Ini halamannya.'),
        line(120, 'officer', 'Selesai', 'Autentikator Anda dapat diatur ulang; tautannya kami kirim ke kontak yang tercatat.'),
      ],
      deliveries: [],
    },
  },
];
