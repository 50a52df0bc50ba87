import type { AnySample } from '../samples.ts';

const now = Date.UTC(2026, 10, 22, 2, 27);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const base = '/helpdesk/cases/6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11';
const waiting = 2;
const topics = [
  { value: 'contact', text: 'Email atau nomor HP berubah' },
  { value: 'authenticator', text: 'Autentikator hilang atau ganti HP' },
];
const budi = { nama: 'Budi Santoso', nip: '199001012020011001' };
const answers = [
  { value: 'yes', text: 'Ya' },
  { value: 'no', text: 'Tidak' },
  { value: 'unclear', text: 'Tidak jelas' },
];
const checks = [
  { name: 'ktpReadable', label: 'KTP terbaca jelas', value: 'yes' },
  { name: 'nameEqual', label: 'Nama sama dengan di direktori', value: 'yes' },
  { name: 'nipEqual', label: 'NIP di SK sama dengan di direktori', value: '' },
  { name: 'skSeen', label: 'SK pengangkatan terlihat lengkap', value: '' },
];
const directory = [
  { label: 'Nama', text: 'Budi Santoso' },
  { label: 'NIP', text: '199001012020011001' },
  { label: 'Instansi', text: 'Badan Kepegawaian Negara' },
  { label: 'Diperiksa', text: '22 November 2026, 09.10 WIB', tone: 'soft' as const },
];
const population = [
  { label: 'NIK pada KTP', text: 'sama dengan NIK di direktori', tone: 'ok' as const },
  {
    label: 'Jawaban Dukcapil',
    text: 'NIK, nama, tanggal lahir, dan jenis kelamin cocok',
    tone: 'ok' as const,
  },
];
const outcomes = [
  { value: 'confirmed', text: 'Orangnya menjawab dan membenarkan permohonan' },
  { value: 'unreached', text: 'Tidak tersambung' },
  { value: 'denied', text: 'Orangnya menjawab dan tidak mengakui permohonan' },
];
const contacts = [
  {
    kind: 'Email',
    masked: 'b•••@asn.example',
    source: 'dari direktori',
    since: now - 400 * DAY,
    remark: null,
  },
  {
    kind: 'Nomor HP',
    masked: '0812••••••01',
    source: 'diisi sendiri',
    since: now - DAY,
    remark: 'berlaku mulai 24 November 2026, 09.27 WIB',
  },
];
const aCase = {
  waiting,
  base,
  number: 'K-2611-00042',
  topic: 'Autentikator hilang atau ganti HP',
  queuedAt: now - 3 * HOUR,
  person: { ...budi, instansi: 'Badan Kepegawaian Negara', hasAccount: true },
  contact: { masked: 'b•••@gmail.com', verified: true },
  delivery: 'Pesan terakhir ke pemohon terkirim 22 November 2026, 08.41 WIB.',
  text: 'HP saya hilang di perjalanan dinas ke Wamena.\nSaya sudah punya HP baru dengan nomor yang sama.',
  files: [
    { href: `${base}/files/1`, name: 'ktp.jpg', kind: 'KTP', pages: 1, at: now - 3 * HOUR },
    { href: `${base}/files/2`, name: 'sk-cpns.pdf', kind: 'SK pengangkatan', pages: 3, at: now - 3 * HOUR },
  ],
  checks,
  answers,
  skNumber: 'BKN/CPNS/0117/2020',
  directory,
  population,
  acts: [
    {
      href: `${base}/acts/end-lock`,
      text: 'Akhiri kunci kata sandi',
      about: 'Langsung. Kunci kode OTP tetap dan berakhir sendiri.',
    },
    {
      href: `${base}/acts/reset-authenticator`,
      text: 'Atur ulang autentikator',
      about: 'Perlu telepon balik dan petugas kedua.',
    },
  ],
  requests: [
    { href: '/helpdesk/approvals/1', text: 'Atur ulang autentikator', state: 'Menunggu petugas kedua' },
  ],
  canned: [{ value: 'ktp', text: 'KTP tidak terbaca' }],
  history: [
    { who: 'Pemohon', what: 'masuk antrean', text: '', at: now - 3 * HOUR, forPerson: true },
    { who: 'Agus Wijaya', what: 'mengambil kasus ini', text: '', at: now - HOUR, forPerson: false },
    {
      who: 'Agus Wijaya',
      what: 'mencatat',
      text: 'Suara dan jawaban sesuai data.',
      at: now - HOUR / 2,
      forPerson: false,
    },
  ],
};
const callBack = {
  numbers: [{ value: 'c1', text: '0812••••••01, tercatat sejak 3 Maret 2025' }],
  outcomes,
  done: null,
  confirmed: false,
  agency: null,
};
const act = {
  waiting,
  action: `${base}/acts/correct-contact`,
  back: base,
  number: 'K-2611-00042',
  name: 'Betulkan kontak',
  contact: false,
  kinds: [
    { value: 'email', text: 'Email' },
    { value: 'phone', text: 'Nomor HP' },
  ],
  person: budi,
  old: [],
  effects: [
    'Kontak lama diberi tahu dan dapat membatalkan perubahan ini selama 72 jam.',
    'Kontak baru berlaku untuk pemulihan setelah 72 jam, bila terbukti miliknya.',
  ],
  facts: [],
  hidden: {},
  second: true,
  blocked: null,
  locked: null,
};
const approval = {
  waiting,
  action: '/helpdesk/approvals/6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11',
  act: 'Atur ulang autentikator',
  person: budi,
  facts: [
    { label: 'Alasan', text: 'HP hilang; suara dan data cocok lewat telepon.' },
    { label: 'Diminta oleh', text: 'Agus Wijaya · 22 November 2026, 09.15 WIB' },
    { label: 'Berlaku sampai', text: '25 November 2026, 09.15 WIB' },
  ],
  evidence: [
    {
      label: 'Telepon balik',
      text: 'Orangnya menjawab dan membenarkan permohonan · 0812••••••01, tercatat sejak 3 Maret 2025',
      tone: 'ok' as const,
    },
    ...population,
    ...directory,
  ],
  caseHref: base,
  caseNumber: 'K-2611-00042',
  hash: 'mH2v',
  effects: ['Pemasangan autentikator baru terbuka 24 jam bagi pemegang tautan di halaman kasusnya.'],
  locked: null,
};
const queue = { waiting, whose: 'all' as const, topics, topic: '' };

