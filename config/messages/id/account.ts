/** The account of whoever is signed in: contacts, and the proof that an act asks for. */
export default {
  'account.proof.legend': 'Buktikan bahwa ini Anda',
  'account.proof.hint':
    'Kode 6 angka dari aplikasi autentikator. Kode yang sudah dipakai tidak berlaku lagi.',
  'account.proof.other': 'Aplikasi autentikator tidak di tangan? Pakai kode pemulihan',
  'account.proof.none':
    'Akun Anda belum punya aplikasi autentikator atau kode pemulihan, jadi perubahan ini belum bisa dibuktikan. Hubungi helpdesk.',
  'account.proof.young':
    'Faktor kedua ini baru didaftarkan. Demi keamanan, perubahan baru bisa dibuat 72 jam setelah pendaftarannya.',
  'account.title': 'Akun Anda',
  'account.contacts.title': 'Kontak',
  'account.contacts.text':
    'Ke sinilah kode dan pemberitahuan dikirim. Kontak baru berlaku untuk pemulihan setelah 72 jam.',
  'account.contact.email': 'Email',
  'account.contact.phone': 'Nomor HP',
  'account.contact.none': 'belum ada',
  'account.contact.since': 'Tercatat sejak {date}, {source}.',
  'account.contact.source.directory': 'dari direktori kepegawaian',
  'account.contact.source.self': 'Anda ubah sendiri',
  'account.contact.source.agency': 'diubah pengelola kepegawaian instansi',
  'account.contact.source.helpdesk': 'diubah helpdesk',
  'account.contact.waiting': 'Belum berlaku untuk pemulihan sampai {date}, {time}.',
  'account.contact.unverified': 'Belum dibuktikan dengan kode, jadi belum berlaku untuk pemulihan.',
  'account.contact.suspended':
    'Ditangguhkan karena perubahannya dibatalkan. Hubungi helpdesk agar diperiksa.',
  'account.contact.change_email': 'Ubah email',
  'account.contact.change_phone': 'Ubah nomor HP',
  'account.factor.title': 'Faktor kedua',
  'account.factor.totp': 'Aplikasi autentikator: {label}',
  'account.factor.recovery': 'Kode pemulihan tersisa: {count}',
  'account.factor.sms':
    'Anda masuk dengan kode SMS. SMS bisa disadap dan nomor bisa diambil alih; aplikasi autentikator jauh lebih aman, dan beberapa layanan memintanya.',
  'account.factor.better': 'Daftarkan aplikasi autentikator',
  'account.factor.lost': 'Ponsel hilang atau ganti? Atur ulang autentikator',
  'account.back': 'Kembali ke portal',
  'account.back_account': 'Kembali ke akun',
  'account.change.email': 'Ubah alamat email',
  'account.change.phone': 'Ubah nomor HP',
  'account.change.now': 'Sekarang tercatat: {masked}.',
  'account.change.told': 'Kontak lama diberi tahu dan bisa membatalkan perubahan ini selama 72 jam.',
  'account.change.unprovable':
    'Kontak hanya dapat diubah dengan kode dari aplikasi autentikator atau kode pemulihan, dan akun Anda belum punya keduanya. Pilih salah satu:',
  'account.change.new_email': 'Alamat email baru',
  'account.change.new_phone': 'Nomor HP baru',
  'account.change.phone_hint': 'Nomor seluler Indonesia, misalnya 0812 3456 7890.',
  'account.change.send': 'Kirim kode',
  'account.change.same': 'Kontak ini sudah tercatat di akun Anda.',
  'account.change.email_malformed': 'Tulis alamat email lengkap, misalnya nama@instansi.go.id.',
  'account.change.phone_malformed': 'Tulis nomor seluler Indonesia yang dimulai dengan 08 atau +628.',
  'account.verify.email': 'Buktikan email baru',
  'account.verify.phone': 'Buktikan nomor HP baru',
  'account.verify.text': 'Kami mengirim kode ke {to}. Kode berlaku 10 menit.',
  'account.verify.edit': 'Salah ketik? Ubah',
  'account.verify.again': 'Kode baru sudah dikirim. Kode sebelumnya tetap berlaku sampai waktunya habis.',
  'account.verify.wrong': 'Kode tidak cocok. Periksa pesan terbaru, lalu coba lagi.',
  'account.verify.gone': 'Kode sudah tidak berlaku. Minta kode baru dengan “Kirim ulang”.',
  'account.done.email': 'Alamat email sudah diganti. Berlaku untuk pemulihan setelah 72 jam.',
  'account.done.phone': 'Nomor HP sudah diganti. Berlaku untuk pemulihan setelah 72 jam.',
  'account.undo.title': 'Batalkan perubahan kontak?',
  'account.undo.text_email':
    'Alamat email akun Anda diubah pada {date}, {time}. Bila bukan Anda yang mengubahnya, batalkan di sini.',
  'account.undo.text_phone':
    'Nomor HP akun Anda diubah pada {date}, {time}. Bila bukan Anda yang mengubahnya, batalkan di sini.',
  'account.undo.what':
    'Kontak lama kembali tercatat, autentikator dan kode pemulihan yang ditambahkan sejak itu dihapus, dan semua sesi diakhiri. Sampai petugas memeriksanya, kontak ini tidak dipakai untuk pemulihan.',
  'account.undo.done_title': 'Perubahan dibatalkan',
  'account.undo.done':
    'Kontak lama tercatat kembali dan semua sesi diakhiri. Hubungi helpdesk agar kontak diperiksa. Orang lain mungkin tahu kata sandi Anda? Bekukan akun lewat tautan “bukan saya” di email kami; saat membukanya kembali Anda membuat kata sandi baru.',
  'account.undo.gone_title': 'Tautan ini tidak berlaku',
  'account.undo.gone':
    'Tautan sudah dipakai atau lewat 72 jam. Bila Anda tidak mengenali perubahan pada akun Anda, hubungi helpdesk.',
} as const satisfies Record<string, string>;
