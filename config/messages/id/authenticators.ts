/** The account: authenticators, a second one, names. */
export default {
  'authenticators.first': 'Ponsel utama',
  'authenticators.second': 'Ponsel kedua',
  'authenticators.unnamed': 'Aplikasi autentikator',
  'authenticators.title': 'Aplikasi autentikator',
  'authenticators.text':
    'Kode OTP dari salah satu aplikasi ini diminta setiap kali Anda masuk. Anda dapat memasang {count}, misalnya satu lagi di ponsel lain yang disimpan di rumah: kalau yang satu hilang, Anda tetap bisa masuk.',
  'authenticators.none': 'Belum ada aplikasi autentikator di akun Anda.',
  'authenticators.since': 'Terpasang sejak {date}.',
  'authenticators.used': 'Terakhir dipakai {date}, {time}.',
  'authenticators.label': 'Nama di aplikasi: {label}.',
  'authenticators.lost': 'Ponsel hilang dan tidak ada kode lain? Ganti autentikator',
  'authenticators.shared':
    'Anda masuk di perangkat bersama. Di halaman ini kunci rahasia akan tampil, jadi buka dari perangkat Anda sendiri, misalnya dari ponsel yang akan dipasangi.',
  'authenticators.not_here': 'Autentikator tidak dapat ditambahkan di sini.',
  'authenticators.add': 'Tambah autentikator',
  'authenticators.add_text':
    'Pertama, buktikan bahwa ini Anda. Setelah itu tampil kode untuk dipindai di ponsel yang akan dipasangi.',
  'authenticators.go_on': 'Lanjutkan',
  'authenticators.full': 'Jumlah autentikator akun ini sudah penuh. Hapus satu yang tidak dipakai.',
  'authenticators.full_text':
    'Satu akun dapat memiliki {count} autentikator. Hapus satu yang tidak dipakai lebih dahulu.',
  'authenticators.unprovable':
    'Autentikator ditambahkan dengan bukti dari autentikator, passkey, atau kode pemulihan yang sudah ada, dan akun Anda belum punya satu pun.',
  'authenticators.back': 'Kembali ke daftar autentikator',
  'authenticators.new': 'Pasang autentikator kedua',
  'authenticators.new_text':
    'Autentikator yang sudah ada tetap berlaku. Selesaikan dalam {minutes} menit; kalau lewat, buktikan sekali lagi dan mulai dari sini.',
  'authenticators.code_hint': 'Kode 6 angka dari entri yang baru saja dipasang.',
  'authenticators.name': 'Nama',
  'authenticators.name_hint': 'Supaya Anda mengenalinya, misalnya “Ponsel di rumah”.',
  'authenticators.rename': 'Simpan nama',
  'authenticators.remove': 'Hapus autentikator ini',
  'authenticators.remove_text':
    'Setelah dihapus, kode dari entri ini tidak berlaku lagi. Bukti boleh dari autentikator yang mana saja, asal sudah terpasang 72 jam.',
  'authenticators.remove_button': 'Hapus autentikator',
  'authenticators.last':
    'Ini satu-satunya autentikator akun Anda, jadi tidak dapat dihapus. Ganti ponsel? Tambahkan yang baru lebih dahulu, lalu hapus yang ini.',
  'authenticators.done.added':
    'Autentikator kedua sudah aktif. Kode dari keduanya dapat dipakai untuk masuk.',
  'authenticators.done.removed': 'Autentikator sudah dihapus. Hapus juga entrinya di ponsel.',
  'authenticators.done.named': 'Nama sudah disimpan.',
} as const satisfies Record<string, string>;
