/** The account's sessions, applications, activity, data and language. */
export default {
  'activity.sessions.title': 'Perangkat dan sesi',
  'activity.sessions.text':
    'Di sinilah akun Anda sedang masuk. Ada yang tidak Anda kenali? Akhiri sesinya, lalu ganti kata sandi.',
  'activity.sessions.current': 'perangkat ini',
  'activity.sessions.since': 'Masuk sejak {date}, {time}.',
  'activity.sessions.active': 'Terakhir aktif {date}, {time}.',
  'activity.sessions.address': 'Alamat jaringan {address}',
  'activity.sessions.shared': 'Perangkat bersama',
  'activity.sessions.applications': 'Aplikasi: {list}',
  'activity.sessions.end': 'Akhiri sesi ini',
  'activity.sessions.end_others': 'Akhiri semua sesi lain',
  'activity.sessions.apps':
    'Aplikasi ponsel yang tetap masuk: {list}. Aplikasi ini ikut berakhir bila semua sesi lain diakhiri.',
  'activity.sessions.ended': 'Sesi sudah diakhiri.',
  'activity.sessions.told': 'sudah keluar',
  'activity.sessions.untold': 'belum menjawab; kami mencoba lagi',
  'activity.applications.title': 'Aplikasi yang punya akses',
  'activity.applications.text': 'Aplikasi yang Anda masuki dengan ASN Digital, dan yang pernah Anda izinkan.',
  'activity.applications.none': 'Belum ada aplikasi yang punya akses.',
  'activity.applications.consented': 'Anda izinkan pada {date}.',
  'activity.applications.own': 'Layanan pemerintah; tidak memerlukan izin.',
  'activity.applications.active': 'Sedang masuk.',
  'activity.applications.revoke': 'Cabut akses',
  'activity.application.title': 'Cabut akses {name}?',
  'activity.application.text':
    '{name} dikeluarkan dari semua sesi Anda dan tidak dapat lagi meminta data Anda sampai Anda masuk lagi.',
  'activity.application.button': 'Cabut akses',
  'activity.application.back': 'Kembali ke daftar aplikasi',
  'activity.application.revoked': 'Akses sudah dicabut.',
} as const satisfies Record<string, string>;
