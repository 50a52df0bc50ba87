/** Registration, its status, the activation link, and "bukan saya" of the contacts on record. */
export default {
  'registration.register.title': 'Daftar akun ASN Digital',
  'registration.register.text':
    'Siapkan NIP, KTP, email, dan ponsel Anda. Kami mengirim kode ke email dan nomor HP yang Anda ketik.',
  'registration.register.running': 'Pendaftaran di peramban ini belum selesai.',
  'registration.register.running_link': 'Lanjutkan pendaftaran itu',
  'registration.register.nip_hint': '18 angka, boleh dengan spasi. PPPK: pakai NI PPPK.',
  'registration.field.nik': 'NIK',
  'registration.register.nik_hint': '16 angka di KTP Anda.',
  'registration.field.email': 'Alamat email',
  'registration.register.email_hint':
    'Yang tercatat di data kepegawaian (MyASN) paling cepat diproses. Jangan alamat bersama.',
  'registration.field.phone': 'Nomor HP',
  'registration.register.phone_hint': 'Nomor Indonesia, misalnya 0812 3456 7890.',
  'registration.register.submit': 'Daftar',
  'registration.register.have_account': 'Sudah punya akun? Masuk',
  'registration.register.over_limit':
    'Terlalu banyak pendaftaran dari jaringan ini. Coba lagi pukul {time}; isian Anda masih ada di bawah.',
  'registration.suggest': 'Maksud Anda {email}?',
  'registration.suggest_use': 'Ya, pakai {email}',

  'registration.nik.empty': 'Ketik NIK Anda.',
  'registration.nik.letters': 'NIK hanya berisi angka. Periksa lagi yang Anda ketik.',
  'registration.nik.length': 'NIK terdiri dari 16 angka; yang Anda ketik {digits} angka.',
  'registration.nik.region':
    'Enam angka pertama NIK adalah kode wilayah; kode itu tidak ada. Periksa angka ke-1 sampai ke-6.',
  'registration.nik.birth-date':
    'Angka ke-7 sampai ke-12 NIK adalah tanggal lahir (untuk wanita tanggalnya ditambah 40); tanggal itu tidak ada. Periksa angka-angka itu.',
  'registration.email.empty': 'Ketik alamat email Anda.',
  'registration.email.form': 'Alamat email itu belum lengkap atau salah tulis. Contoh: nama@gmail.com.',
  'registration.phone.empty': 'Ketik nomor HP Anda.',
  'registration.phone.letters': 'Nomor HP hanya berisi angka. Periksa lagi yang Anda ketik.',
  'registration.phone.not-mobile':
    'Nomor itu bukan nomor HP Indonesia. Pakai nomor yang dimulai dengan 08 atau +628.',
  'registration.phone.length': 'Nomor HP itu terlalu pendek atau terlalu panjang. Periksa angkanya.',

  'registration.verify.title': 'Masukkan kode yang kami kirim',
  'registration.verify.text': 'Kode 6 angka dikirim ke email dan nomor HP yang Anda ketik:',
  'registration.verify.email': 'Email',
  'registration.verify.phone': 'Nomor HP',
  'registration.verify.done': 'Sudah terverifikasi.',
  'registration.verify.hint': '6 angka, berlaku {minutes} menit.',
  'registration.verify.either':
    'Baru satu kode yang datang? Masukkan dulu yang itu; yang benar tetap tersimpan.',
  'registration.verify.empty': 'Ketik kode yang Anda terima.',
  'registration.verify.email_done': 'Email Anda sudah terverifikasi. Tinggal kode SMS.',
  'registration.verify.phone_done': 'Nomor HP Anda sudah terverifikasi. Tinggal kode email.',
  'registration.verify.both_done':
    'Email dan nomor HP Anda sudah terverifikasi. Tekan Verifikasi untuk melanjutkan.',
  'registration.verify.disagree':
    'NIP dan NIK yang Anda ketik menunjukkan tanggal lahir atau jenis kelamin yang berbeda. Periksa keduanya; jika memang begitu di dokumen Anda, lanjutkan saja.',
  'registration.verify.edit': 'Salah ketik? Ubah data',
  'registration.verify.over_limit':
    'Pendaftaran dengan NIP ini sudah terlalu sering dicoba hari ini. Email dan nomor HP Anda tetap terverifikasi; tekan Verifikasi lagi setelah {date} pukul {time}, atau hubungi pengelola kepegawaian instansi Anda.',
  'registration.delivery.none':
    'Belum ada yang dikirim: batasnya 5 pesan per jam ke satu kontak. Coba Kirim ulang nanti, atau pakai kontak lain.',
  'registration.delivery.sent': 'Terkirim {time}.',
  'registration.delivery.waiting': 'Sedang dikirim.',
  'registration.delivery.failed': 'Tidak dapat dikirim. Periksa penulisannya.',

  'registration.password.title': 'Buat kata sandi',
  'registration.password.text':
    'Data Anda sudah kami terima. Pilih kata sandi untuk akun Anda; kami tidak pernah memintanya lewat telepon atau pesan.',
  'registration.password.confirm': 'Ulangi kata sandi',
  'registration.password.submit': 'Buat akun',

  'registration.check_email.title': 'Periksa email Anda',
  'registration.check_email.text':
    'Tinggal satu langkah. Kami mengirim tautan aktivasi ke {masked}. Buka tautan itu, lalu tekan “Aktifkan akun”. Tautan berlaku {minutes} menit, sekali.',
  'registration.check_email.not_there':
    'Belum datang? Periksa folder spam, tunggu sebentar, atau minta tautan baru. Tautan yang lama lalu tidak berlaku lagi.',
  'registration.check_email.resend': 'Kirim ulang tautan',
  'registration.check_email.again':
    'Permintaan diterima. Jika belum melebihi batas 5 pesan per jam, tautan baru segera tiba; pakai yang terbaru.',

  'registration.queued.title': 'Pendaftaran Anda sedang diproses',
  'registration.queued.text':
    'Email dan nomor HP Anda sudah terverifikasi. Sistem data kepegawaian atau kependudukan sedang lambat, jadi pendaftaran Anda menunggu giliran sejak {time}. Tidak ada yang perlu diketik lagi.',
  'registration.queued.mail':
    'Kami mencoba lagi sendiri dan mengabari Anda lewat email ke {masked}, dengan tautan ke halaman ini. Anda boleh menutup halaman ini.',
  'registration.queued.left': 'Memeriksa lagi dalam',

  'registration.waiting.title': 'Pendaftaran Anda menunggu pengelola kepegawaian',
  'registration.waiting.text':
    'Kata sandi Anda sudah tersimpan. Sebagian data perlu dicocokkan oleh orang yang mengenal Anda di instansi, karena NIP dan NIK saja tidak membuktikan siapa Anda.',
  'registration.waiting.changed':
    'Akun belum diaktifkan: email atau nomor HP yang Anda buktikan tidak lagi sama dengan kontak di data kepegawaian, atau kontak itu baru saja berubah. Jadi pengelola kepegawaian yang memutuskan.',
  'registration.waiting.who': 'Yang memeriksa',
  'registration.waiting.bring':
    'Supaya cepat, hubungi mereka pada jam kerja dan siapkan KTP serta kartu pegawai atau SK pengangkatan.',
  'registration.waiting.since': 'Menunggu sejak {date} pukul {time}.',
  'registration.waiting.until': 'Permohonan berlaku sampai {date}.',
  'registration.waiting.then':
    'Setelah diputuskan, kami mengabari Anda lewat email ke {masked}. Tautan ke halaman ini juga ada di email itu.',

  'registration.approved.title': 'Pendaftaran Anda disetujui',
  'registration.approved.text':
    'Tinggal mengaktifkan akun. Tekan tombol di bawah; kami mengirim tautan aktivasi ke {masked}, yang berlaku {minutes} menit.',
  'registration.approved.submit': 'Kirim tautan aktivasi',

  'registration.elsewhere.title': 'Lanjutkan pendaftaran di peramban ini',
  'registration.elsewhere.text':
    'Pendaftaran ini dimulai di peramban lain. Untuk melanjutkannya di sini, kami mengirim kode baru lewat SMS ke {masked}.',

  'registration.activate.title': 'Aktifkan akun Anda',
  'registration.activate.text': 'Tekan tombol ini untuk membuat akun Anda. Setelah itu Anda dapat masuk.',
  'registration.activate.submit': 'Aktifkan akun',
  'registration.activate.gone_title': 'Tautan tidak berlaku lagi',
  'registration.activate.gone':
    'Tautan aktivasi berlaku {minutes} menit dan sekali saja. Tautan ini sudah dipakai, sudah lewat, atau sudah diganti dengan yang lebih baru.',
  'registration.activate.gone_do':
    'Sudah pernah menekan “Aktifkan akun”? Coba masuk. Belum? Pakai email terbaru dari kami, atau minta tautan baru di halaman status.',
  'registration.activate.status': 'Status pendaftaran',

  'registration.done.title': 'Akun Anda aktif',
  'registration.done.text':
    'Masuklah dengan NIP dan kata sandi Anda. Pada masuk pertama kami mengirim kode ke kontak Anda, lalu Anda memasang aplikasi autentikator di ponsel.',
  'registration.done.wait':
    'Kontak Anda baru dicatat. Demi keamanan, masuk pertama baru dapat diselesaikan mulai {date} pukul {time}.',

  'registration.refused.not_in_directory': 'NIP belum ada di data kepegawaian',
  'registration.refused.not_in_directory_text':
    'NIP yang Anda ketik tidak kami temukan di data kepegawaian BKN. Tidak ada akun yang dibuat.',
  'registration.refused.not_in_directory_do':
    'Periksa angkanya di SK atau kartu pegawai, lalu daftar lagi. Baru diangkat? Data Anda mungkin belum masuk; kirim permintaan ke pengelola kepegawaian.',
  'registration.refused.conflict': 'NIP tercatat lebih dari sekali',
  'registration.refused.conflict_text':
    'Di data kepegawaian NIP ini tercatat ganda, sehingga kami tidak dapat memastikan data yang mana milik Anda. Tidak ada akun yang dibuat.',
  'registration.refused.conflict_do':
    'Minta pengelola kepegawaian instansi Anda memperbaiki data itu; permintaannya dapat Anda kirim dari sini.',
  'registration.refused.nik_mismatch': 'NIP dan NIK tidak cocok',
  'registration.refused.nik_mismatch_text':
    'NIK yang Anda ketik berbeda dari NIK di data kepegawaian untuk NIP itu. Tidak ada akun yang dibuat.',
  'registration.refused.nik_mismatch_do':
    'Periksa kedua nomor itu, lalu daftar lagi. Jika keduanya sudah benar, data kepegawaian Anda perlu diperbaiki oleh pengelola kepegawaian instansi Anda.',
  'registration.refused.registered': 'NIP ini sudah punya akun',
  'registration.refused.registered_text':
    'Akun ASN Digital untuk NIP ini sudah ada; Anda tidak perlu mendaftar lagi.',
  'registration.refused.registered_do': 'Tidak dapat masuk? Pulihkan akun itu:',
  'registration.refused.registered_not_me':
    'Bukan Anda yang membuat akun itu? Hubungi helpdesk agar akunnya diperiksa.',
  'registration.refused.not_activated': 'Akun Anda sudah ada, tinggal diaktifkan',
  'registration.refused.not_activated_text':
    'Akun untuk NIP ini sudah disiapkan. Masuklah dengan NIP dan kata sandi awal dari instansi Anda; aktivasi dimulai di sana.',
  'registration.refused.not_activated_do':
    'Tidak tahu kata sandi awalnya? Tanyakan kepada pengelola kepegawaian instansi Anda.',
  'registration.refused.not_active': 'NIP ini tidak aktif',
  'registration.refused.not_active_text':
    'Menurut data kepegawaian, Anda bukan lagi ASN aktif (misalnya sudah pensiun atau diberhentikan), jadi akun tidak dapat dibuat.',
  'registration.refused.not_active_do':
    'Jika data itu keliru, minta pengelola kepegawaian instansi Anda memperbaikinya.',
  'registration.refused.objected': 'Pendaftaran dihentikan',
  'registration.refused.objected_text':
    'Pemilik kontak yang tercatat di data kepegawaian menyatakan bukan dia yang mendaftar. Tidak ada akun yang dibuat.',
  'registration.refused.objected_do':
    'Jika itu Anda sendiri, atau kontak yang tercatat bukan milik Anda lagi, datanglah ke pengelola kepegawaian instansi Anda.',
  'registration.refused.agency': 'Pendaftaran tidak disetujui',
  'registration.refused.agency_text':
    'Pengelola kepegawaian instansi Anda memeriksa pendaftaran ini dan tidak menyetujuinya. Tidak ada akun yang dibuat.',
  'registration.refused.agency_reason': 'Alasannya: {reason}',
  'registration.refused.agency_do': 'Bicarakan dengan mereka, perbaiki yang kurang, lalu daftar lagi.',
  'registration.refused.expired': 'Pendaftaran sudah lewat waktunya',
  'registration.refused.expired_text':
    'Pendaftaran ini tidak selesai dalam waktunya, jadi diakhiri. Tidak ada akun yang dibuat.',
  'registration.refused.expired_do': 'Anda dapat mendaftar lagi kapan saja.',
  'registration.refused.again': 'Daftar lagi',
  'registration.refused.correction': 'Minta perbaikan data',
  'registration.refused.ask': 'Tanya petugas',

  'registration.no_status.title': 'Tidak ada pendaftaran di peramban ini',
  'registration.no_status.text':
    'Untuk melihat status pendaftaran, buka tautan di email kami, atau buka halaman ini di peramban tempat Anda mendaftar.',

  'registration.object.title': 'Bukan Anda yang mendaftar?',
  'registration.object.text':
    'Pada {date} pukul {time} ada yang mendaftarkan akun ASN Digital dengan NIP Anda. Jika bukan Anda, hentikan di sini: tidak ada akun yang dibuat, dan pengelola kepegawaian tidak dapat menyetujuinya lagi.',
  'registration.object.submit': 'Hentikan pendaftaran ini',
  'registration.object.ended_title': 'Pendaftaran dihentikan',
  'registration.object.ended':
    'Pendaftaran itu sudah berakhir dan tidak dapat dilanjutkan. Tidak ada lagi yang perlu Anda lakukan; NIP Anda tetap dapat didaftarkan oleh Anda sendiri.',
  'registration.object.late_title': 'Akun sudah dibuat',
  'registration.object.late':
    'Akun dengan NIP ini sudah aktif, jadi pendaftarannya tidak dapat dihentikan lagi. Jika bukan Anda yang membuatnya, hubungi helpdesk sekarang juga agar akun itu dibekukan.',
  'registration.object.gone_title': 'Tautan tidak berlaku lagi',
  'registration.object.gone':
    'Tautan ini tidak lengkap, atau pendaftarannya sudah lama berakhir. Khawatir ada yang memakai NIP Anda? Hubungi helpdesk.',
} as const satisfies Record<string, string>;
