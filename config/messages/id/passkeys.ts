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
  'signin.passkey.shared':
    'Passkey tidak dipakai di perangkat bersama. Masuklah dengan kata sandi dan kode OTP.',
  'signin.passkey.needed_title': 'Aplikasi ini meminta passkey',
  'signin.passkey.needed':
    '{name} hanya bisa dimasuki dengan passkey (sidik jari atau wajah), dan akun Anda belum punya. Buat dulu di halaman akun, lalu masuk lagi ke {name}.',
  'signin.passkey.make': 'Buat passkey di halaman akun',
  'passkey.gone':
    'Dibatalkan, atau belum ada passkey di perangkat ini. Anda bisa mencoba lagi atau memakai cara lain.',
  'passkeys.title': 'Passkey: sidik jari atau wajah',
  'passkeys.text':
    'Dengan passkey Anda masuk memakai sidik jari, wajah, atau kunci layar perangkat Anda sendiri, tanpa kata sandi dan kode. Passkey hanya bekerja di alamat ini, jadi situs palsu tidak bisa memintanya.',
  'passkeys.none': 'Belum ada passkey di akun Anda.',
  'passkeys.since': 'Dibuat {date}.',
  'passkeys.used': 'Terakhir dipakai {date}, {time}.',
  'passkeys.unused': 'Belum pernah dipakai.',
  'passkeys.synced':
    'Bisa ikut tersalin ke perangkat Anda yang lain lewat akun Google, Apple, atau pengelola kata sandi.',
  'passkeys.bound': 'Hanya ada di satu perangkat.',
  'passkeys.shared': 'Anda masuk di perangkat bersama. Passkey dibuat hanya di perangkat milik Anda sendiri.',
  'passkeys.not_here': 'Passkey tidak dapat ditambahkan di sini.',
  'passkeys.add': 'Tambah passkey',
  'passkeys.add_text':
    'Pertama, buktikan bahwa ini Anda. Setelah itu perangkat ini meminta sidik jari, wajah, atau kunci layarnya.',
  'passkeys.go_on': 'Lanjutkan',
  'passkeys.full': 'Jumlah passkey akun ini sudah penuh. Hapus satu yang tidak dipakai.',
  'passkeys.full_text':
    'Satu akun dapat memiliki {count} passkey. Hapus satu yang tidak dipakai lebih dahulu.',
  'passkeys.known': 'Passkey ini sudah terdaftar.',
  'passkeys.unprovable':
    'Passkey ditambahkan dengan bukti dari aplikasi autentikator atau kode pemulihan, dan akun Anda belum punya keduanya.',
  'passkeys.back': 'Kembali ke daftar passkey',
  'passkeys.new': 'Buat passkey',
  'passkeys.new_text': 'Beri nama yang Anda kenali, lalu ikuti petunjuk perangkat Anda.',
  'passkeys.name': 'Nama',
  'passkeys.name_hint': 'Misalnya “HP saya” atau “Laptop kantor”.',
  'passkeys.make': 'Buat passkey',
  'passkeys.not_made': 'Dibatalkan, atau perangkat ini sudah punya passkey untuk akun Anda.',
  'passkeys.cannot': 'Peramban ini belum bisa memakai passkey. Coba peramban lain, atau perbarui yang ini.',
  'passkeys.failed': 'Jawaban perangkat tidak dapat diterima. Coba sekali lagi.',
  'passkeys.unnamed': 'Passkey',
  'passkeys.rename': 'Simpan nama',
  'passkeys.remove': 'Hapus passkey ini',
  'passkeys.remove_text': 'Setelah dihapus, passkey ini tidak bisa dipakai lagi untuk masuk.',
  'passkeys.remove_button': 'Hapus passkey',
  'passkeys.last':
    'Ini satu-satunya faktor kedua akun Anda, jadi tidak dapat dihapus. Tambahkan aplikasi autentikator atau passkey lain lebih dahulu.',
  'passkeys.done.added':
    'Passkey sudah ditambahkan. Saat masuk berikutnya, pilih “Masuk dengan sidik jari atau wajah”.',
  'passkeys.done.removed': 'Passkey sudah dihapus. Hapus juga dari pengelola kata sandi di perangkat Anda.',
  'passkeys.done.named': 'Nama sudah disimpan.',
  'passkey.proof.use': 'Pakai sidik jari atau wajah',
  'passkey.proof.or': 'atau ketik kode di bawah ini',
  'passkey.proof.ready': 'Sudah terbukti. Sekarang tekan tombol yang Anda maksud.',
  'passkey.proof.refused': 'Jawaban passkey tidak dapat diterima. Coba sekali lagi, atau pakai kode OTP.',
} as const satisfies Record<string, string>;
