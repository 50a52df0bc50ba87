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
  'signin.code.empty': 'Ketik kode 6 angka.',
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
    'Kode ini dari aktivasi lama yang sudah diganti atau dihapus pada {date}. Di aplikasi autentikator, pakai entri {entry}.',
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

  'signin.handed-code.issuer':
    'Kode ini tidak dapat dipakai di peramban tempat petugas yang memberikannya sedang masuk. Ketik kode itu di perangkat Anda sendiri.',
  'signin.handed-code.gone':
    'Kode dari petugas tidak berlaku lagi: waktunya habis atau sudah dipakai. Kata sandi Anda belum berubah. Minta kode baru, lalu masuk lagi.',
  'signin.ended':
    'Sementara Anda mengisi halaman ini, akun diubah dari tempat lain. Kata sandi belum berubah; masuk sekali lagi.',
  'signin.reset.gone':
    'Izin mengganti aplikasi autentikator sudah berakhir atau dibatalkan. Autentikator yang lama tetap berlaku.',
  'signin.sms-factor.wrong': 'Kode tidak cocok. Sisa {count} percobaan. Pakai kode dari SMS terbaru.',
  'signin.new-nip.case':
    'Saat masuk, pemilik akun menyatakan bahwa nomor baru {nip} bukan nomornya. Mohon diperiksa di data kepegawaian.',

  'frozen.title': 'Akun Anda dibekukan',
  'frozen.since':
    'Akun Anda dibekukan sejak {date} pukul {time}, untuk melindunginya. Selama itu tidak ada yang dapat masuk, termasuk Anda.',
  'frozen.may':
    'Anda dapat membukanya kembali dengan kode OTP atau kode pemulihan yang sudah Anda miliki sebelum kejadian itu dan paling sedikit 72 jam sebelum pembekuan. Setelah itu Anda membuat kata sandi baru.',
  'frozen.thaw': 'Buka kembali akun saya',
  'frozen.not_sure': 'Ragu apa yang terjadi?',
  'frozen.ask_first': 'Biarkan dibekukan, dan tanyakan dulu ke helpdesk:',
  'frozen.may_not':
    'Aplikasi autentikator dan kode pemulihan yang tercatat lebih baru daripada kejadian itu, atau belum 72 jam terpasang ketika akun dibekukan, jadi tidak dapat membuktikan bahwa Anda pemiliknya. Email atau SMS saja tidak pernah membuka akun yang dibekukan.',
  'frozen.people': 'Petugas dapat membukanya setelah memeriksa bukti diri Anda. Siapkan NIP dan KTP.',
  'authenticator_needed.title': 'Layanan ini meminta aplikasi autentikator',
  'authenticator_needed.text':
    'Anda masuk dengan kode SMS. Kode SMS cukup untuk portal ASN Digital, tetapi {name} meminta bukti yang lebih kuat: kode dari aplikasi autentikator.',
  'authenticator_needed.how': 'Cara mendapatkannya',
  'authenticator_needed.reset': 'Sudah ada ponsel yang bisa memasang aplikasi?',
  'authenticator_needed.reset_link': 'Minta pemasangan autentikator',
  'authenticator_needed.agency': 'Atau minta bantuan pengelola kepegawaian instansi Anda.',
  'authenticator_needed.portal': 'Buka portal ASN Digital',
  'authenticator_needed.back': 'Kembali ke {name}',
  'sms_choice.title': 'Pakai kode SMS saja?',
  'sms_choice.text':
    'Jika HP Anda benar-benar tidak bisa memasang aplikasi autentikator, setiap kali masuk kami mengirim kode lewat SMS ke {to}. Sebelum memilih, ketahui yang berikut:',
  'sms_choice.weaker':
    'Lebih mudah diserang: nomor HP dapat diambil alih orang lain dan SMS dapat dibaca tanpa Anda tahu.',
  'sms_choice.fewer':
    'Hanya membuka portal ASN Digital. Layanan yang meminta autentikator, misalnya persetujuan di e-Kinerja, tidak dapat dibuka.',
  'sms_choice.signal': 'Perlu sinyal, dan jumlah SMS per hari dibatasi.',
  'sms_choice.later':
    'Kapan saja Anda mendapat ponsel yang mendukung, pasang aplikasi autentikator; kode SMS lalu berhenti dengan sendirinya.',
  'sms_choice.choose': 'Pakai kode SMS',
  'sms_choice.back': 'Kembali memasang aplikasi autentikator',
  'enrol.no_app': 'HP saya tidak bisa memasang aplikasi autentikator',
  'enrol.replaces':
    'Aplikasi ini menggantikan yang lama. Begitu aktif, entri lama di ponsel yang hilang tidak berlaku lagi dan semua sesi lain diakhiri.',
  'sms_factor.title': 'Masukkan kode SMS',
  'sms_factor.text': 'Kami mengirim kode 6 angka lewat SMS ke {to}. Kode berlaku 10 menit.',
  'sms_factor.lost': 'Nomor HP sudah berganti',
  'new_nip.title': 'Nomor baru Anda {nip}. Benar?',
  'new_nip.text':
    'Menurut data kepegawaian, Anda mendapat nomor baru sejak kontrak baru. Nomor Anda selama ini {current}.',
  'new_nip.stays':
    'Jika benar, nomor baru dipakai mulai sekarang, dan nomor lama tetap dapat dipakai untuk masuk. Jika bukan, helpdesk memeriksanya; akun Anda tidak berubah.',
  'new_nip.mine': 'Ya, ini nomor saya',
  'new_nip.not_mine': 'Bukan nomor saya',
  'change_password.why_handed':
    'Kode dari petugas atau surat hanya membuka langkah ini. Buat kata sandi milik Anda sendiri; petugas tidak dapat melihatnya. Setelah disimpan, semua sesi lain diakhiri.',
  'change_password.why_frozen':
    'Satu langkah lagi: buat kata sandi baru. Setelah disimpan, akun Anda terbuka kembali dan kata sandi lama tidak berlaku lagi.',
  'leave.button': 'Lanjut nanti',
  'left.title': 'Aktivasi dapat dilanjutkan nanti',
  'left.text': 'Halaman aktivasi Anda sudah ditutup. Yang sudah selesai tidak hilang.',
  'left.done': 'Sudah selesai',
  'left.done.email': 'Email Anda sudah dipastikan.',
  'left.done.phone': 'Nomor HP Anda sudah dipastikan.',
  'left.done.password': 'Kata sandi milik Anda sendiri sudah tersimpan.',
  'left.done.authenticator': 'Aplikasi autentikator sudah aktif.',
  'left.rest': 'Yang tersisa',
  'left.rest.email': 'Kode dari email.',
  'left.rest.phone': 'Kode dari SMS.',
  'left.rest.wait': 'Masa tunggu satu hari.',
  'left.rest.password': 'Membuat kata sandi sendiri.',
  'left.rest.authenticator': 'Memasang aplikasi autentikator di ponsel.',
  'left.rest.codes': 'Menyimpan kode pemulihan.',
  'left.how': 'Cara melanjutkan',
  'left.by.first_password': 'Masuk lagi dengan NIP dan kata sandi yang tadi Anda pakai.',
  'left.by.own_password': 'Masuk lagi dengan NIP dan kata sandi baru Anda.',
  'left.by.authenticator':
    'Dalam tujuh hari, masuk lagi dengan NIP, kata sandi, dan kode OTP. Kode pemulihan yang baru akan tampil; yang tadi tidak berlaku lagi.',
  'left.until':
    'Sampai {date} pukul {time}, di peramban ini saja, email dan nomor yang sudah dipastikan tidak perlu kode lagi.',
  'left.one_anew':
    'Selama kata sandi Anda belum diganti, satu kode tetap kami minta, karena kata sandi awal dapat diketahui orang lain.',
  'left.elsewhere':
    'Setelah itu, di peramban lain, atau bila akun Anda diubah, kami mengirim kode baru seperti biasa.',
  'left.shared':
    'Karena ini perangkat bersama, tidak ada yang diingat di sini: kode email dan SMS dikirim lagi saat Anda masuk.',
  'left.again': 'Masuk dan lanjutkan',
} as const satisfies Record<string, string>;
