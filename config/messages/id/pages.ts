/** What stands on the pages: headings, explanations, labels of one page only. Refusals are in the features' own files. */
export default {
  'step.asks': 'Masuk untuk melanjutkan ke',
  'step.asks_act': 'Persetujuan untuk',
  'step.act': '{name} meminta kode Anda untuk:',
  'step.cancel': 'Batal',
  'step.counter': 'Langkah {at} dari {of}',

  'password.title': 'Masuk',
  'password.nip_hint': '18 angka, boleh dengan spasi.',
  'password.shared': 'Perangkat bersama',
  'password.shared_hint':
    'Centang jika perangkat ini dipakai orang lain juga. Sesi Anda berakhir saat peramban ditutup.',
  'password.forgot': 'Lupa kata sandi',
  'password.register': 'Belum punya akun? Daftar',

  'captcha.title': 'Pastikan Anda bukan robot',
  'captcha.why':
    'Beberapa percobaan masuk tidak cocok. Langkah singkat ini menahan program yang menebak-nebak. Setelah itu ketik lagi kata sandi Anda.',
  'captcha.robot': 'Saya bukan robot',
  'captcha.working': 'Sedang memeriksa, biasanya beberapa detik saja…',
  'captcha.done': 'Selesai. Tekan Lanjutkan.',
  'captcha.use_picture': 'Pakai gambar saja',
  'captcha.picture_name': 'Gambar berisi huruf dan angka yang sengaja dibengkokkan',
  'captcha.characters': 'Karakter pada gambar',
  'captcha.characters_hint': 'Huruf besar atau kecil sama saja.',
  'captcha.cannot_see': 'Tidak berhasil dengan cara ini?',
  'captcha.send_code': 'Kirim kode lewat email',
  'captcha_code.title': 'Masukkan kode dari email',
  'captcha_code.text':
    'Jika NIP yang Anda ketik terdaftar, kode 6 angka sudah kami kirim ke emailnya (lewat SMS jika tidak ada email tercatat). Kode ini menggantikan gambar.',
  'captcha_code.picture': 'Kembali ke gambar',

  'totp.title': 'Masukkan kode OTP',
  'totp.hint': 'Buka aplikasi autentikator di ponsel Anda, lalu ketik kode 6 angka.',
  'totp.hint_entries':
    'Buka aplikasi autentikator di “{first}” atau “{second}”, lalu ketik kode 6 angka ASN Digital.',
  'totp.hint_entry': 'Buka aplikasi autentikator di ponsel Anda, lalu ketik kode 6 angka dari “{entry}”.',
  'totp.recovery': 'Pakai kode pemulihan',
  'totp.lost': 'Ponsel hilang atau berganti',
  'totp.clock_slow':
    'Jam perangkat ini terlambat sekitar {minutes} menit. Jika aplikasi autentikator Anda ada di perangkat ini, setel jamnya ke otomatis dahulu.',
  'totp.clock_fast':
    'Jam perangkat ini terlalu cepat sekitar {minutes} menit. Jika aplikasi autentikator Anda ada di perangkat ini, setel jamnya ke otomatis dahulu.',

  'recovery.title': 'Masukkan kode pemulihan',
  'recovery.hint':
    'Salah satu kode yang Anda simpan saat memasang aplikasi autentikator. Setiap kode berlaku sekali.',
  'recovery.totp': 'Pakai kode dari aplikasi autentikator',
  'recovery.none': 'Tidak punya keduanya',

  'contact_sms.title': 'Pastikan nomor HP Anda',
  'contact_sms.text':
    'Kami mengirim kode 6 angka lewat SMS ke {to}, nomor yang tercatat di data kepegawaian. Kode berlaku 10 menit.',
  'contact_email.title': 'Pastikan email Anda',
  'contact_email.text':
    'Kami mengirim kode 6 angka ke {to}, alamat yang tercatat di data kepegawaian. Kode berlaku 10 menit.',
  'contact_wait.title': 'Tunggu satu hari lagi',
  'contact_wait.text':
    'Untuk akun Anda hanya tercatat satu kontak, {to}. Agar orang lain tidak dapat mengaktifkan akun Anda, kami memberi waktu satu hari untuk berjaga-jaga. Pemberitahuan sudah kami kirim ke kontak itu.',
  'contact_wait.until': 'Anda dapat melanjutkan mulai {date} pukul {time}.',
  'contact_wait.then':
    'Setelah itu masuk lagi dengan cara yang sama. Tidak ada yang perlu Anda lakukan sekarang.',
  'contact_wait.sooner': 'Perlu lebih cepat?',
  'contact_wait.sooner_text':
    'Minta pengelola kepegawaian instansi Anda melengkapi kontak Anda, atau hubungi helpdesk:',
  'contact_none.title': 'Kontak Anda belum tercatat',
  'contact_none.text':
    'Akun ini perlu diaktifkan dengan kode ke email atau nomor HP Anda, tetapi belum ada kontak yang tercatat dan dapat dipakai. Kami tidak dapat memintanya di sini, karena orang lain pun dapat mengisinya.',
  'contact_none.agency':
    'Minta pengelola kepegawaian instansi Anda mencatat email dan nomor HP Anda. Bawa kartu pegawai atau KTP.',
  'contact_none.young_title': 'Kontak Anda baru dicatat',
  'contact_none.young':
    'Akun ini diaktifkan dengan kode ke email atau nomor HP Anda. Kontak itu baru dicatat, dan demi keamanan baru dipakai setelah 72 jam.',
  'contact_none.young_from':
    'Masuklah lagi dengan cara yang sama mulai {date} pukul {time}. Sampai saat itu tidak ada yang perlu Anda lakukan.',
  'contact_none.young_agency':
    'Kontaknya bukan milik Anda, atau sudah lewat waktunya? Tanyakan kepada pengelola kepegawaian instansi Anda.',
  'contact_none.helpdesk': 'Atau hubungi helpdesk',

  'change_password.title': 'Buat kata sandi baru',
  'change_password.why_initial':
    'Kata sandi Anda masih NIK, yang bisa diketahui orang lain. Ganti dengan kata sandi milik Anda sendiri.',
  'change_password.why_required':
    'Demi keamanan, kata sandi akun ini harus diganti sebelum Anda melanjutkan.',
  'change_password.why_wanted': 'Setelah disimpan, kata sandi lama tidak berlaku lagi.',
  'change_password.hint':
    'Paling sedikit 8 karakter dengan huruf besar, huruf kecil, angka, dan simbol; atau 15 karakter bebas, misalnya beberapa kata. Jangan memakai nama, NIP, NIK, atau tanggal lahir.',
  'meter.0': 'Mudah ditebak.',
  'meter.1': 'Lemah.',
  'meter.2': 'Cukup. Lebih baik 12 karakter atau lebih.',
  'meter.3': 'Kuat.',
  'meter.4': 'Sangat kuat.',

  'enrol.title': 'Pasang aplikasi autentikator',
  'enrol.install':
    'Pasang aplikasi autentikator di ponsel Anda, misalnya Aegis, FreeOTP, Google Authenticator, atau Microsoft Authenticator.',
  'enrol.scan': 'Di aplikasi itu pilih “tambah akun”, lalu pindai kode ini:',
  'enrol.open': 'Buka di aplikasi (di ponsel ini)',
  'enrol.by_hand': 'Tidak dapat memindai? Ketik kunci ini di aplikasi:',
  'enrol.copy': 'Salin kunci',
  'enrol.named': 'Nama akun di aplikasi: {label}. Jenis: berbasis waktu, 6 angka.',
  'enrol.type': 'Ketik kode 6 angka yang tampil di aplikasi.',
  'enrol.hint': 'Kode berganti setiap 30 detik.',

  'recovery_codes.title': 'Simpan kode pemulihan Anda',
  'recovery_codes.text':
    'Jika ponsel Anda hilang atau rusak, salah satu kode ini menggantikan kode OTP. Setiap kode berlaku sekali. Simpan di tempat aman, terpisah dari ponsel.',
  'recovery_codes.list': 'Sepuluh kode pemulihan',
  'recovery_codes.print': 'Cetak',
  'recovery_codes.copy': 'Salin semua',
  'recovery_codes.once':
    'Kode ini hanya ditampilkan sekarang. Setelah Anda melanjutkan, kami pun tidak dapat melihatnya lagi.',

  'consent.title': 'Izinkan {name}?',
  'consent.text': '{name} bukan bagian dari ASN Digital. Jika Anda izinkan, {name} menerima:',
  'consent.title_native': 'Masuk ke {name}?',
  'consent.text_native':
    'Aplikasi {name} di perangkat ini minta masuk sebagai Anda. Lanjutkan hanya jika Anda sendiri yang baru saja membukanya.',
  'consent.as': 'Anda masuk sebagai {name}.',
  'scope.openid': 'Tanda pengenal akun Anda',
  'scope.profile': 'Nama, gelar, dan NIP',
  'scope.email': 'Alamat email',
  'scope.phone': 'Nomor HP',
  'scope.asn': 'Data kepegawaian: instansi, unit kerja, jabatan, pangkat, dan golongan',
  'scope.directory:read': 'Riwayat pangkat dan jabatan',

  'continue_as.title': 'Lanjut sebagai {name}?',
  'continue_as.text':
    'Di perangkat bersama ini masih ada sesi dengan NIP {nip}. Jika itu bukan Anda, pilih “Bukan saya”: sesi itu diakhiri dan Anda dapat masuk dengan NIP sendiri.',

  'cookies.title': 'Cookie diblokir peramban Anda',
  'cookies.why':
    'Untuk masuk, situs ini perlu menyimpan satu tanda kecil (cookie) selama Anda masuk, agar orang lain tidak dapat menyela. Peramban Anda menolaknya.',
  'cookies.do_settings': 'Izinkan cookie untuk alamat di bawah ini di pengaturan peramban; atau',
  'cookies.do_private': 'buka aplikasi tadi dengan peramban lain.',
  'cookies.do_again': 'Setelah itu coba lagi: Anda masuk ke portal, dan dari sana membuka aplikasi tadi.',

  'link.title': 'Lanjutkan masuk di peramban ini',
  'link.text':
    'Setelah menekan Lanjutkan, Anda mendapat {count} percobaan kata sandi di peramban ini, selama {minutes} menit.',
  'link.elsewhere_title': 'Buka di peramban yang tadi',
  'link.elsewhere': 'Tautan ini hanya dapat dipakai di peramban tempat Anda memintanya.',
  'link.do_copy': 'Salin tautan dari email (tekan lama atau klik kanan, lalu Salin).',
  'link.do_paste': 'Buka peramban tempat Anda tadi mencoba masuk, lalu tempelkan tautan di kolom alamat.',
  'link.elsewhere_ask': 'Tidak pernah meminta tautan ini? Tutup saja halaman ini; akun Anda tidak terbuka.',
  'link.gone_title': 'Tautan tidak berlaku lagi',
  'link.gone': 'Setiap tautan berlaku {minutes} menit dan hanya sekali.',
  'link.do_again': 'Jika masuk masih terkunci, Anda dapat meminta tautan baru di halaman masuk.',
  'link.to_signin': 'Ke halaman masuk',

  'busy.title': 'Kami sedang ramai',
  'busy.text': 'Giliran Anda sekitar {wait} lagi; halaman ini memuat ulang sendiri.',
  'busy.stay': 'Anda belum perlu mengetik apa pun. Tidak ada percobaan yang dihitung.',
  'busy.left': 'Memuat ulang dalam',

  'landing.title': 'Satu akun untuk semua layanan ASN',
  'landing.text': 'Masuk sekali dengan NIP untuk MyASN, SIASN, e-Kinerja, dan portal ASN Digital.',
  'landing.to_portal': 'Buka portal',
  'landing.register': 'Daftar',
  'landing.forgot': 'Lupa kata sandi',
  'landing.new_phone': 'Ganti ponsel',
  'landing.services': 'Layanan',
  'landing.safe': 'Cara mengenali situs ini',
  'landing.safe_address': 'Kata sandi dan kode OTP ASN Digital hanya diketik di alamat ini:',
  'landing.safe_look':
    'Baca alamat di bilah atas peramban dari awal sampai garis miring pertama. Harus sama persis.',
  'landing.safe_ask':
    'Petugas, atasan, atau pesan WhatsApp tidak pernah meminta kata sandi atau kode OTP Anda.',
  'landing.safe_link':
    'Lebih aman membuka situs ini dari markah (bookmark) Anda sendiri daripada dari tautan di pesan.',
  'landing.safe_report': 'Menemukan situs yang meniru halaman ini? Laporkan ke',

  'portal_page.title': 'Portal ASN Digital',
  'portal_page.hello': 'Selamat datang, {name}',
  'portal_page.services': 'Layanan Anda',
  'portal_page.summary': 'Ringkasan kepegawaian',
  'portal_page.name': 'Nama',
  'portal_page.nip': 'NIP',
  'portal_page.kind': 'Jenis ASN',
  'portal_page.rank': 'Pangkat dan golongan',
  'portal_page.grade': 'Golongan',
  'portal_page.service_time': 'Masa kerja',
  'portal_page.years': '{tahun} tahun {bulan} bulan',
  'portal_page.position': 'Jabatan',
  'portal_page.unit': 'Unit kerja',
  'portal_page.agency': 'Instansi',
  'portal_page.updated': 'Menurut data kepegawaian per {date}.',
  'portal_page.no_notices': 'Belum ada kejadian yang perlu Anda ketahui.',
  'portal_page.look': 'Perhatikan:',
  'portal_page.session': 'Anda masuk pukul {started}. Sesi berakhir paling lambat pukul {ends}.',

  'error.title': 'Permintaan tidak dapat diproses',
  'error.text':
    'Ada yang tidak beres di pihak kami atau pada isian yang dikirim. Tidak ada data Anda yang berubah.',
  'error.do': 'Kembali dan coba lagi. Jika terulang, hubungi helpdesk dan sebutkan nomor rujukan di bawah.',
  'not_found.title': 'Halaman tidak ditemukan',
  'not_found.text': 'Alamat ini tidak ada, atau bukan untuk akun Anda.',
  'not_found.do':
    'Periksa lagi alamatnya, atau masuk lewat portal: beberapa halaman, misalnya konsol petugas, terbuka hanya setelah masuk.',
  'forbidden.title': 'Permintaan ditolak',
  'forbidden.text': 'Permintaan ini tidak datang dari halaman kami sendiri, jadi tidak kami jalankan.',
  'forbidden.do': 'Buka halaman ini langsung dari alamatnya, lalu coba lagi. Tidak ada yang berubah.',
  'unavailable.title': 'Layanan sedang terganggu',
  'unavailable.text':
    'Sebagian sistem kami sedang tidak dapat dihubungi. Data Anda aman dan tidak ada percobaan yang dihitung.',
  'unavailable.do': 'Tunggu sebentar; halaman ini memuat ulang sendiri.',
  'unavailable.left': 'Memuat ulang dalam',
  'reference.text': 'Nomor rujukan untuk helpdesk:',

  'oidc_error.title': 'Permintaan masuk tidak dapat dilanjutkan',
  'oidc_error.text': 'Aplikasi yang mengirim Anda ke sini meminta sesuatu yang tidak dapat kami terima.',
  'oidc_error.text_of': '{name} meminta sesuatu yang tidak dapat kami terima.',
  'oidc_error.do':
    'Ini bukan kesalahan Anda. Mulai lagi dari aplikasinya; jika terulang, beri tahu pengelolanya.',
  'oidc_error.developer': 'Keterangan untuk pengembang',

  'logout_ask.title': 'Keluar dari semua aplikasi?',
  'logout_ask.text': 'Anda akan keluar dari portal dan semua aplikasi yang dibuka dengan akun ini.',
  'logout_ask.text_of':
    '{application} meminta Anda keluar. Anda akan keluar dari portal dan semua aplikasi yang dibuka dengan akun ini.',
  'logout_ask.as': 'Saat ini masuk sebagai {name}.',
  'logout_ask.stay': 'Batal',
  'logged_out.title': 'Anda sudah keluar',
  'logged_out.text': 'Sesi ASN Digital Anda sudah diakhiri.',
  'logged_out.done': 'Sudah keluar juga dari',
  'logged_out.later': 'Belum menjawab',
  'logged_out.open': 'Buka {name}',
  'logged_out.missed':
    'Mungkin Anda masih masuk di situ. Kami terus menghubunginya, paling lama sehari. Supaya pasti, bukalah aplikasinya dan tekan "Keluar" di sana.',
  'logged_out.close': 'Di perangkat bersama, tutup juga perambannya.',
  'logged_out.back': 'Kembali ke {name}',

  'switch.title': 'Ganti akun menjadi {name}?',
  'switch.text':
    'Di peramban ini {from} sedang masuk. Jika Anda lanjutkan sebagai {to}, {from} akan keluar dari semua aplikasi.',
  'switch.change': 'Ganti akun',
  'switch.keep': 'Tetap sebagai {name}',

  'outbox.title': 'Kotak keluar demo',
  'outbox.text': 'Semua email dan SMS yang dikirim demo ini, terbaru di atas. Halaman ini hanya ada di demo.',
  'outbox.empty': 'Belum ada pesan.',
  'outbox.sms': 'SMS ke',
  'outbox.email': 'Email ke',
} as const satisfies Record<string, string>;
