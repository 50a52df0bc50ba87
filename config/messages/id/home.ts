/** The portal as a home: summary, timeline, services, requests, security health. */
export default {
  'home.last.signin': 'Terakhir masuk {when}',
  'home.last.signin_by': 'Terakhir masuk {when}, {browser}',
  'home.last.first': 'Ini pertama kalinya Anda masuk.',
  'home.browser_on': '{browser} di {system}',

  'home.services.add': 'Jadikan {name} favorit',
  'home.services.remove': 'Lepas {name} dari favorit',
  'home.services.none': 'Belum ada layanan untuk Anda di sini.',

  'home.passkey.title': 'Masuk dengan sidik jari atau wajah',
  'home.passkey.text':
    'Lebih cepat daripada mengetik kode, dan tidak dapat ditipu situs tiruan. Memasangnya cukup satu menit.',
  'home.passkey.add': 'Pasang sekarang',
  'home.passkey.later': 'Nanti saja',

  'home.requests.title': 'Usulan Anda',
  'home.requests.none': 'Belum ada usulan. Usulan yang Anda ajukan lewat layanan akan tampak di sini.',
  'home.requests.at': '{service}, diperbarui {date}',
  'home.requests.reference': 'Nomor {reference}',
  'home.requests.open': 'Lihat di {service}',
  'home.requests.state.submitted': 'Diajukan',
  'home.requests.state.processing': 'Diproses',
  'home.requests.state.returned': 'Dikembalikan',
  'home.requests.state.approved': 'Disetujui',
  'home.requests.state.rejected': 'Ditolak',
  'home.requests.state.cancelled': 'Dibatalkan',

  'home.since': 'sejak {date}',
  'home.standing': 'Kedudukan hukum',
  'home.account': 'Kelola akun',
  'home.printed': 'Dicetak dari ASN Digital, {date} pukul {time}.',
  'home.print': 'Cetak ringkasan dan riwayat',

  'home.timeline.title': 'Riwayat pangkat dan jabatan',
  'home.timeline.rank': 'Pangkat',
  'home.timeline.position': 'Jabatan',
  'home.timeline.decree': 'SK {number}',
  'home.timeline.undated': 'Tanpa tanggal',
  'home.timeline.none': 'Belum ada riwayat di data kepegawaian.',
  'home.timeline.wrong': 'Ada yang keliru? Minta perbaikan data',

  'home.promotion.title': 'Kenaikan pangkat berikutnya',
  'home.promotion.expected': 'Perkiraan: {pangkat} ({golongan}), paling cepat {date}.',
  'home.promotion.about.regular':
    'Kenaikan pangkat reguler: empat tahun dalam pangkat terakhir dan kinerja paling rendah Baik dua tahun terakhir (PP 99/2000 jo. PP 12/2002), berlaku tiap tanggal 1 (Peraturan BKN 4/2025). Yang memutuskan adalah instansi Anda dan BKN.',
  'home.promotion.about.functional':
    'Di jabatan fungsional pangkat naik dengan angka kredit (PP 99/2000 pasal 13). Perkiraan ini memakai predikat kinerja Baik setiap tahun; dengan predikat Sangat Baik bisa lebih cepat. Berlaku tiap tanggal 1 (Peraturan BKN 4/2025). Yang memutuskan adalah instansi Anda dan BKN.',
  'home.promotion.about.structural':
    'Di jabatan struktural pangkat naik setelah empat tahun dalam pangkat terakhir, selama jenjang jabatannya memungkinkan (PP 99/2000 pasal 10). Berlaku tiap tanggal 1 (Peraturan BKN 4/2025). Yang memutuskan adalah instansi Anda dan BKN.',
  'home.promotion.need.time': 'Empat tahun dalam pangkat sekarang',
  'home.promotion.need.decree': 'SK pangkat terakhir tercatat',
  'home.promotion.need.position': 'Jabatan dan TMT-nya tercatat',
  'home.promotion.need.education': 'Pendidikan terakhir tercatat',
  'home.promotion.need.performance': 'Penilaian kinerja dua tahun terakhir paling rendah Baik',
  'home.promotion.need.credits': 'Angka kredit',
  'home.promotion.complete': 'Lengkap',
  'home.promotion.missing': 'Belum',
  'home.promotion.elsewhere': 'Tidak tercatat di sini',
  'home.promotion.none.pppk':
    'PPPK memakai golongan sesuai perjanjian kerja, tanpa kenaikan pangkat berkala.',
  'home.promotion.none.inactive':
    'Kenaikan pangkat tidak dihitung selama kedudukan hukum Anda seperti sekarang.',
  'home.promotion.none.unknown':
    'Golongan atau TMT-nya belum tercatat, jadi belum dapat diperkirakan. Minta pengelola kepegawaian Anda melengkapinya.',
  'home.promotion.none.highest': 'Anda sudah di pangkat tertinggi.',
  'home.promotion.none.ceiling':
    'Pangkat Anda sudah yang tertinggi untuk pendidikan yang tercatat. Punya ijazah baru? Minta pengelola kepegawaian Anda memperbaruinya.',
  'home.promotion.none.retires': 'Masa pensiun Anda tiba sebelum kenaikan pangkat berikutnya.',

  'home.health.title': 'Keamanan akun',
  'home.health.well': 'Semua beres. Akun Anda terlindung dengan baik.',
  'home.health.sms_factor':
    'Kode Anda masih lewat SMS, yang dapat disadap. Aplikasi autentikator lebih aman.',
  'home.health.authenticator_do': 'Pasang autentikator',
  'home.health.no_codes':
    'Anda tidak punya kode pemulihan. Tanpa kode itu, ponsel yang hilang berarti menunggu sehari.',
  'home.health.few_codes': 'Kode pemulihan Anda tinggal {left}.',
  'home.health.codes_do': 'Buat kode baru',
  'home.health.codes_unproven':
    'Kode pemulihan Anda belum pernah dicocokkan. Pastikan kertasnya masih ada dan terbaca.',
  'home.health.codes_unproven_do': 'Cocokkan satu kode',
  'home.health.one_authenticator':
    'Autentikator Anda hanya satu. Yang kedua, di perangkat lain, menolong saat ponsel hilang.',
  'home.health.one_authenticator_do': 'Tambah autentikator',
  'home.health.no_passkey': 'Anda belum memakai sidik jari atau wajah untuk masuk.',
  'home.health.no_passkey_do': 'Pasang sidik jari atau wajah',
  'home.health.old_password': 'Kata sandi Anda sudah lebih dari enam bulan.',
  'home.health.old_password_do': 'Ganti kata sandi',
  'home.health.no_email': 'Email Anda belum tercatat.',
  'home.health.no_phone': 'Nomor HP Anda belum tercatat.',
  'home.health.suspended_email':
    'Email Anda ditangguhkan karena perubahannya dibatalkan. Selama itu tidak dipakai untuk pemulihan.',
  'home.health.suspended_phone':
    'Nomor HP Anda ditangguhkan karena perubahannya dibatalkan. Selama itu tidak dipakai untuk pemulihan.',
  'home.health.suspended_do': 'Minta petugas memeriksa',
  'home.health.unverified_email': 'Email Anda belum dipastikan dengan kode.',
  'home.health.unverified_phone': 'Nomor HP Anda belum dipastikan dengan kode.',
  'home.health.young_email':
    'Email Anda baru diganti. Untuk pemulihan akun, email itu dipakai setelah 72 jam.',
  'home.health.young_phone':
    'Nomor HP Anda baru diganti. Untuk pemulihan akun, nomor itu dipakai setelah 72 jam.',
  'home.health.email_do': 'Periksa email',
  'home.health.phone_do': 'Periksa nomor HP',

  'home.notices.title': 'Kejadian terakhir',
  'home.notices.all': 'Semua aktivitas akun',
} as const satisfies Record<string, string>;
