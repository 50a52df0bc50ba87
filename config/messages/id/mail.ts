/**
 * Mails and SMS. The code is the only run of six digits in a text, and the action link the first URL. `{at}` is a day
 * and time of day, `{nip}` the last four digits.
 */
export default {
  /** `{at}` of the texts below. */
  'mail.at': '{date} pukul {time}',
  'mail.greeting': 'Yth. pemilik NIP …{nip},',
  'mail.signature':
    'Salam,\nASN Digital\n\nKami tidak pernah meminta kata sandi atau kode Anda, lewat telepon, pesan, maupun email.',
  'mail.not_you':
    'Bukan Anda? Segera hubungi helpdesk: {helpEmail}, telepon {helpPhone} ({helpDays}, {helpFrom}–{helpTo}).',
  'mail.not_you.sms': 'Bukan Anda? Hubungi helpdesk {helpPhone}.',

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

  'mail.link_signin.subject': 'Tautan untuk mencoba masuk lagi ke ASN Digital',
  'mail.link_signin.text':
    'Buka tautan ini di peramban tempat Anda tadi mencoba masuk ke {application}:\n\n{link}\n\nMasuk dengan NIP Anda sedang dikunci karena kata sandi yang salah berkali-kali. Tautan ini memberi {tries} percobaan lagi. Berlaku {minutes} menit, sekali, dan hanya di peramban tadi; jika terbuka di peramban lain, salin lalu tempelkan di sana.\n\nTidak sedang masuk? Ada yang mencoba kata sandi Anda. Abaikan email ini; akun Anda tidak terbuka, dan tautan ini tidak membukanya.',

  'mail.password_changed.subject': 'Kata sandi akun ASN Digital Anda diganti',
  'mail.password_changed.text': 'Kata sandi akun Anda diganti pada {at}.',
  'mail.password_changed.sms': 'ASN Digital: kata sandi akun Anda diganti {at}.',

  'mail.totp_enrolled.subject': 'Akun ASN Digital Anda aktif dengan aplikasi autentikator',
  'mail.totp_enrolled.text':
    'Akun ASN Digital Anda aktif dan dilindungi aplikasi autentikator sejak {at}. Setiap kali masuk diminta kode dari aplikasi itu. Bersamanya dibuat sepuluh kode pemulihan, untuk dipakai bila ponsel Anda hilang atau rusak.',
  'mail.totp_enrolled.sms': 'ASN Digital: akun Anda aktif dan dilindungi aplikasi autentikator sejak {at}.',

  'mail.totp_replaced.subject': 'Aplikasi autentikator akun Anda diganti',
  'mail.totp_replaced.text':
    'Aplikasi autentikator akun ASN Digital Anda diganti pada {at}. Entri yang lama di ponsel tidak berlaku lagi dan boleh dihapus.',
  'mail.totp_replaced.sms': 'ASN Digital: aplikasi autentikator akun Anda diganti {at}.',

  'mail.recovery_codes_made.subject': 'Kode pemulihan baru untuk akun Anda',
  'mail.recovery_codes_made.text':
    'Sepuluh kode pemulihan baru dibuat untuk akun ASN Digital Anda pada {at}. Kode yang lama tidak berlaku lagi.',
  'mail.recovery_codes_made.sms': 'ASN Digital: kode pemulihan baru dibuat untuk akun Anda {at}.',

  'mail.recovery_code_used.subject': 'Sebuah kode pemulihan akun Anda dipakai',
  'mail.recovery_code_used.text':
    'Sebuah kode pemulihan dipakai untuk masuk ke akun ASN Digital Anda pada {at}. Sisa kode pemulihan: {left}.',
  'mail.recovery_code_used.sms': 'ASN Digital: kode pemulihan akun Anda dipakai {at}. Sisa {left}.',

  'mail.wrong_second_factor.subject': 'Seseorang mengetahui kata sandi Anda?',
  'mail.wrong_second_factor.text':
    'Pada {at} ada yang memasukkan kata sandi akun ASN Digital Anda, tetapi kode keduanya salah. Akun Anda tidak terbuka. Jika itu Anda sendiri, abaikan email ini.',
  'mail.wrong_second_factor.sms':
    'ASN Digital: ada yang memasukkan kata sandi Anda, tetapi kode keduanya salah ({at}). Akun tidak terbuka. Itu Anda? Abaikan.',

  'mail.password_recovery_forced.subject': 'Kata sandi Anda harus dipulihkan',
  'mail.password_recovery_forced.text':
    'Sampai {at} sudah dua puluh kali kata sandi akun ASN Digital Anda dimasukkan dengan benar, tetapi kode keduanya salah. Kata sandi itu tampaknya diketahui orang lain, jadi tidak dapat dipakai lagi sampai Anda memulihkannya lewat "Lupa kata sandi".',
  'mail.password_recovery_forced.sms':
    'ASN Digital: kata sandi Anda tampaknya diketahui orang lain dan tidak dapat dipakai lagi. Pulihkan lewat "Lupa kata sandi".',

  'mail.contact_wait.subject': 'Aktivasi akun Anda menunggu 24 jam',
  'mail.contact_wait.text':
    'Pada {at} akun ASN Digital Anda mulai diaktifkan. Karena hanya satu kontak yang tercatat, aktivasi menunggu 24 jam agar Anda sempat menolaknya. Sesudah itu masuklah kembali dengan NIP dan kata sandi awal.',
  'mail.contact_wait.sms': 'ASN Digital: aktivasi akun Anda dimulai {at} dan menunggu 24 jam.',
} as const satisfies Record<string, string>;
