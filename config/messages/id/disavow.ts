/** "Bukan saya" under a notice. */
export default {
  'disavow.title': 'Bukan Anda?',
  'disavow.told': 'Pada {date}, {time}, tercatat di akun Anda:',
  'disavow.mine': 'Itu Anda sendiri? Tutup saja halaman ini. Tidak ada yang berubah.',
  'disavow.freeze.title': 'Bekukan akun',
  'disavow.freeze.text':
    'Semua sesi di semua aplikasi berakhir. Tidak seorang pun bisa masuk, Anda juga tidak, sampai akun dibuka lagi.',
  'disavow.freeze.leave':
    'Membukanya lagi perlu kata sandi dan faktor kedua yang sudah Anda punya sebelum kejadian itu, atau bantuan petugas.',
  'disavow.freeze.button': 'Bekukan akun saya',
  'disavow.sessions.title': 'Atau akhiri semua sesi, lalu pulihkan akun',
  'disavow.sessions.text':
    'Semua sesi di semua aplikasi berakhir, dan setiap perangkat harus masuk lagi. Akun tidak dibekukan: gantilah kata sandi sesudahnya, dari halaman berikut.',
  'disavow.sessions.button': 'Akhiri semua sesi',
  'disavow.once': 'Tautan ini berlaku untuk satu pilihan.',
  'disavow.back_activity': 'Kembali ke aktivitas akun',
  'disavow.session.title': 'Atau akhiri satu sesi saja',
  'disavow.session.text':
    'Hanya sesi tempat hal itu terjadi yang berakhir; sesi Anda yang lain tetap berjalan.',
  'disavow.session.button': 'Akhiri sesi itu',
  'disavow.session.none':
    'Sesi itu sudah berakhir lebih dulu atau tidak ditemukan, jadi tidak ada yang diakhiri. Masih ragu? Akhiri semua sesi atau bekukan akun Anda.',
  'disavow.session.left':
    'Sesi itu sudah berakhir lebih dulu. Bila ada permintaan yang diajukan di dalamnya dan belum disetujui, permintaan itu kini gugur. Masih ragu? Akhiri semua sesi atau bekukan akun Anda.',
  'disavow.gone.title': 'Tautan ini tidak berlaku',
  'disavow.gone.text':
    'Tautan sudah dipakai, lebih dari {days} hari, atau tidak lengkap. Halaman ini tidak mengubah apa pun. Coba buka lagi tautannya dari pesan yang Anda terima.',
  'disavow.gone.help': 'Masih khawatir? Hubungi helpdesk sekarang.',
  'disavow.frozen.title': 'Akun Anda dibekukan',
  'disavow.frozen.text':
    'Sejak {time} tidak seorang pun bisa masuk ke akun ini. Semua sesi diakhiri; di aplikasi lain paling lambat dalam 30 detik. Kode dari petugas dan penggantian autentikator yang sedang berjalan dibatalkan.',
  'disavow.frozen.why': 'Alasannya: {event}',
  'disavow.frozen.how': 'Membuka akun lagi',
  'disavow.frozen.self':
    'Masuklah seperti biasa, dengan kata sandi Anda dan aplikasi autentikator atau kode pemulihan yang sudah terpasang sebelum {date}, {time}. Di situ akun dibuka lagi dan kata sandi diganti.',
  'disavow.frozen.signin': 'Ke halaman masuk',
  'disavow.frozen.people':
    'Tidak bisa begitu? Datanglah ke pengelola kepegawaian instansi Anda, atau hubungi helpdesk.',
  'disavow.frozen.never':
    'Email atau SMS saja tidak pernah membuka akun yang dibekukan. Jangan percaya siapa pun yang menawarkannya.',
  'disavow.ended.title': 'Sesi itu diakhiri',
  'disavow.ended.text': 'Siapa pun yang memakainya harus masuk lagi.',
  'disavow.all_ended.title': 'Semua sesi sudah diakhiri',
  'disavow.all_ended.text':
    'Sejak {time} semua orang harus masuk lagi, Anda juga; di aplikasi lain paling lambat dalam 30 detik.',
  'disavow.recover.title': 'Amankan akun Anda sekarang',
  'disavow.recover.password': 'Kata sandi Anda mungkin diketahui orang lain, atau sudah diganti orang lain?',
  'disavow.recover.password_link': 'Ganti lewat "Lupa kata sandi"',
  'disavow.recover.authenticator': 'Ponsel hilang, atau autentikator di akun bukan milik Anda?',
  'disavow.recover.authenticator_link': 'Atur ulang autentikator',
  'disavow.recover.people': 'Email atau nomor HP di akun bukan milik Anda? Hubungi helpdesk:',
} as const satisfies Record<string, string>;
