/** The platform console: relying parties and banners. */
export default {
  'banner.maintenance': 'Pemeliharaan:',
  'banner.info': 'Informasi:',
  'not_yours.title': 'Aplikasi ini bukan untuk Anda',
  'not_yours.text':
    'Anda sudah masuk, tetapi {name} hanya dibuka untuk sebagian pegawai, dan Anda tidak termasuk.',
  'not_yours.why':
    'Pengelola aplikasi menentukan instansi atau jenis ASN yang boleh memakainya. Kata sandi dan akun Anda tidak bermasalah.',
  'not_yours.do':
    'Jika menurut Anda ini keliru, periksa instansi Anda di halaman akun, lalu hubungi pengelola aplikasi itu.',
  'not_yours.back': 'Kembali ke {name}',
} as const satisfies Record<string, string>;