/** The pages under `views/helpdesk/`, in each state that looks different. */
export const helpdeskSamples: readonly AnySample[] = [
  {
    name: 'helpdesk-queue',
    view: 'helpdesk/queue',
    locals: {
      ...queue,
      rows: [
        {
          href: base,
          number: 'K-2611-00042',
          topic: 'Autentikator hilang atau ganti HP',
          who: 'Budi Santoso',
          instansi: 'Badan Kepegawaian Negara',
          queuedAt: now - 30 * HOUR,
          late: true,
          state: 'Menunggu petugas',
          holder: null,
        },
        {
          href: base,
          number: 'K-2611-00043',
          topic: 'Akun terkunci',
          who: 'Tidak dikenal',
          instansi: '',
          queuedAt: now - HOUR / 3,
          late: false,
          state: 'Sedang dikerjakan',
          holder: 'Agus Wijaya',
        },
      ],
    },
  },
  { name: 'helpdesk-queue-empty', view: 'helpdesk/queue', locals: { ...queue, waiting: 0, rows: [] } },
  {
    name: 'helpdesk-case',
    view: 'helpdesk/case',
    locals: {
      ...aCase,
      state: 'Sedang dikerjakan',
      hold: { kind: 'held', by: null, until: now + 3 * HOUR },
      callBack,
      note: 'Kasus ini sekarang Anda pegang.',
    },
  },
  {
    name: 'helpdesk-case-refused',
    view: 'helpdesk/case',
    locals: {
      ...aCase,
      state: 'Sedang dikerjakan',
      hold: { kind: 'held', by: null, until: now + 3 * HOUR },
      callBack: {
        ...callBack,
        numbers: [],
        agency: {
          name: 'Badan Kepegawaian Negara',
          contact: 'Biro SDM, (021) 555-0199',
          hours: 'Senin–Jumat, 08.00–15.00 WIB',
        },
      },
      errors: [
        { field: 'nik', text: 'NIK itu tidak mungkin benar. Periksa lagi 16 angkanya.' },
        { field: 'answer', text: 'Tulis beberapa kata.' },
        { field: 'reason', text: 'Tulis beberapa kata.' },
      ],
    },
  },
  {
    name: 'helpdesk-case-free',
    view: 'helpdesk/case',
    locals: {
      ...aCase,
      state: 'Menunggu petugas',
      hold: { kind: 'free', by: null, until: null },
      callBack: {
        ...callBack,
        done: 'Orangnya menjawab dan membenarkan permohonan. Nomor 0812••••••01, tercatat sejak 3 Maret 2025.',
        confirmed: true,
      },
      files: aCase.files.map((file) => ({ ...file, href: null })),
      acts: [],
      errors: [{ field: null, text: 'Kasus ini baru saja diambil oleh Rina Hartati.' }],
    },
  },
  {
    name: 'helpdesk-act-contact',
    view: 'helpdesk/act',
    locals: { ...act, step: 'form', contact: true, old: contacts },
  },
  {
    name: 'helpdesk-act-contact-refused',
    view: 'helpdesk/act',
    locals: {
      ...act,
      step: 'form',
      contact: true,
      old: contacts,
      values: { kind: 'phone', value: '021 555', reason: '' },
      errors: [
        { field: 'value', text: 'Tulis nomor seluler Indonesia yang dimulai dengan 08 atau +628.' },
        { field: 'kind', text: 'Pilih kontak mana yang dibetulkan.' },
        { field: 'reason', text: 'Tulis beberapa kata.' },
      ],
    },
  },
  {
    name: 'helpdesk-act-confirm',
    view: 'helpdesk/act',
    locals: {
      ...act,
      step: 'confirm',
      facts: [
        { label: 'Email baru', text: 'budi.santoso@gmail.com' },
        {
          label: 'Bukti kepemilikan',
          text: 'sama dengan kontak kasus, yang terbukti dengan kode',
          tone: 'ok',
        },
        { label: 'Alasan', text: 'Email dinas lama sudah ditutup.' },
      ],
      hidden: {
        confirmed: '1',
        kind: 'email',
        value: 'budi.santoso@gmail.com',
        reason: 'Email dinas lama sudah ditutup.',
      },
      errors: [{ field: 'code', text: 'Kode tidak cocok. Sisa 4 percobaan.' }],
    },
  },
  {
    name: 'helpdesk-act-blocked',
    view: 'helpdesk/act',
    locals: {
      ...act,
      step: 'confirm',
      blocked:
        'Pindaian saja tidak cukup. Catat dahulu telepon balik yang dibenarkan, ke nomor yang tercatat lebih dari 30 hari.',
    },
  },
  {
    name: 'helpdesk-act-locked',
    view: 'helpdesk/act',
    locals: { ...act, name: 'Akhiri kunci kata sandi', step: 'confirm', second: false, locked: { until: now + 15 * 60_000 } },
  },
  {
    name: 'helpdesk-person-search',
    view: 'helpdesk/person-search',
    locals: {
      waiting: 0,
      reasons: [
        { value: 'call', text: 'Ia menelepon helpdesk' },
        { value: 'other', text: 'Lainnya' },
      ],
      values: { nip: '1990' },
      errors: [
        { field: 'nip', text: 'NIP terdiri atas 18 angka; yang ini 4.' },
        { field: 'why', text: 'Pilih alasannya.' },
      ],
    },
  },
  {
    name: 'helpdesk-person',
    view: 'helpdesk/person',
    locals: {
      waiting,
      nip: budi.nip,
      back: base,
      person: {
        ...budi,
        facts: [
          { label: 'Instansi', text: 'Badan Kepegawaian Negara' },
          { label: 'Akun', text: 'aktif' },
          { label: 'Masuk', text: 'boleh masuk', tone: 'ok' },
          { label: 'Terakhir masuk', text: '21 November 2026' },
          {
            label: 'Peran',
            text: 'memegang peran: hanya dua admin platform dapat bertindak atas akunnya',
            tone: 'bad',
          },
        ],
        contacts,
        factors: [
          { text: 'Aplikasi autentikator', since: now - 200 * DAY, used: now - DAY },
          { text: 'Passkey (sidik jari atau wajah)', since: now - 40 * DAY, used: now - 2 * DAY },
          { text: 'Passkey (sidik jari atau wajah)', since: now - 3 * DAY, used: null },
          { text: 'Kode pemulihan, sisa 8', since: now - 200 * DAY, used: null },
        ],
        locks: [{ text: 'Kata sandi (dari peramban yang tidak dikenal)', until: now + HOUR / 4 }],
        events: [{ text: 'Masuk', at: now - DAY }],
      },
    },
  },
  {
    name: 'helpdesk-person-nobody',
    view: 'helpdesk/person',
    locals: { waiting: 0, nip: '199001012020011009', back: null, person: null },
  },
  {
    name: 'helpdesk-approvals',
    view: 'helpdesk/approvals',
    locals: {
      waiting,
      rows: [
        {
          href: '/helpdesk/approvals/1',
          act: 'Atur ulang autentikator',
          who: 'Budi Santoso',
          instansi: 'Badan Kepegawaian Negara',
          console: 'Helpdesk',
          by: 'Agus Wijaya',
          at: now - HOUR,
          until: now + 2 * DAY,
          state: 'Menunggu petugas kedua',
          mine: true,
        },
      ],
    },
  },
  { name: 'helpdesk-approvals-empty', view: 'helpdesk/approvals', locals: { waiting: 0, rows: [] } },
  {
    name: 'helpdesk-approval',
    view: 'helpdesk/approval',
    locals: { ...approval, state: 'Menunggu petugas kedua', may: 'decide' },
  },
  {
    name: 'helpdesk-approval-refused',
    view: 'helpdesk/approval',
    locals: {
      ...approval,
      state: 'Menunggu petugas kedua',
      may: 'decide',
      errors: [
        { field: 'reason', text: 'Tulis beberapa kata.' },
        { field: 'code', text: 'Kode tidak cocok. Sisa 4 percobaan.' },
      ],
    },
  },
  {
    name: 'helpdesk-approval-withdraw',
    view: 'helpdesk/approval',
    locals: { ...approval, state: 'Menunggu petugas kedua', may: 'withdraw', note: 'Permintaan diajukan.' },
  },
  {
    name: 'helpdesk-approval-code',
    view: 'helpdesk/approval',
    locals: {
      ...approval,
      act: 'Beri kode sekali pakai',
      state: 'Disetujui; kodenya belum ditampilkan',
      may: 'show_code',
    },
  },
  {
    name: 'helpdesk-code',
    view: 'helpdesk/code',
    locals: { waiting, code: 'ABCD-EFGH-JKMN', until: now + 15 * 60_000, person: budi, back: base },
  },
];
