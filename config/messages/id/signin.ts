/** What the sign-in refuses, and why, and what to do now. The pages' own words are in pages.ts. */
export default {
  'signin.nip.empty': 'Ketik NIP Anda.',
  'signin.nip.letters': 'NIP hanya berisi angka. Periksa lagi yang Anda ketik.',
  'signin.nip.length': 'NIP terdiri dari 18 angka; yang Anda ketik {digits} angka.',
  'signin.nip.birth-date':
    'Delapan angka pertama NIP adalah tanggal lahir (tahun, bulan, tanggal); tanggal itu tidak ada. Periksa angka ke-1 sampai ke-8.',
  'signin.nip.tmt':
    'Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan pengangkatan; bulan itu tidak ada. Periksa angka-angka itu.',
  'signin.nip.sex': 'Angka ke-15 NIP hanya 1 (pria) atau 2 (wanita). Periksa angka itu.',

  'signin.password.empty': 'Ketik kata sandi Anda.',
  'signin.password.wrong':
    'NIP atau kata sandi tidak cocok. Sisa {count} percobaan sebelum akun dikunci {minutes} menit.',
  'signin.password.wrong-device':
    'NIP atau kata sandi tidak cocok. Sisa {count} percobaan sebelum peramban ini dianggap peramban baru.',
  'signin.password.wrong-device-last':
    'NIP atau kata sandi tidak cocok. Mulai sekarang peramban ini dianggap peramban baru untuk akun Anda.',
  'signin.password.wrong-link':
    'NIP atau kata sandi tidak cocok. Sisa {count} percobaan dari tautan yang Anda buka.',
  'signin.password.wrong-link-last': 'NIP atau kata sandi tidak cocok. Percobaan dari tautan sudah habis.',
  'signin.password.pppk':
    'PPPK dengan kontrak baru mendapat NI baru. Belum bisa masuk dengan NI baru? Coba nomor lama.',
  'signin.not-active.kedudukan_hukum':
    'Akun ini tidak aktif: menurut data kepegawaian, Anda bukan lagi ASN aktif (misalnya sudah pensiun). Jika data itu keliru, hubungi pengelola kepegawaian instansi Anda.',
  'signin.not-active.closed':
    'Akun ini sudah ditutup. Jika itu keliru, hubungi pengelola kepegawaian instansi Anda atau helpdesk.',
  'signin.not-active.suspended':
    'Akun ini sedang ditangguhkan. Hubungi pengelola kepegawaian instansi Anda untuk mengetahui sebabnya.',
  'signin.not-active.frozen':
    'Akun ini dibekukan untuk melindungi Anda. Hubungi helpdesk untuk membukanya kembali.',
  'signin.recovery-forced':
    'Kode kedua salah berkali-kali setelah kata sandi yang benar, jadi kata sandi ini tidak berlaku lagi. Buat kata sandi baru lewat “Lupa kata sandi” atau helpdesk.',

  'signin.link.offer':
    'Anda pemilik akun ini? Kami dapat mengirim tautan agar Anda dapat mencoba lagi sekarang di peramban ini.',
  'signin.link.send': 'Kirim tautan ke email tercatat',
  'signin.link.sent':
    'Permintaan diterima. Jika NIP terdaftar, emailnya tercatat, dan batas pesan belum tercapai, tautan segera tiba. Buka tautan itu di peramban ini.',

  'signin.captcha.empty': 'Centang kotak, atau ketik karakter pada gambar.',
  'signin.captcha.wrong-work':
    'Pemeriksaan belum berhasil. Centang kotak sekali lagi dan tunggu sampai selesai.',
  'signin.captcha.wrong-characters': 'Karakter tidak sama dengan gambar. Ini gambar baru; coba lagi.',
  'signin.captcha.wrong-code':
    'Kode tidak cocok atau tidak berlaku lagi. Periksa lagi, atau minta kode baru dengan Kirim ulang.',

  'signin.captcha.sent-again':
    'Permintaan diterima. Jika NIP terdaftar dan batas pesan belum tercapai, kode baru segera tiba; pakai kode yang terbaru.',

  'signin.code.format': 'Kode terdiri dari 6 angka. Periksa lagi yang Anda ketik.',
  'signin.code.wrong': 'Kode tidak cocok. Periksa pesan terbaru dari kami, lalu ketik lagi.',
  'signin.code.gone': 'Kode ini tidak berlaku lagi. Tekan Kirim ulang untuk mendapat kode baru.',
  'signin.code.sent-again':
    'Permintaan diterima. Jika belum melebihi batas 5 pesan per jam, kode baru segera tiba; pakai kode yang terbaru.',

  'signin.totp.wrong':
    'Kode tidak cocok. Sisa {count} percobaan. Pakai kode yang sedang tampil di aplikasi autentikator.',
  'signin.totp.tries': 'Sisa {count} percobaan.',
  'signin.totp.used': 'Kode sudah dipakai; kode baru dalam {seconds} detik.',
  'signin.totp.clock-late':
    'Kode ini benar untuk jam yang terlambat sekitar {minutes} menit. Setel jam ponsel ke otomatis, lalu coba kode berikutnya.',
  'signin.totp.clock-early':
    'Kode ini benar untuk jam yang terlalu cepat sekitar {minutes} menit. Setel jam ponsel ke otomatis, lalu coba kode berikutnya.',
  'signin.totp.zone-late':
    'Kode ini benar untuk jam yang terlambat sekitar {hours} jam. Setel jam dan zona waktu ponsel (WIB, WITA, WIT) ke otomatis, lalu coba kode berikutnya.',
  'signin.totp.zone-early':
    'Kode ini benar untuk jam yang terlalu cepat sekitar {hours} jam. Setel jam dan zona waktu ponsel (WIB, WITA, WIT) ke otomatis, lalu coba kode berikutnya.',
  'signin.totp.old-entry':
    'Kode ini dari aktivasi lama yang sudah diganti pada {date}. Di aplikasi autentikator, pakai entri “{entry}”.',
  'signin.recovery-code.empty': 'Ketik salah satu kode pemulihan Anda.',
  'signin.recovery-code.wrong':
    'Kode pemulihan tidak cocok atau sudah dipakai. Sisa {count} percobaan; setiap kode berlaku sekali.',

  'signin.enrol.wrong':
    'Kode tidak cocok dengan kunci di halaman ini. Pastikan Anda memindai gambar yang ini, lalu ketik kode yang sedang tampil.',
  'signin.enrol.gone':
    'Kunci tadi tidak berlaku lagi. Ini kunci baru: pindai gambar di bawah, lalu ketik kodenya.',

  'signin.new-password.too-short': 'Kata sandi baru paling sedikit {min} karakter.',
  'signin.new-password.too-long': 'Kata sandi baru paling banyak {max} karakter.',
  'signin.new-password.needs': 'Tambahkan {kinds}, atau pakai 15 karakter atau lebih.',
  'signin.new-password.upper': 'huruf besar',
  'signin.new-password.lower': 'huruf kecil',
  'signin.new-password.digit': 'angka',
  'signin.new-password.symbol': 'simbol seperti ! atau #',
  'signin.new-password.contains-nip': 'Jangan memakai NIP dalam kata sandi: NIP diketahui banyak orang.',
  'signin.new-password.contains-nik': 'Jangan memakai NIK dalam kata sandi: NIK diketahui banyak orang.',
  'signin.new-password.contains-birth-date': 'Jangan memakai tanggal lahir dalam kata sandi.',
  'signin.new-password.contains-name': 'Jangan memakai bagian nama Anda dalam kata sandi.',
  'signin.new-password.common': 'Kata sandi ini terlalu umum dan mudah ditebak. Pilih yang lain.',
  'signin.new-password.unequal': 'Kedua kata sandi tidak sama. Ketik lagi keduanya.',
  'signin.new-password.used-before': 'Kata sandi ini salah satu dari lima yang terakhir. Pilih yang lain.',
} as const satisfies Record<string, string>;
