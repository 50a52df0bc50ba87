/** What this kit says to people, in Indonesian. Working pages have their words in their own views. */

export interface Words {
  title: string;
  text: string;
}

/** Pages that stand in place of the one that was asked for. */
export const pages = {
  cancelled: {
    title: 'Masuk dibatalkan',
    text: 'Anda membatalkan masuk, jadi belum ada yang berubah. Coba lagi kapan saja.',
  },
  refused: {
    title: 'Belum berhasil masuk',
    text: 'ASN Digital tidak menyelesaikan proses masuk ini. Coba lagi; bila terulang, hubungi helpdesk.',
  },
  unreachable: {
    title: 'ASN Digital belum terjangkau',
    text: 'Kami tidak dapat menghubungi ASN Digital saat ini. Tunggu sebentar, lalu coba lagi.',
  },
  invalid: {
    title: 'Jawaban masuk tidak dapat dipercaya',
    text: 'Jawaban yang kami terima tidak cocok dengan permintaan dari peramban ini, jadi kami menolaknya. Mulailah masuk lagi.',
  },
  weak_acr: {
    title: 'Perlu faktor kedua',
    text: 'Aplikasi ini memerlukan kata sandi dan aplikasi autentikator (atau passkey). Masuklah lagi dengan keduanya.',
  },
  session_over: {
    title: 'Sesi sudah berakhir',
    text: 'Sesi ASN Digital Anda berakhir sebelum proses masuk selesai. Masuklah lagi.',
  },
  no_person: {
    title: 'Data diri tidak lengkap',
    text: 'ASN Digital tidak mengirim nama dan NIP Anda, jadi aplikasi ini belum dapat dibuka. Hubungi helpdesk.',
  },
  stale: {
    title: 'Proses masuk tidak dikenal',
    text: 'Peramban ini tidak memulai proses masuk itu, atau peramban memblokir cookie. Izinkan cookie untuk situs ini, lalu coba lagi.',
  },
  local_logout: {
    title: 'Anda sudah keluar dari aplikasi ini',
    text: 'ASN Digital sedang tidak terjangkau, jadi sesi di sana mungkin masih terbuka. Tutup peramban bila perangkat ini dipakai bersama.',
  },
  400: {
    title: 'Isian tidak terbaca',
    text: 'Isian yang dikirim rusak. Kembali ke halaman sebelumnya, lalu kirim lagi.',
  },
  403: {
    title: 'Permintaan ditolak',
    text: 'Permintaan ini tidak datang dari halaman kami. Buka aplikasi ini, lalu ulangi dari sana.',
  },
  404: { title: 'Halaman tidak ditemukan', text: 'Alamat ini tidak ada, atau bukan milik Anda.' },
  405: { title: 'Cara membuka tidak cocok', text: 'Halaman ini tidak dapat dibuka dengan cara itu.' },
  413: {
    title: 'Isian terlalu besar',
    text: 'Isian yang dikirim terlalu panjang. Ringkaslah, lalu kirim lagi.',
  },
  415: { title: 'Bentuk isian tidak dikenal', text: 'Kirimlah lewat formulir di aplikasi ini.' },
  500: { title: 'Terjadi gangguan', text: 'Ada yang salah di sisi kami. Coba lagi sebentar lagi.' },
} as const satisfies Record<string, Words>;

export type PageCode = keyof typeof pages;

/** On the front page, back from a logout at the provider. */
export const leftEverything = (name: string): string =>
  `Anda sudah keluar dari ${name}, dari ASN Digital, dan dari aplikasi lain yang dibuka dengannya. Di perangkat bersama, tutup juga perambannya.`;

/** Why a step-up did not count. */
export const proofRefusals = {
  cancelled: 'Persetujuan dibatalkan. Belum ada yang disetujui.',
  failed: 'ASN Digital tidak menyelesaikan verifikasi. Belum ada yang disetujui; tekan Setujui sekali lagi.',
  no_proof:
    'ASN Digital tidak mengirim bukti verifikasi. Belum ada yang disetujui; tekan Setujui sekali lagi.',
  other_act: 'Verifikasi itu untuk hal lain. Baca lagi sasarannya, lalu tekan Setujui sekali lagi.',
  other_person:
    'Verifikasi itu dilakukan oleh orang lain. Belum ada yang disetujui. Keluar, lalu masuk dengan akun Anda sendiri.',
  other_session: 'Verifikasi itu dimulai dari sesi lain. Tekan Setujui sekali lagi dari sini.',
  stale_proof: 'Verifikasi itu sudah lebih dari 5 menit. Tekan Setujui sekali lagi.',
  weak_acr: 'Verifikasi itu kurang kuat: perlu kode dari aplikasi autentikator. Tekan Setujui sekali lagi.',
  replayed: 'Verifikasi itu sudah pernah dipakai. Tekan Setujui sekali lagi untuk verifikasi baru.',
} as const;

export type ProofRefusalCode = keyof typeof proofRefusals;

export const fieldErrors = {
  required: (label: string) => `${label} belum diisi.`,
  notChosen: (label: string) => `${label} belum dipilih.`,
  tooShort: (label: string, min: number) => `${label} terlalu pendek: tulis sedikitnya ${min} huruf.`,
  tooLong: (label: string, max: number) => `${label} terlalu panjang: paling banyak ${max} huruf.`,
  notADate: (label: string) => `${label} bukan tanggal. Contoh: 2026-09-01.`,
  notANumber: (label: string, min: number, max: number) =>
    `${label} harus angka bulat dari ${min} sampai ${max}.`,
  notAChoice: (label: string) => `Pilih ${label.toLowerCase()} dari daftar.`,
  strangeCharacters: (label: string) => `${label} memuat karakter yang tidak dapat disimpan.`,
} as const;
