/** Help without signing in: answers, the NIP check, corrections of the directory, cases and their files. */
export default {
  'help.back': 'Kembali ke halaman bantuan',
  'help.choose': '– Pilih –',
  'help.captcha_done': 'Selesai. Silakan lanjutkan.',
  'help.too_many':
    'Terlalu banyak permintaan dari jaringan ini dalam satu jam. Coba lagi pukul {time}; jaringan kantor sering dipakai bersama.',
  'help.keep_link':
    'Simpan alamat halaman ini (markah atau bookmark). Siapa pun yang memegang alamatnya dapat membaca halaman ini, jadi jangan dibagikan.',
  'help.text.empty': 'Tuliskan apa yang terjadi.',
  'help.text.long': 'Paling banyak {most} huruf. Singkatkan sedikit.',
  'help.contact.label': 'Email atau nomor HP',
  'help.contact.empty': 'Tuliskan alamat email atau nomor HP yang dapat kami hubungi.',
  'help.contact.email': 'Alamat email ini tidak lengkap atau salah tulis. Contoh: nama@gmail.com.',
  'help.contact.phone':
    'Tuliskan nomor HP Indonesia, misalnya 0812 3456 7890, atau alamat email dengan tanda @.',
  'help.agency.hours': 'Jam layanan:',
  'help.agency.unknown': 'Hubungi bagian kepegawaian instansi ini.',

  'help.topics.title': 'Bantuan',
  'help.topics.text':
    'Pilih yang sesuai dengan keadaan Anda. Jika tidak ada yang cocok, petugas kami membantu; Anda tidak perlu dapat masuk untuk itu.',
  'help.topics.index': 'Daftar isi bantuan',

  'help.nip_missing.title': 'NIP tidak ditemukan',
  'help.nip_missing.text': 'Akun ASN Digital dibuat dari data kepegawaian di direktori BKN.',
  'help.nip_missing.read':
    'Cocokkan 18 angka NIP dengan kartu pegawai atau SK. Spasi dan titik tidak masalah.',
  'help.nip_missing.check': 'Periksa apakah NIP itu sudah ada di direktori:',
  'help.nip_missing.check_link': 'Apakah NIP saya ada di direktori?',
  'help.nip_missing.pppk': 'PPPK: nomor induk berganti dengan kontrak baru. Coba juga nomor yang lama.',
  'help.nip_missing.new': 'Baru diangkat dan belum tercatat?',
  'help.nip_missing.new_link': 'Beri tahu instansi Anda',
  'help.nip_missing.wrong': 'Data Anda di direktori salah?',
  'help.nip_missing.wrong_link': 'Minta perbaikan data',

  'help.locked.title': 'Akun terkunci',
  'help.locked.text':
    'Setelah lima kali kata sandi atau kode yang salah, percobaan dikunci 15 menit, berikutnya 30 menit. Ini melindungi Anda dari orang yang menebak.',
  'help.locked.wait': 'Tunggu sampai jam yang tertulis di halaman; kuncinya terbuka sendiri.',
  'help.locked.forgot': 'Kata sandi yang dipulihkan langsung membuka kuncinya:',
  'help.locked.frozen': 'Akun dibekukan karena ada yang menekan "bukan saya"?',

  'help.code.title': 'Kode OTP tidak cocok',
  'help.code.text': 'Kode dari aplikasi autentikator bergantung pada jam ponsel.',
  'help.code.clock':
    'Setel tanggal dan jam ponsel ke otomatis (Pengaturan → Tanggal dan waktu), lalu tunggu kode berikutnya.',
  'help.code.entry':
    'Jika ada beberapa entri ASN Digital di aplikasi, pakai yang berakhiran empat angka NIP Anda dan paling baru.',
  'help.code.next':
    'Setiap kode hanya berlaku sekali, sekitar 30 detik. Sesudah gagal, tunggu kode berikutnya.',
  'help.code.sms':
    'Kode email dan SMS berlaku 10 menit, dan hanya di peramban tempat Anda memintanya. Pakai pesan yang terbaru.',

  'help.phone_lost.title': 'HP hilang, rusak, atau ganti',
  'help.phone_lost.text': 'Tanpa aplikasi autentikator yang lama Anda tetap dapat kembali:',
  'help.phone_lost.recovery':
    'Punya kode pemulihan? Masuk seperti biasa, lalu pilih "Pakai kode pemulihan" saat diminta kode.',
  'help.phone_lost.reset': 'Email dan nomor HP masih aktif? Atur ulang autentikator; terbuka setelah 24 jam:',
  'help.phone_lost.none': 'Tidak ada satu pun?',

  'help.mail_dead.title': 'Email atau nomor HP sudah tidak aktif',
  'help.mail_dead.text':
    'Kode dan pemberitahuan dikirim ke kontak yang tercatat, jadi perbarui begitu berganti.',
  'help.mail_dead.self': 'Masih dapat masuk? Ganti sendiri:',
  'help.mail_dead.self_link': 'Profil dan keamanan',
  'help.mail_dead.people': 'Tidak dapat masuk lagi? Siapkan KTP dan SK pengangkatan:',

  'help.password.title': 'Lupa kata sandi',
  'help.password.text':
    'Dengan NIP dan email yang tercatat Anda membuat kata sandi baru. Jika Anda memakai autentikator, kodenya tetap diminta.',

  'help.page.title': 'Halaman tidak terbuka',
  'help.page.text': 'Biasanya sambungan atau peramban. Coba berurutan:',
  'help.page.again': 'Muat ulang halaman. Saat ramai, halaman antrean memuat ulang sendiri; biarkan terbuka.',
  'help.page.address': 'Pastikan alamatnya tepat:',
  'help.page.cookies': 'Izinkan cookie untuk alamat ini, dan jangan memakai mode yang menolak semua cookie.',
  'help.page.other': 'Coba peramban lain atau jaringan lain, misalnya data seluler.',
  'help.page.tell':
    'Masih gagal? Sampaikan kepada helpdesk nomor rujukan yang tertulis di halaman kesalahan.',

  'help.phishing.title': 'Mengenali dan melaporkan penipuan (phishing)',
  'help.phishing.report_title': 'Melaporkan situs atau pesan palsu',
  'help.phishing.report':
    'Jangan isi apa pun. Salin alamat situs atau isi pesannya, tambahkan tangkapan layar, lalu kirim ke',
  'help.phishing.given': 'Sudah telanjur mengetik kata sandi di situs lain? Ganti sekarang juga:',

  'help.people.title': 'Bantuan dari petugas',
  'help.people.text':
    'Ceritakan kendala Anda dan lampirkan KTP serta SK pengangkatan. Anda mendapat nomor dan halaman sendiri untuk mengikuti jalannya.',

  'help.nip.title': 'Apakah NIP saya ada di direktori?',
  'help.nip.text':
    'Kami memeriksa direktori kepegawaian BKN. Yang ditampilkan hanya ada atau tidaknya, dan instansinya.',
  'help.nip.hint': '18 angka. Spasi tidak masalah.',
  'help.nip.button': 'Periksa',
  'help.nip.another': 'Periksa NIP lain',
  'help.nip.found': 'NIP ini ada di direktori.',
  'help.nip.found_next':
    'Belum punya akun? Daftar. Sudah punya? Masuk. Jika datanya keliru, bagian kepegawaian instansi inilah yang memperbaikinya:',
  'help.nip.unknown': 'NIP ini belum ada di direktori.',
  'help.nip.unknown_read': 'Cocokkan lagi 18 angkanya dengan kartu pegawai atau SK.',
  'help.nip.unknown_new': 'Baru diangkat? Pencatatan oleh instansi dapat memakan waktu.',
  'help.nip.conflict': 'Data untuk NIP ini di direktori tidak jelas.',
  'help.nip.conflict_next': 'Petugas perlu melihatnya:',
  'help.nip.away': 'Direktori sedang tidak dapat dihubungi.',
  'help.nip.away_next': 'Ini bukan tentang NIP Anda. Coba lagi setelah pukul {time}.',

  'help.correction.title': 'Perbaikan data di direktori',
  'help.correction.text':
    'Direktori diisi oleh instansi. Permintaan ini langsung sampai ke pengelola kepegawaian instansi Anda; kami mengabari Anda bila sudah diputuskan.',
  'help.correction.kind': 'Apa yang terjadi?',
  'help.correction.record': 'Data saya di direktori salah',
  'help.correction.not_in_directory': 'Pengangkatan saya belum ada di direktori',
  'help.correction.kind_empty': 'Pilih apa yang terjadi.',
  'help.correction.name': 'Nama lengkap',
  'help.correction.name_hint': 'Seperti pada SK. Wajib jika belum ada di direktori.',
  'help.correction.name_empty': 'Tuliskan nama lengkap seperti pada SK.',
  'help.correction.agency': 'Instansi',
  'help.correction.agency_empty': 'Pilih instansi Anda.',
  'help.correction.field': 'Bagian yang salah',
  'help.correction.field_hint': 'Kosongkan jika belum ada di direktori.',
  'help.correction.field.name': 'Nama atau gelar',
  'help.correction.field.birth': 'Tempat atau tanggal lahir',
  'help.correction.field.nik': 'NIK',
  'help.correction.field.agency': 'Instansi, unit kerja, atau jabatan',
  'help.correction.field.contact': 'Email atau nomor HP',
  'help.correction.field.status': 'Status kepegawaian',
  'help.correction.field.other': 'Lainnya',
  'help.correction.what': 'Apa yang seharusnya tertulis?',
  'help.correction.what_hint': 'Sebutkan juga nomor dan tanggal SK. Jangan tulis kata sandi atau kode.',
  'help.correction.contact_hint': 'Ke sini kami mengabari hasilnya.',
  'help.correction.button': 'Kirim permintaan',
  'help.correction_status.open': 'Permintaan Anda sudah diterima',
  'help.correction_status.done': 'Data sudah diperbaiki',
  'help.correction_status.refused': 'Permintaan tidak dapat dipenuhi',
  'help.correction_status.open_text':
    'Pengelola kepegawaian instansi Anda memeriksanya. Halaman ini menunjukkan hasilnya.',
  'help.correction_status.done_text':
    'Pengelola kepegawaian instansi Anda menyatakan data di direktori sudah benar. Salinan kami ikut berubah paling lambat dalam sehari.',
  'help.correction_status.refused_text': 'Pengelola kepegawaian instansi Anda memutuskan sebagai berikut.',
  'help.correction_status.reason': 'Keterangan dari instansi',
  'help.correction_status.sent': 'Dikirim',
  'help.correction_status.decided': 'Diputuskan',
  'help.correction_status.who': 'Yang memeriksa',

  'help.topic.contact': 'Email atau nomor HP saya berubah',
  'help.topic.lock': 'Akun saya terkunci',
  'help.topic.authenticator': 'Autentikator hilang atau ganti HP',
  'help.topic.password': 'Kata sandi',
  'help.topic.nip': 'NIP saya',
  'help.topic.registration': 'Pendaftaran',
  'help.topic.frozen': 'Akun dibekukan',
  'help.topic.other': 'Lainnya',

  'help.case.title': 'Minta bantuan petugas',
  'help.case.text':
    'Isi sekali saja. Setelah kode ke kontak Anda cocok, permintaan masuk antrean dan Anda mendapat halaman untuk mengikutinya.',
  'help.case.gone':
    'Isian tadi tidak ada lagi: kodenya tidak dimasukkan dalam satu jam, atau peramban ini menolak cookie. Izinkan cookie, lalu isi kembali.',
  'help.case.topic': 'Tentang apa?',
  'help.case.topic_empty': 'Pilih tentang apa permintaan ini.',
  'help.case.nip_hint': '18 angka. Kosongkan jika Anda tidak tahu.',
  'help.case.what': 'Apa yang terjadi?',
  'help.case.what_hint':
    'Ceritakan dengan kata-kata Anda: apa yang dicoba, apa yang muncul. Jangan tulis kata sandi atau kode.',
  'help.case.contact_hint': 'Yang dapat Anda buka sekarang. Ke sini kami mengirim kode dan kabar.',
  'help.case.files': 'Bukti diri',
  'help.case.files_text':
    'JPEG, PNG, HEIC, atau PDF; paling banyak {files} berkas, masing-masing paling besar {megabytes} MB dan {pages} halaman. Disimpan tersandi, hanya dilihat petugas yang menangani, dan dihapus 30 hari setelah selesai.',
  'help.case.ktp': 'Foto atau pindaian KTP',
  'help.case.sk': 'SK pengangkatan',
  'help.case.sk_hint': 'Boleh beberapa foto, satu untuk setiap halaman.',
  'help.case.button': 'Kirim',

  'help.upload.again':
    'Peramban tidak menyimpan pilihan berkas. Pilih kembali berkasnya sebelum mengirim lagi.',
  'help.upload.busy':
    'Sedang banyak berkas yang diperiksa. Tulisan Anda masih ada di sini; pilih kembali berkasnya dan kirim lagi setengah menit lagi.',
  'help.upload.too_many': 'Paling banyak {most} berkas sekali kirim.',
  'help.upload.empty': 'Berkas "{name}" kosong. Pilih kembali.',
  'help.upload.too_large':
    'Berkas "{name}" lebih besar dari {megabytes} MB. Perkecil, atau foto ulang dengan mutu lebih rendah.',
  'help.upload.type':
    'Isi berkas "{name}" bukan JPEG, PNG, HEIC, atau PDF. Foto dokumennya, lalu pilih fotonya.',
  'help.upload.name':
    'Nama berkas "{name}" tidak sesuai dengan isinya. Simpan ulang sebagai JPEG atau PDF, lalu pilih kembali.',
  'help.upload.polyglot':
    'Berkas "{name}" memuat berkas lain di dalamnya. Demi keamanan tidak kami terima; foto dokumennya saja.',
  'help.upload.damaged': 'Berkas "{name}" rusak atau tidak dapat dibaca. Simpan ulang atau foto dokumennya.',
  'help.upload.pixels':
    'Gambar pada berkas "{name}" terlalu besar untuk dibuka. Kirim foto biasa dari ponsel.',
  'help.upload.pages':
    'Berkas "{name}" lebih dari {pages} halaman. Kirim halaman yang memuat nama dan NIP Anda saja.',
  'help.upload.encrypted':
    'Berkas "{name}" dikunci kata sandi. Kirim yang tidak terkunci, atau foto dokumennya.',
  'help.upload.script':
    'Berkas "{name}" memuat skrip atau lampiran. Demi keamanan tidak kami terima; cetak ulang ke PDF atau foto dokumennya.',
  'help.upload.slow': 'Berkas "{name}" terlalu rumit untuk dibuka. Foto dokumennya, lalu kirim fotonya.',
  'help.shrink.working': 'Memperkecil foto…',
  'help.shrink.done': 'Foto diperkecil agar cepat terkirim.',

  'help.verify.email': 'Verifikasi email',
  'help.verify.phone': 'Verifikasi nomor HP',
  'help.verify.text':
    'Kami mengirim kode ke {to}. Permintaan Anda masuk antrean setelah kodenya cocok; paling lama satu jam dari sekarang.',
  'help.verify.other': 'Kontak salah? Ubah isian tadi',
  'help.enough.title': 'Permintaan Anda sudah ada di antrean',
  'help.enough.text':
    'Untuk NIP dan kontak ini sudah ada beberapa permintaan yang belum selesai. Ikuti lewat tautan di pesan kami sebelumnya; petugas melihat semuanya sebagai satu urusan.',

  'help.state.queued': 'Menunggu petugas',
  'help.state.claimed': 'Sedang ditangani petugas',
  'help.state.asked': 'Petugas menunggu jawaban Anda',
  'help.state.done': 'Selesai',
  'help.state.refused': 'Tidak dapat dipenuhi',
  'help.state.closed': 'Ditutup',
  'help.state.queued_next': 'Permintaan Anda ada di antrean. Kami mengabari Anda bila ada jawaban.',
  'help.state.claimed_next':
    'Petugas sedang memeriksa. Anda mungkin ditelepon di nomor yang sudah lama tercatat.',
  'help.state.asked_next':
    'Jawab di bawah ini paling lambat tujuh hari sejak ditanya; sesudah itu permintaan ditutup.',
  'help.state.done_next':
    'Petugas menyelesaikan permintaan ini. Berkas yang Anda kirim dihapus 30 hari setelah selesai.',
  'help.state.refused_next':
    'Petugas tidak dapat memenuhi permintaan ini; alasannya ada di bawah. Anda boleh mengajukan yang baru.',
  'help.state.closed_next': 'Anda menutup permintaan ini.',
  'help.state.closed_no_answer':
    'Permintaan ini ditutup karena pertanyaan petugas tidak dijawab dalam tujuh hari.',
  'help.event.queued': 'Permintaan masuk antrean',
  'help.event.asked': 'Petugas bertanya',
  'help.event.answered': 'Anda menjawab',
  'help.event.told': 'Kabar dari petugas',
  'help.event.done': 'Selesai',
  'help.event.refused': 'Tidak dapat dipenuhi',
  'help.event.closed': 'Ditutup',
  'help.who.person': 'Anda',
  'help.who.officer': 'petugas',
  'help.who.system': 'sistem',
  'help.case_page.number': 'Nomor',
  'help.case_page.asked': 'Pertanyaan petugas',
  'help.case_page.answer': 'Jawaban Anda',
  'help.case_page.files': 'Berkas tambahan',
  'help.case_page.send': 'Kirim jawaban',
  'help.case_page.history': 'Perjalanan permintaan',
  'help.case_page.sent': 'Yang Anda kirim',
  'help.case_page.attached': 'Berkas',
  'help.case_page.pages': '{count} hlm.',
  'help.case_page.told': 'Kabar kepada Anda',
  'help.case_page.close': 'Saya tidak perlu bantuan lagi: tutup permintaan ini',
  'help.delivery.mail_sent': 'Email terkirim {time}, {date}',
  'help.delivery.sms_sent': 'SMS terkirim {time}, {date}',
  'help.delivery.mail_waiting': 'Email sedang dikirim',
  'help.delivery.sms_waiting': 'SMS sedang dikirim',
  'help.delivery.mail_failed': 'Email tidak sampai. Alamatnya mungkin salah; ajukan lagi dengan kontak lain.',
  'help.delivery.sms_failed': 'SMS tidak sampai. Nomornya mungkin salah; ajukan lagi dengan kontak lain.',
} as const satisfies Record<string, string>;
