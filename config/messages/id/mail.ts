/**
 * Mails and SMS. The code is the only run of six digits in a text, and the action link the first URL. `{at}` is a day
 * and time of day (in an SMS the time alone), `{nip}` the last four digits. An SMS has 160 characters of GSM 03.38, of which
 * a link takes about 80: no dashes, ellipses or curly quotes there.
 */
export default {
  /** `{at}` of the texts below. */
  'mail.at': '{date} pukul {time}',
  'mail.at.sms': 'pukul {time}',
  'mail.contact.email': 'alamat email',
  'mail.contact.phone': 'nomor HP',
  'mail.open_link': 'Buka tautan',
  'mail.greeting': 'Yth. pemilik NIP …{nip},',
  'mail.signature':
    'Salam,\nASN Digital\n\nKami tidak pernah meminta kata sandi atau kode Anda, lewat telepon, pesan, maupun email.',
  'mail.not_you':
    'Bukan Anda? Di halaman ini Anda bisa langsung membekukan akun, supaya tidak ada yang bisa memakainya. Tautan berlaku {days} hari, sekali:\n\n{disavow}',
  'mail.not_you.also':
    'Curiga ada orang lain yang menguasai akun Anda? Di halaman ini Anda bisa langsung membekukannya, supaya tidak ada yang bisa memakainya. Tautan berlaku {days} hari, sekali:\n\n{disavow}',
  'mail.not_you.sms': 'Bukan Anda? {disavow}',
  'mail.help':
    'Ada yang tidak Anda kenali? Hubungi helpdesk: {helpEmail}, telepon {helpPhone} ({helpDays}, {helpFrom}–{helpTo}).',
  'mail.help.sms': 'Tidak Anda kenali? Hubungi helpdesk {helpPhone}.',

  'mail.code_activation.subject': 'Kode aktivasi akun ASN Digital',
  'mail.code_activation.text':
    'Kode Anda untuk mengaktifkan akun ASN Digital:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda memintanya. Jangan berikan kepada siapa pun, termasuk petugas.\n\nTidak sedang mengaktifkan akun? Seseorang memakai NIP dan kata sandi Anda. Abaikan kode ini dan hubungi helpdesk: {helpEmail}.',
  'mail.code_activation.sms':
    'ASN Digital: kode aktivasi Anda {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_captcha.subject': 'Kode pengganti gambar ASN Digital',
  'mail.code_captcha.text':
    'Kode Anda untuk melanjutkan masuk tanpa membaca gambar:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda memintanya. Jangan berikan kepada siapa pun.\n\nTidak sedang masuk? Abaikan email ini; kode ini sendiri tidak membuka akun Anda.',
  'mail.code_captcha.sms':
    'ASN Digital: kode pengganti gambar {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_registration.subject': 'Kode pendaftaran ASN Digital',
  'mail.code_registration.text':
    'Kode Anda untuk mendaftar di ASN Digital:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda mendaftar. Jangan berikan kepada siapa pun, termasuk petugas.\n\nTidak sedang mendaftar? Seseorang mengetik alamat Anda. Abaikan email ini; tanpa kode ini pendaftarannya berhenti.',
  'mail.code_registration.sms':
    'ASN Digital: kode pendaftaran Anda {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_recovery.sms':
    'ASN Digital: kode untuk memulihkan kata sandi {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_reset.subject': 'Kode untuk mengganti autentikator ASN Digital',
  'mail.code_reset.text':
    'Kode Anda untuk meminta penggantian aplikasi autentikator:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda memintanya. Jangan berikan kepada siapa pun, termasuk petugas.\n\nTidak memintanya? Abaikan kode ini dan hubungi helpdesk: {helpEmail}.',
  'mail.code_reset.sms':
    'ASN Digital: kode untuk mengganti autentikator {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_contact.subject': 'Kode untuk memastikan kontak baru Anda',
  'mail.code_contact.text':
    'Kode Anda untuk memastikan bahwa alamat ini milik Anda:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda memintanya. Jangan berikan kepada siapa pun.\n\nTidak memintanya? Seseorang mengetik alamat Anda. Abaikan email ini; tanpa kode ini alamat Anda tidak dicatat.',
  'mail.code_contact.sms':
    'ASN Digital: kode untuk memastikan nomor ini {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.code_signin.sms':
    'ASN Digital: kode masuk Anda {code}. Berlaku {minutes} menit. Tidak sedang masuk? Ganti kata sandi Anda.',

  'mail.code_case.subject': 'Kode untuk permintaan bantuan Anda',
  'mail.code_case.text':
    'Kode Anda untuk mengirim permintaan ke helpdesk ASN Digital:\n\n{code}\n\nKode berlaku {minutes} menit dan hanya di peramban tempat Anda memintanya.\n\nTidak meminta bantuan? Seseorang mengetik alamat Anda. Abaikan email ini; tanpa kode ini tidak ada yang dikirim.',
  'mail.code_case.sms':
    'ASN Digital: kode permintaan bantuan Anda {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun.',

  'mail.link_signin.subject': 'Tautan untuk mencoba masuk lagi ke ASN Digital',
  'mail.link_signin.text':
    'Buka tautan ini di peramban tempat Anda tadi mencoba masuk ke {application}:\n\n{link}\n\nMasuk dengan NIP Anda sedang dikunci karena kata sandi yang salah berkali-kali. Tautan ini memberi {tries} percobaan lagi. Berlaku {minutes} menit, sekali, dan hanya di peramban tadi; jika terbuka di peramban lain, salin lalu tempelkan di sana.\n\nTidak sedang masuk? Ada yang mencoba kata sandi Anda. Abaikan email ini; akun Anda tidak terbuka, dan tautan ini tidak membukanya.',

  'mail.link_activation.subject': 'Aktifkan akun ASN Digital Anda',
  'mail.link_activation.text':
    'Tinggal satu langkah. Buka tautan ini, lalu tekan "Aktifkan akun":\n\n{link}\n\nTautan berlaku {minutes} menit, sekali. Sesudah itu masuklah dengan NIP dan kata sandi Anda; aplikasi autentikator didaftarkan saat itu.\n\nTidak mendaftar? Jangan buka tautannya dan hubungi helpdesk: {helpEmail}.',

  'mail.link_recovery.subject': 'Pulihkan kata sandi ASN Digital Anda',
  'mail.link_recovery.text':
    'Kode Anda untuk memulihkan kata sandi:\n\n{code}\n\nKetik kode itu di halaman tempat Anda memintanya, atau buka tautan ini; keduanya menuju langkah yang sama:\n\n{link}\n\nKode berlaku {codeMinutes} menit, tautan {minutes} menit, masing-masing sekali. Jangan berikan kepada siapa pun, termasuk petugas.\n\nTidak memintanya? Abaikan email ini; kata sandi Anda tidak berubah.',

  'mail.password_changed.subject': 'Kata sandi akun ASN Digital Anda diganti',
  'mail.password_changed.text': 'Kata sandi akun Anda diganti pada {at}.',
  'mail.password_changed.sms': 'ASN Digital: kata sandi Anda diganti {at}.',

  'mail.totp_enrolled.subject': 'Akun ASN Digital Anda aktif dengan aplikasi autentikator',
  'mail.totp_enrolled.text':
    'Akun ASN Digital Anda aktif dan dilindungi aplikasi autentikator sejak {at}. Setiap kali masuk diminta kode dari aplikasi itu. Bersamanya dibuat sepuluh kode pemulihan, untuk dipakai bila ponsel Anda hilang atau rusak.',
  'mail.totp_enrolled.sms': 'ASN Digital: akun Anda aktif dengan autentikator, {at}.',

  'mail.totp_replaced.subject': 'Aplikasi autentikator akun Anda diganti',
  'mail.totp_replaced.text':
    'Aplikasi autentikator akun ASN Digital Anda diganti pada {at}. Entri yang lama di ponsel tidak berlaku lagi dan boleh dihapus.',
  'mail.totp_replaced.sms': 'ASN Digital: autentikator akun Anda diganti {at}.',

  'mail.totp_added.subject': 'Autentikator kedua di akun Anda',
  'mail.totp_added.text':
    'Aplikasi autentikator “{name}” ditambahkan ke akun ASN Digital Anda pada {at}. Kodenya dapat dipakai untuk masuk, di samping autentikator yang sudah ada.',
  'mail.totp_added.sms': 'ASN Digital: autentikator kedua ada di akun Anda {at}.',
  'mail.totp_removed.subject': 'Satu autentikator akun Anda dihapus',
  'mail.totp_removed.text':
    'Aplikasi autentikator “{name}” dihapus dari akun ASN Digital Anda pada {at}. Kodenya tidak berlaku lagi, dan entrinya di ponsel boleh dihapus.',
  'mail.totp_removed.sms': 'ASN Digital: satu autentikator dihapus dari akun Anda {at}.',

  'mail.role_granted.subject': 'Anda mendapat peran di ASN Digital',
  'mail.role_granted.text': 'Anda mendapat peran petugas di ASN Digital pada {at}. Konsolnya ada di portal.',
  'mail.role_granted.sms': 'ASN Digital: Anda mendapat peran petugas {at}.',

  'mail.admin_request.subject': 'Permintaan menunggu di konsol platform',
  'mail.admin_request.text':
    'Seorang admin mengajukan perubahan pada {at} yang membutuhkan keputusan admin lain. Buka konsol platform, bagian Permintaan.',

  'mail.passkey_added.subject': 'Passkey baru di akun Anda',
  'mail.passkey_added.text':
    'Passkey “{name}” (masuk dengan sidik jari atau wajah) ditambahkan ke akun ASN Digital Anda pada {at}.',
  'mail.passkey_added.sms': 'ASN Digital: passkey baru ditambahkan ke akun Anda {at}.',

  'mail.passkey_removed.subject': 'Passkey akun Anda dihapus',
  'mail.passkey_removed.text': 'Passkey “{name}” dihapus dari akun ASN Digital Anda pada {at}.',
  'mail.passkey_removed.sms': 'ASN Digital: sebuah passkey dihapus dari akun Anda {at}.',

  'mail.passkey_cloned.subject': 'Passkey akun Anda dihentikan',
  'mail.passkey_cloned.text':
    'Passkey “{name}” dihentikan pada {at}, karena mungkin ada yang menyalinnya. Bila perangkat itu milik Anda, buat passkey baru di halaman akun.',
  'mail.passkey_cloned.sms': 'ASN Digital: passkey Anda dihentikan {at}, mungkin disalin.',

  'mail.recovery_codes_made.subject': 'Kode pemulihan baru untuk akun Anda',
  'mail.recovery_codes_made.text':
    'Sepuluh kode pemulihan baru dibuat untuk akun ASN Digital Anda pada {at}. Kode yang lama tidak berlaku lagi.',
  'mail.recovery_codes_made.sms': 'ASN Digital: kode pemulihan baru dibuat {at}.',

  'mail.recovery_code_used.subject': 'Sebuah kode pemulihan akun Anda dipakai',
  'mail.recovery_code_used.text':
    'Sebuah kode pemulihan akun ASN Digital Anda dipakai pada {at}. Sisa kode pemulihan: {left}.',
  'mail.recovery_code_used.sms': 'ASN Digital: kode pemulihan dipakai {at}. Sisa {left}.',

  'mail.new_device.subject': 'Akun Anda masuk dari perangkat baru',
  'mail.new_device.text':
    'Akun ASN Digital Anda dipakai masuk dari perangkat atau peramban yang belum pernah Anda pakai:\n\n{signins}\n\nJika semua itu Anda sendiri, abaikan email ini.',
  'mail.new_device.line': '- {at}: {browser}, ke {application}, dari alamat jaringan {address}',
  'mail.new_device.line_shared': '{line} (perangkat bersama)',
  'mail.new_device.browser_unknown': 'peramban yang tidak dikenal',
  'mail.new_device.address_unknown': 'yang tidak diketahui',
  'mail.new_device.more': '- dan {count} kali lagi',

  'mail.shared_device.subject': 'Anda masuk di perangkat bersama',
  'mail.shared_device.text':
    'Sekadar catatan untuk Anda: akun ASN Digital Anda dipakai masuk di perangkat bersama.\n\n{signins}\n\nJika itu Anda sendiri, tidak ada yang perlu dilakukan. Sesinya berakhir sendiri setelah 15 menit tidak dipakai; lebih aman lagi, tekan "Keluar" bila sudah selesai.',

  'mail.wrong_second_factor.subject': 'Seseorang mengetahui kata sandi Anda?',
  'mail.wrong_second_factor.text':
    'Pada {at} ada yang memasukkan kata sandi akun ASN Digital Anda, tetapi kode keduanya salah. Akun Anda tidak terbuka. Jika itu Anda sendiri, abaikan email ini.',
  'mail.wrong_second_factor.sms': 'ASN Digital: kata sandi Anda benar, kode OTP salah, {at}.',

  'mail.wrong_factor_in_recovery.subject': 'Seseorang dapat membuka email Anda?',
  'mail.wrong_factor_in_recovery.text':
    'Pada {at} ada yang mencoba memulihkan kata sandi akun ASN Digital Anda. Kode dari email Anda benar, tetapi kode OTP atau kode pemulihannya salah. Kata sandi Anda tidak berubah. Jika itu Anda sendiri, abaikan email ini. Jika bukan, amankan juga email Anda.',
  'mail.wrong_factor_in_recovery.sms': 'ASN Digital: pemulihan sandi, kode OTP salah, {at}.',

  'mail.wrong_factor_for_act.subject': 'Perubahan pada akun Anda ditolak: kode salah',
  'mail.wrong_factor_for_act.text':
    'Pada {at} ada yang mencoba mengubah akun ASN Digital Anda dari sesi yang sudah masuk, tetapi kodenya salah. Tidak ada yang berubah. Jika itu Anda sendiri, abaikan email ini.',
  'mail.wrong_factor_for_act.sms': 'ASN Digital: perubahan akun ditolak, kode OTP salah, {at}.',

  'mail.password_recovery_forced.subject': 'Kata sandi Anda harus dipulihkan',
  'mail.password_recovery_forced.text':
    'Sampai {at} sudah dua puluh kali kata sandi akun ASN Digital Anda dimasukkan dengan benar, tetapi kode keduanya salah. Kata sandi itu tampaknya diketahui orang lain, jadi tidak dapat dipakai lagi sampai Anda memulihkannya lewat "Lupa kata sandi".',
  'mail.password_recovery_forced.sms': 'ASN Digital: sandi Anda mungkin bocor; pakai "Lupa kata sandi".',

  'mail.contact_wait.subject': 'Aktivasi akun Anda menunggu 24 jam',
  'mail.contact_wait.text':
    'Pada {at} akun ASN Digital Anda mulai diaktifkan. Karena hanya satu kontak yang tercatat, aktivasi menunggu 24 jam agar Anda sempat menolaknya. Sesudah itu masuklah kembali dengan NIP dan kata sandi awal.',
  'mail.contact_wait.sms': 'ASN Digital: aktivasi akun dimulai dan menunggu 24 jam.',

  'mail.registration_started.subject': 'Ada pendaftaran akun ASN Digital dengan NIP Anda',
  'mail.registration_started.text':
    'Pada {at} ada yang mendaftarkan akun ASN Digital dengan NIP Anda. Jika itu Anda, tidak ada yang perlu dilakukan.',
  'mail.registration_started.link':
    'Bukan Anda? Hentikan pendaftaran itu di sini; sekali tekan, dan tidak ada akun yang dibuat:\n\n{link}',
  'mail.registration_started.sms': 'ASN Digital: pendaftaran dengan NIP Anda {at}.',
  'mail.registration_started.link.sms': 'Bukan Anda? Hentikan: {link}',

  'mail.recovery_started.subject': 'Ada yang meminta pemulihan kata sandi Anda',
  'mail.recovery_started.text':
    'Pada {at} ada yang meminta pemulihan kata sandi akun ASN Digital Anda. Kata sandi belum berubah. Jika itu Anda sendiri, abaikan email ini.',
  'mail.recovery_started.sms': 'ASN Digital: pemulihan sandi Anda diminta {at}.',

  'mail.reset_requested.subject': 'Penggantian aplikasi autentikator Anda diminta',
  'mail.reset_requested.text':
    'Pada {at} diminta penggantian aplikasi autentikator akun ASN Digital Anda. Autentikator baru bisa didaftarkan mulai {opensAt}. Sampai saat itu yang lama tetap berlaku.',
  'mail.reset_requested.link': 'Bukan Anda, atau tidak jadi? Batalkan permintaan itu di sini:\n\n{link}',
  'mail.reset_requested.sms': 'ASN Digital: reset autentikator akun Anda diminta.',
  'mail.reset_requested.link.sms': 'Bukan Anda? Batalkan: {link}',

  'mail.reset_open.subject': 'Autentikator baru sudah bisa didaftarkan',
  'mail.reset_open.text':
    'Masa tunggu penggantian aplikasi autentikator akun ASN Digital Anda selesai pada {at}. Autentikator baru sekarang bisa didaftarkan.',
  'mail.reset_open.link': 'Lanjutkan dari sini:\n\n{link}',
  'mail.reset_open.sms': 'ASN Digital: autentikator baru bisa didaftarkan.',
  'mail.reset_open.link.sms': 'Lanjutkan: {link}',

  'mail.reset_cancelled.subject': 'Penggantian autentikator Anda dibatalkan',
  'mail.reset_cancelled.text':
    'Permintaan penggantian aplikasi autentikator akun ASN Digital Anda dibatalkan pada {at}. Autentikator yang lama tetap berlaku.',
  'mail.reset_cancelled.sms': 'ASN Digital: reset autentikator dibatalkan {at}.',

  'mail.contact_changed.subject': 'Kontak akun ASN Digital Anda diubah',
  'mail.contact_changed.text':
    'Pada {at} {kind} akun ASN Digital Anda diubah menjadi {masked}. Kontak baru belum berlaku untuk pemulihan selama 72 jam.',
  'mail.contact_changed.link':
    'Bukan Anda? Batalkan perubahan itu dalam 72 jam. Kedua kontak lalu ditangguhkan sampai petugas memeriksanya:\n\n{link}',
  'mail.contact_changed.sms': 'ASN Digital: {kind} akun Anda diubah {at}.',
  'mail.contact_changed.link.sms': 'Bukan Anda? Batalkan: {link}',

  'mail.contact_undone.subject': 'Perubahan kontak akun Anda dibatalkan',
  'mail.contact_undone.text':
    'Pada {at} perubahan {kind} akun ASN Digital Anda dibatalkan. Kontak yang lama tercatat lagi, tetapi belum berlaku untuk pemulihan sampai petugas memeriksanya. Faktor kedua yang ditambahkan sejak perubahan itu dihapus, dan semua sesi diakhiri.',
  'mail.contact_undone.sms': 'ASN Digital: perubahan {kind} dibatalkan {at}.',

  'mail.account_frozen.subject': 'Akun ASN Digital Anda dibekukan',
  'mail.account_frozen.text':
    'Akun ASN Digital Anda dibekukan pada {at}, dan semua sesinya diakhiri. Untuk membukanya lagi, masuklah dengan kata sandi dan faktor kedua yang sudah Anda pakai sebelum kejadian itu dan paling sedikit 72 jam. Tidak punya keduanya? Hubungi pengelola kepegawaian instansi Anda atau helpdesk. Email atau SMS saja tidak pernah membuka akun yang dibekukan.',
  'mail.account_frozen.sms': 'ASN Digital: akun Anda dibekukan {at}, semua sesi diakhiri.',

  'mail.account_unfrozen.subject': 'Akun ASN Digital Anda tidak dibekukan lagi',
  'mail.account_unfrozen.text':
    'Pembekuan akun ASN Digital Anda berakhir pada {at}. Akun bisa dipakai lagi seperti biasa.',
  'mail.account_unfrozen.sms': 'ASN Digital: akun Anda tidak dibekukan lagi, {at}.',

  'mail.code_handed.subject': 'Kode masuk sekali pakai dibuat untuk Anda',
  'mail.code_handed.text':
    'Pada {at} petugas membuat kode masuk sekali pakai untuk akun ASN Digital Anda. Kode diserahkan langsung kepada Anda, dipakai sebagai ganti kata sandi, dan berlaku sampai {until}.',
  'mail.code_handed.sms': 'ASN Digital: petugas membuat kode masuk akun Anda {at}.',

  'mail.lock_ended.subject': 'Kunci akun Anda dibuka petugas',
  'mail.lock_ended.text':
    'Akun ASN Digital Anda terkunci setelah beberapa percobaan yang salah. Pada {at} petugas membuka kuncinya.',
  'mail.lock_ended.sms': 'ASN Digital: kunci akun Anda dibuka petugas {at}.',

  'mail.nip_changed.subject': 'Nomor baru terpasang pada akun Anda',
  'mail.nip_changed.text':
    'Nomor induk baru terpasang pada akun ASN Digital Anda pada {at}. Nomor yang lama tetap mengenali akun yang sama.',
  'mail.nip_changed.sms': 'ASN Digital: nomor induk baru terpasang {at}.',

  'mail.sms_factor_chosen.subject': 'Kode SMS kini dipakai untuk masuk ke akun Anda',
  'mail.sms_factor_chosen.text':
    'Sejak {at} faktor kedua akun ASN Digital Anda adalah kode lewat SMS. Aplikasi autentikator jauh lebih aman; daftarkan begitu ponsel Anda mendukungnya.',
  'mail.sms_factor_chosen.sms': 'ASN Digital: kode SMS kini faktor kedua akun Anda.',

  'mail.role_ended.subject': 'Peran Anda di ASN Digital berakhir',
  'mail.role_ended.text':
    'Peran petugas Anda di ASN Digital berakhir pada {at}. Akun Anda sendiri tetap bisa dipakai seperti biasa.',
  'mail.role_ended.sms': 'ASN Digital: peran petugas Anda berakhir {at}.',

  'mail.data_exported.subject': 'Salinan data akun Anda dibuka',
  'mail.data_exported.text':
    'Pada {at}, salinan semua data akun ASN Digital Anda dibuka: profil, kontak, perangkat, aplikasi, dan aktivitas. Salinannya dapat diunduh selama lima menit, hanya di sesi itu.',
  'mail.data_exported.sms': 'ASN Digital: salinan semua data akun Anda dibuka {at}.',

  'mail.directory_changed.subject': 'Data Anda di direktori kepegawaian berubah',
  'mail.directory_changed.text':
    'Pada {at} data kepegawaian Anda yang dipakai ASN Digital diperbarui dari direktori. Ini bisa berarti kedudukan, instansi, atau kontak Anda. Ada yang tidak benar? Mintalah pembetulan kepada pengelola kepegawaian instansi Anda.',
  'mail.directory_changed.sms': 'ASN Digital: data kepegawaian Anda diperbarui {at}.',

  'mail.registration_queued.subject': 'Pendaftaran ASN Digital Anda menunggu giliran',
  'mail.registration_queued.text':
    'Pendaftaran Anda kami terima pada {at}. Sistem kepegawaian sedang tidak menjawab; kami mencoba lagi dengan sendirinya, dan tidak ada yang perlu Anda ketik ulang. Lihat sampai di mana pendaftaran Anda:\n\n{link}',
  'mail.registration_queued.sms': 'ASN Digital: pendaftaran Anda diterima dan menunggu: {link}',

  'mail.registration_waiting.subject': 'Pendaftaran ASN Digital Anda menunggu pemeriksaan',
  'mail.registration_waiting.text':
    'Pendaftaran Anda kami terima pada {at} dan diperiksa pengelola kepegawaian instansi Anda. Lihat sampai di mana pendaftaran Anda:\n\n{link}',
  'mail.registration_waiting.sms': 'ASN Digital: pendaftaran Anda sedang diperiksa: {link}',

  'mail.registration_approved.subject': 'Pendaftaran ASN Digital Anda disetujui',
  'mail.registration_approved.text':
    'Pendaftaran Anda disetujui pada {at}. Lanjutkan dari halaman ini:\n\n{link}',
  'mail.registration_approved.sms': 'ASN Digital: pendaftaran Anda disetujui. Lanjutkan: {link}',

  'mail.registration_refused.subject': 'Pendaftaran ASN Digital Anda tidak dapat dilanjutkan',
  'mail.registration_refused.text':
    'Pendaftaran Anda tidak dapat dilanjutkan. Alasannya dan apa yang bisa dilakukan tertulis di halaman ini:\n\n{link}',
  'mail.registration_refused.sms': 'ASN Digital: pendaftaran tidak dapat dilanjutkan: {link}',

  'mail.registration_resumed.subject': 'Pendaftaran ASN Digital Anda bisa dilanjutkan',
  'mail.registration_resumed.text':
    'Sistem kepegawaian menjawab lagi, dan sejak {at} pendaftaran Anda bisa dilanjutkan. Teruskan di halaman ini:\n\n{link}',
  'mail.registration_resumed.sms': 'ASN Digital: pendaftaran Anda bisa dilanjutkan: {link}',

  'mail.contact_recorded.subject': 'Pastikan kontak ini milik Anda',
  'mail.contact_recorded.text':
    'Pada {at} {agency} mencatat kontak ini untuk akun ASN Digital. Pastikan bahwa kontak ini milik Anda; sesudah itu kontak berlaku untuk kode dan pemulihan:\n\n{link}\n\nBukan untuk Anda? Abaikan saja; tanpa kepastian Anda kontak ini tidak berlaku.',
  'mail.contact_recorded.sms': 'ASN Digital: nomor ini dicatat instansi Anda. Pastikan: {link}',

  'mail.case_received.subject': 'Permintaan bantuan {number} kami terima',
  'mail.case_received.text':
    'Permintaan bantuan Anda dengan nomor {number} kami terima pada {at}. Ikuti perkembangannya di halaman ini. Tautannya hanya untuk Anda; jangan teruskan kepada orang lain:\n\n{link}',
  'mail.case_received.sms': 'ASN Digital: permintaan {number} diterima. Ikuti di {link}',

  'mail.case_asked.subject': 'Petugas bertanya tentang permintaan {number}',
  'mail.case_asked.text':
    'Petugas memerlukan keterangan lagi untuk permintaan bantuan {number}. Baca dan jawab di halaman ini:\n\n{link}',
  'mail.case_asked.sms': 'ASN Digital: petugas bertanya soal {number}. Jawab di {link}',

  'mail.case_ended.subject': 'Permintaan bantuan {number} selesai',
  'mail.case_ended.text':
    'Permintaan bantuan {number} selesai pada {at}. Hasilnya tertulis di halaman ini:\n\n{link}',
  'mail.case_ended.sms': 'ASN Digital: permintaan {number} selesai. Hasilnya: {link}',

  'mail.correction_ended.subject': 'Permintaan pembetulan data Anda selesai',
  'mail.correction_ended.text':
    'Permintaan pembetulan data kepegawaian Anda selesai diperiksa pada {at}. Hasilnya tertulis di halaman ini:\n\n{link}',
  'mail.correction_ended.sms': 'ASN Digital: pembetulan data selesai diperiksa: {link}',
} as const satisfies Record<string, string>;
