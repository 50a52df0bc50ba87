/** The account's own credentials: password, authenticators, recovery codes. */
export default {
  'security.password.title': 'Ganti kata sandi',
  'security.password.since': 'Kata sandi sekarang dipakai sejak {date}.',
  'security.password.text': 'Setelah diganti, semua sesi lain diakhiri.',
  'security.password.empty': 'Tulis kata sandi Anda saat ini.',
  'security.password.wrong': 'Kata sandi saat ini tidak cocok. Sisa {count} percobaan.',
  'security.codes.title': 'Kode pemulihan',
  'security.codes.since': 'Dibuat {date}.',
  'security.codes.tried': 'Terakhir dicocokkan {date}.',
  'security.codes.untried':
    'Belum pernah dicocokkan. Ketik salah satu kode dari kertas Anda, supaya yakin kertasnya ada dan dapat dibaca.',
  'security.codes.type_one': 'Ketik salah satu kode',
  'security.codes.type_hint': 'Hanya untuk memeriksa; kode itu tidak habis terpakai.',
  'security.codes.check': 'Periksa',
  'security.codes.confirmed': 'Kode cocok. Simpan kertasnya di tempat yang aman.',
  'security.codes.mismatch':
    'Tidak sama dengan kode mana pun di kartu Anda. Periksa lagi huruf dan angkanya. Sisa {count} percobaan.',
  'security.codes.make': 'Buat kode baru',
  'security.codes.make_text': 'Sepuluh kode baru dibuat, dan semua kode lama tidak berlaku lagi.',
  'security.codes.unprovable':
    'Kode pemulihan dibuat dengan bukti dari aplikasi autentikator atau passkey, dan akun Anda belum punya keduanya.',
  'security.codes.later': 'Nanti saja, kembali ke akun',
  'security.card.title': 'Kode pemulihan ASN Digital',
  'security.card.use':
    'Tiap kode berlaku sekali, di {issuer}, sebagai pengganti kode OTP. Jangan berikan kepada siapa pun.',
  'security.card.print': 'Cetak kartu',
} as const satisfies Record<string, string>;
