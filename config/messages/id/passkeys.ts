/** Passkeys: sign-in by fingerprint or face, and their place in the account. */
export default {
  'signin.passkey.button': 'Masuk dengan sidik jari atau wajah',
  'signin.passkey.instead': 'Pakai sidik jari atau wajah',
  'signin.passkey.title': 'Sidik jari atau wajah',
  'signin.passkey.text':
    'Perangkat Anda akan meminta sidik jari, wajah, atau kunci layarnya. Sidik jari dan wajah Anda tidak pernah meninggalkan perangkat.',
  'signin.passkey.use': 'Lanjutkan',
  'signin.passkey.noscript':
    'Langkah ini membutuhkan JavaScript. Nyalakan JavaScript di peramban Anda, lalu muat ulang halaman ini.',
  'signin.passkey.totp': 'Pakai kode dari aplikasi autentikator',
  'signin.passkey.refused':
    'Passkey ini tidak dapat dipakai di sini. Coba sekali lagi, atau masuk dengan kata sandi dan kode OTP.',
  'signin.passkey.needed_title': 'Perlu passkey',
  'signin.passkey.needed':
    '{name} hanya menerima masuk dengan passkey (sidik jari atau wajah), dan akun Anda belum punya. Buat passkey di halaman akun, lalu ulangi.',
  'signin.passkey.make': 'Buat passkey di halaman akun',
  'passkey.gone':
    'Dibatalkan, atau belum ada passkey di perangkat ini. Anda bisa mencoba lagi atau memakai cara lain.',
} as const satisfies Record<string, string>;
