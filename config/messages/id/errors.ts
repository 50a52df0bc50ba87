/** What the error page says of a failure, by its code. Codes without a sentence get the page's general one. */
export default {
  'errors.unexpected': 'Ada gangguan di pihak kami, bukan pada yang Anda lakukan. Data Anda tidak berubah.',
  'errors.too_many_starts': 'Terlalu banyak permintaan masuk dari jaringan ini. Coba lagi pukul {time}.',
  'errors.body_too_large': 'Isian yang dikirim terlalu besar.',
  'errors.body_not_text': 'Isian yang dikirim memuat karakter yang tidak dapat dibaca.',
  'errors.body_aborted': 'Kiriman terputus di tengah jalan. Periksa sambungan internet Anda.',
  'errors.not_a_form': 'Alamat ini hanya menerima formulir dari halaman kami.',
  'errors.form_invalid': 'Formulir yang dikirim tidak kami kenali.',
  'errors.form_name': 'Formulir yang dikirim tidak kami kenali.',
  'errors.form_repeated': 'Formulir yang dikirim memuat satu isian lebih dari sekali.',
  'errors.form_characters': 'Isian yang dikirim memuat karakter yang tidak dapat dibaca.',
  'errors.url_malformed': 'Alamat yang dibuka tidak lengkap atau salah tulis.',
  'errors.foreign_origin':
    'Formulir ini dikirim dari halaman lain. Buka kembali halaman kami dan isi formulirnya di sana.',
} as const satisfies Record<string, string>;
