/** The end of a session, and shared devices. */
export default {
  'notices.shared.title': 'Perangkat bersama.',
  'notices.shared.text':
    'Bila sudah selesai, tekan Keluar: Anda keluar dari semua layanan, dan orang lain bisa memakainya.',

  'notices.session_end.title': 'Masih di sini?',
  'notices.session_end.left': 'Sesi Anda berakhir dalam',
  'notices.session_end.at': 'pukul {time} WIB.',
  'notices.session_end.look': 'Lihat halaman ini dulu',
  'notices.session_end.idle': 'Demi keamanan, sesi yang lama tidak dipakai kami akhiri.',
  'notices.session_end.absolute':
    'Sesi hanya berlaku 10 jam sejak Anda masuk, dan tidak bisa diperpanjang. Simpan dulu pekerjaan Anda, lalu masuk lagi.',
  'notices.session_end.stay': 'Tetap masuk',
  'notices.session_end.again': 'Masuk lagi',
  'notices.session_end.failed': 'Tidak tersambung. Periksa jaringan Anda, lalu coba lagi.',
  'notices.session_end.over_title': 'Sesi Anda sudah berakhir',
  'notices.session_end.over':
    'Yang belum tersimpan di halaman ini hilang setelah Anda pergi. Perlu menyalinnya? Tutup dulu pesan ini.',
  'notices.session_end.note':
    'Sesi ini berakhir pukul {idle} bila tidak dipakai, dan paling lambat pukul {end}.',
} as const satisfies Record<string, string>;
