/** Forgotten password (`forgot`), lost or changed phone (`reset`), and the people who help where neither goes on (`people`). */
export default {
  'forgot.title': 'Lupa kata sandi',
  'forgot.text':
    'Ketik NIP dan alamat email yang tercatat untuk akun Anda. Kami mengirim kode dan tautan ke alamat itu.',
  'forgot.email': 'Alamat email',
  'forgot.email_hint': 'Alamat yang tercatat di data kepegawaian atau di akun Anda.',
  'forgot.email_empty': 'Ketik alamat email Anda.',
  'forgot.email_malformed':
    'Alamat email ini tidak lengkap atau salah ketik. Contoh yang benar: nama@instansi.go.id.',
  'forgot.send': 'Kirim',
  'forgot.dead_email': 'Email saya sudah tidak bisa dibuka',
  'forgot.to_signin': 'Kembali ke halaman masuk',
  'forgot.too_many': 'Terlalu banyak permintaan dari jaringan Anda. Coba lagi mulai {time}.',

  'forgot.code.title': 'Periksa email Anda',
  'forgot.code.text':
    'Bila NIP dan alamat email tadi cocok dengan catatan kami, kode 6 angka dan sebuah tautan segera tiba. Ketik kodenya di sini, atau buka tautannya di perangkat mana pun. Kode berlaku 10 menit, tautan 30 menit.',
  'forgot.code.again':
    'Permintaan diterima. Bila datanya cocok dan batas 5 pesan per jam belum tercapai, kode baru segera tiba; pakai kode yang terbaru.',
  'forgot.code.wrong':
    'Kode tidak cocok atau tidak berlaku lagi. Pakai kode dari email terbaru, buka tautan di email itu, atau tekan Kirim ulang.',
  'forgot.code.nothing': 'Tidak ada email yang datang?',
  'forgot.code.nothing_text':
    'Mungkin alamat yang tercatat berbeda dari yang Anda ketik, atau baru berubah: alamat baru berlaku untuk pemulihan setelah 72 jam.',
  'forgot.code.other': 'Ulangi dengan NIP atau alamat lain',

  'forgot.sms.title': 'Masukkan kode dari SMS',
  'forgot.sms.text':
    'Akun ini belum memakai aplikasi autentikator, jadi kami memastikan lewat dua kontak. Kode 6 angka dikirim ke {to}.',
  'forgot.sms.wrong':
    'Kode tidak cocok atau tidak berlaku lagi. Pakai kode dari SMS terbaru, atau tekan Kirim ulang.',

  'forgot.sms.dead': 'Nomor HP saya sudah tidak aktif',

  'forgot.factor.title': 'Pastikan ini Anda',
  'forgot.factor.text': 'Email saja tidak cukup untuk mengganti kata sandi: orang lain bisa saja membukanya.',
  'forgot.factor.lost': 'Autentikator dan kode pemulihan hilang juga',

  'forgot.new.text': 'Setelah disimpan, semua sesi dan perangkat yang masih masuk dikeluarkan.',

  'forgot.done.title': 'Kata sandi Anda sudah diganti',
  'forgot.done.text':
    'Masuklah dengan kata sandi yang baru. Semua sesi yang lama diakhiri, dan pemberitahuan dikirim ke kontak Anda.',

  'forgot.over.title': 'Permintaan ini tidak berlaku lagi',
  'forgot.over.text':
    'Sejak Anda memulai, sesuatu di akun ini berubah: misalnya kata sandinya sudah diganti dari peramban lain, atau akunnya dibekukan. Tidak ada yang disimpan dari halaman tadi.',
  'forgot.over.check':
    'Jika bukan Anda yang mengubahnya, periksa email atau SMS terakhir dari kami dan pakai tautan “bukan saya” di sana.',
  'forgot.over.again': 'Mulai lagi',
  'forgot.over.reset': 'Mulai lagi untuk ponsel baru',

  'forgot.link.title': 'Pulihkan kata sandi',
  'forgot.link.text': 'Tekan Lanjutkan untuk memulihkan kata sandi di perangkat ini. Tautan berlaku sekali.',
  'forgot.link.gone':
    'Tautan ini sudah dipakai, digantikan, atau lewat dari {minutes} menit. Minta yang baru, lalu pakai email yang terbaru.',
  'forgot.link.again': 'Minta kode dan tautan baru',

  'link_page.gone_title': 'Tautan tidak berlaku lagi',

  'reset.title': 'Ponsel hilang atau berganti',
  'reset.text': 'Jawab dulu tiga pertanyaan singkat, supaya Anda tidak menempuh jalan yang buntu.',
  'reset.running': 'Penggantian autentikator sudah diminta di peramban ini.',
  'reset.running_link': 'Lihat statusnya',
  'reset.phone_works': 'Nomor HP masih aktif?',
  'reset.email_works': 'Email masih terbuka?',
  'reset.has_code': 'Punya kode pemulihan?',
  'reset.has_code_hint': 'Salah satu dari sepuluh kode yang Anda simpan saat mendaftarkan autentikator.',
  'reset.yes': 'Ya',
  'reset.no': 'Tidak',
  'reset.how_title': 'Apa yang terjadi sesudahnya',
  'reset.how_code': 'Dengan kode pemulihan: autentikator baru bisa didaftarkan saat itu juga.',
  'reset.how_contacts':
    'Dengan kata sandi, kode email, dan kode SMS: sesudah 24 jam. Selama itu Anda diberi tahu di semua kontak dan bisa membatalkannya.',
  'reset.how_people': 'Tanpa itu: lewat pengelola kepegawaian instansi Anda atau helpdesk.',
  'reset.found':
    'Autentikator yang lama ketemu lagi? Cukup masuk seperti biasa; permintaan ini lalu batal sendiri.',

  'reset.verify.title': 'Buktikan bahwa ini Anda',
  'reset.verify.text':
    'Bila NIP dan alamat email tadi cocok dengan catatan kami, kode segera tiba lewat email dan SMS. Isi yang ada; yang sudah benar tidak ditanyakan lagi.',
  'reset.verify.password_done': 'Kata sandi: sudah benar.',
  'reset.verify.email_done': 'Kode email: sudah benar.',
  'reset.verify.sms_done': 'Kode SMS: sudah benar.',
  'reset.verify.password': 'Kata sandi belum dapat dipastikan. Ketik lagi bersama kode dari email.',
  'reset.verify.password_wrong':
    'Kata sandi tidak cocok. Ketik lagi. Tidak ingat? Pilih “Lupa kata sandi juga” di bawah.',
  'reset.verify.email_empty': 'Ketik kode 6 angka dari email.',
  'reset.verify.sms_empty': 'Ketik kode 6 angka dari SMS.',
  'reset.verify.recovery_code': 'Kode pemulihan atau kata sandi tidak cocok. Setiap kode berlaku sekali.',
  'reset.verify.captcha': 'Pastikan dulu bahwa Anda bukan robot, lalu ketik lagi kata sandi.',
  'reset.verify.robot_done': 'Selesai.',
  'reset.verify.code_instead': 'Pakai kode pemulihan (tanpa menunggu)',
  'reset.verify.code_hint': 'Cukup kata sandi dan kode ini; kode email dan SMS boleh kosong.',
  'reset.verify.forgot': 'Lupa kata sandi juga',

  'reset.waiting.title': 'Menunggu 24 jam',
  'reset.waiting.text':
    'Permintaan Anda diterima. Autentikator baru bisa didaftarkan mulai {date} pukul {time}.',
  'reset.waiting.here':
    'Masuklah saat itu dengan peramban ini, atau lewat tautan yang kami kirim. Pendaftarannya terbuka selama 24 jam.',
  'reset.waiting.why':
    'Jeda ini melindungi Anda: bila orang lain yang memintanya, Anda sempat membatalkannya lewat tautan di email atau SMS.',
  'reset.open.title': 'Autentikator baru bisa didaftarkan',
  'reset.open.text':
    'Masuklah dengan kata sandi di peramban ini sebelum {date} pukul {time}. Kami mengirim kode ke kontak Anda, lalu Anda mendaftarkan aplikasi autentikator yang baru.',
  'reset.used.title': 'Autentikator sudah diganti',
  'reset.used.text': 'Permintaan ini selesai. Masuklah dengan kode dari aplikasi autentikator yang baru.',
  'reset.cancelled.title': 'Permintaan dibatalkan',
  'reset.cancelled.text':
    'Penggantian autentikator dibatalkan: lewat tautan pembatalan, atau karena ada yang masuk dengan autentikator yang lama. Autentikator yang lama tetap berlaku.',
  'reset.expired.title': 'Waktunya sudah lewat',
  'reset.expired.text':
    'Pendaftaran autentikator baru terbuka 24 jam dan tidak dipakai. Autentikator yang lama tetap berlaku. Anda bisa memintanya lagi.',
  'reset.elsewhere.title': 'Sudah berjalan',
  'reset.elsewhere.text':
    'Penggantian autentikator untuk akun ini sudah diminta sebelumnya; waktunya tidak dihitung ulang. Autentikator baru bisa didaftarkan mulai {date} pukul {time}, di peramban yang memintanya atau lewat tautan yang kami kirim saat itu.',
  'reset.elsewhere.not_you':
    'Bukan Anda yang memintanya? Batalkan lewat tautan di email atau SMS dari kami, lalu minta lagi dari sini.',
  'reset.nothing.title': 'Tidak ada yang perlu diganti',
  'reset.nothing.text':
    'Akun Anda tidak sedang memakai aplikasi autentikator. Masuklah dengan kata sandi; autentikator didaftarkan saat itu.',
  'reset.again': 'Minta lagi',

  'reset.cancel.title': 'Batalkan penggantian autentikator?',
  'reset.cancel.text':
    'Penggantian aplikasi autentikator akun ini diminta pada {date} pukul {time}. Tekan Lanjutkan untuk membatalkannya; autentikator yang lama tetap berlaku.',
  'reset.cancel.done_title': 'Penggantian autentikator dibatalkan',
  'reset.cancel.done':
    'Autentikator yang lama tetap berlaku. Jika bukan Anda yang memintanya, seseorang mengetahui kata sandi Anda dan dapat membaca email serta SMS Anda: ganti kata sandi sekarang dan periksa keduanya.',
  'reset.cancel.gone':
    'Tidak ada lagi yang bisa dibatalkan dengan tautan ini: permintaannya sudah batal, selesai, atau lewat waktunya.',
  'reset.cancel.change': 'Ganti kata sandi',
  'reset.link.title': 'Lanjutkan penggantian autentikator',
  'reset.link.text':
    'Tekan Lanjutkan untuk mendaftarkan autentikator baru dengan peramban ini, sebelum {date} pukul {time}. Sesudahnya Anda tetap diminta kata sandi dan kode dari kontak Anda.',
  'reset.link.gone':
    'Tautan ini sudah dipakai, atau penggantian autentikatornya sudah batal, selesai, atau lewat waktunya.',

  'people.title': 'Pulihkan lewat petugas',
  'people.none':
    'Tidak ada jalan lain yang cocok? Petugas memastikan bahwa Anda adalah Anda, lalu membetulkan kontak atau mengganti autentikator.',
  'people.factor':
    'Tanpa autentikator dan kode pemulihan, kata sandi tidak dapat diganti lewat email saja: email bisa dibuka orang lain. Petugas memastikan bahwa Anda adalah Anda, lalu mengganti autentikator atau memberi kode masuk sekali pakai.',
  'people.phone':
    'Tanpa nomor HP yang aktif, kode tidak sampai kepada Anda. Petugas memastikan bahwa Anda adalah Anda, lalu membetulkan kontak atau mengganti autentikator.',
  'people.email':
    'Tanpa email yang terbuka, kode tidak sampai kepada Anda. Petugas memastikan bahwa Anda adalah Anda, lalu membetulkan kontak Anda.',
  'people.both':
    'Tanpa email dan nomor HP, kode tidak sampai kepada Anda. Petugas memastikan bahwa Anda adalah Anda, lalu membetulkan kontak Anda.',
  'people.sms_factor':
    'Akun Anda masuk dengan kode SMS. Kode SMS tidak dipakai untuk memulihkan kata sandi, jadi langkah berikutnya lewat petugas.',
  'people.lone_contact':
    'Hanya satu kontak Anda yang berlaku untuk pemulihan, dan satu kontak saja tidak cukup. Langkah berikutnya lewat petugas.',
  'people.agency': 'Pengelola kepegawaian instansi Anda',
  'people.agency_text':
    'Paling cepat: datang langsung ke bagian kepegawaian instansi Anda pada jam kerja. Petugas di sana mengenal pegawainya.',
  'people.bring': 'Bawa KTP asli dan SK pengangkatan atau SK pangkat terakhir.',
  'people.find_agency': 'Cari kontak instansi Anda',
  'people.helpdesk': 'Helpdesk',
  'people.helpdesk_text':
    'Buat permintaan bantuan tanpa masuk: NIP, kontak yang bisa dihubungi, serta foto KTP dan SK. Petugas menelepon nomor yang tercatat lebih dari 30 hari.',
  'people.case': 'Buat permintaan bantuan',
  'people.code': 'Punya kode pemulihan?',
  'people.code_text':
    'Masuklah dengan kata sandi dan pilih “Pakai kode pemulihan”. Di halaman akun, email atau nomor HP bisa diubah dengan satu kode pemulihan lagi.',
} as const satisfies Record<string, string>;
