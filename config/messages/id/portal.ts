/** The portal's own sentences: security notices and what stands beside a service. */
export default {
  'portal.service.myasn': 'Profil, riwayat pangkat, dan riwayat jabatan Anda.',
  'portal.service.siasn': 'Ajukan cuti, kenaikan pangkat, atau mutasi, dan ikuti prosesnya.',
  'portal.service.ekinerja': 'Sasaran kinerja dan catatan harian Anda.',
  'portal.service.other': 'Layanan yang memakai ASN Digital.',
  'portal.notice.device': 'Peramban baru diingat untuk akun Anda: {browser}.',
  'portal.notice.device_revoked': 'Sebuah peramban tidak lagi diingat untuk akun Anda.',
  'portal.notice.code_refused':
    'Kata sandi Anda dimasukkan dengan benar, tetapi kode OTP-nya salah. Bila itu bukan Anda, segera hubungi helpdesk.',
  'portal.notice.code_used': 'Kode OTP yang sudah dipakai dimasukkan lagi.',
  'portal.notice.recovery_code_refused': 'Kode pemulihan yang salah dimasukkan setelah kata sandi Anda.',
  'portal.notice.locked': 'Akun Anda sempat dikunci karena terlalu banyak percobaan yang salah.',
  'portal.notice.password_changed': 'Kata sandi Anda diganti.',
  'portal.notice.password_recovery':
    'Terlalu banyak kode OTP yang salah. Kata sandi Anda harus dipulihkan lebih dahulu.',
  'portal.notice.totp_enrolled': 'Aplikasi autentikator dipasang untuk akun Anda.',
  'portal.notice.recovery_codes': 'Kode pemulihan baru dibuat.',
  'portal.notice.recovery_code_used': 'Sebuah kode pemulihan dipakai untuk masuk. Sisa {left} kode.',
  'portal.notice.contact_verified': 'Sebuah kontak Anda dikonfirmasi.',
  'portal.notice.times': '{text} ({count} kali)',
  'portal.consoles.title': 'Konsol Anda',
  'portal.consoles.helpdesk': 'Meja helpdesk',
  'portal.consoles.helpdesk_about': 'Antrean kasus, persetujuan, dan keadaan akun.',
  'portal.consoles.agency': 'Admin instansi',
  'portal.consoles.agency_about': 'Orang di instansi Anda, surat aktivasi, dan pendaftaran.',
  'portal.consoles.young': 'Faktor kedua Anda masih baru. Konsol terbuka mulai {date}, {time}.',
  'portal.browser.unknown': 'peramban tak dikenal',
} as const satisfies Record<string, string>;
