/**
 * Legal positions (kedudukan hukum) of the employee directory and whether their holder may sign in (design §3).
 * Codes and names: SIASN reference data. A code that is not here may not sign in until somebody has decided on it.
 */
export interface KedudukanHukum {
  readonly name: string;
  /** What English pages say; ours, for BKN publishes none. */
  readonly english: string;
  readonly maySignIn: boolean;
  /** Why, where it is not plain. */
  readonly note?: string;
}

const stillEmployed = 'away from the desk, still a civil servant with data, rights and duties of their own';
const ended = 'employment has ended; pension matters go through the pension fund';

export const kedudukanHukum: Readonly<Record<string, KedudukanHukum>> = Object.freeze({
  '01': { name: 'Aktif', english: 'Active', maySignIn: true },
  '02': {
    name: 'Cuti di Luar Tanggungan Negara',
    english: 'Unpaid leave',
    maySignIn: true,
    note: stillEmployed,
  },
  '03': { name: 'Tugas Belajar', english: 'Study assignment', maySignIn: true, note: stillEmployed },
  '04': {
    name: 'Pemberhentian Sementara',
    english: 'Suspended from service',
    maySignIn: false,
    note: 'suspended from office',
  },
  '05': { name: 'Penerima Uang Tunggu', english: 'On waiting pay', maySignIn: true, note: stillEmployed },
  '06': {
    name: 'Prajurit Wajib',
    english: 'Compulsory military service',
    maySignIn: true,
    note: stillEmployed,
  },
  '07': { name: 'Pejabat Negara', english: 'State official', maySignIn: true, note: stillEmployed },
  '08': { name: 'Kepala Desa', english: 'Village head', maySignIn: true, note: stillEmployed },
  '09': {
    name: 'Sedang dalam Proses Banding BAPEK',
    english: 'Appeal to BAPEK pending',
    maySignIn: true,
    note: 'dismissal appealed, not yet in force',
  },
  '11': { name: 'Pegawai Titipan', english: 'Seconded employee', maySignIn: true, note: stillEmployed },
  '12': { name: 'Pengungsi', english: 'Displaced person', maySignIn: true, note: stillEmployed },
  '13': { name: 'Perpanjangan CLTN', english: 'Extended unpaid leave', maySignIn: true, note: stillEmployed },
  '14': {
    name: 'PNS yang Dinyatakan Hilang',
    english: 'Declared missing',
    maySignIn: false,
    note: 'whoever signs in is somebody else',
  },
  '15': {
    name: 'Pegawai yang Menjalani Hukuman Disiplin',
    english: 'Serving a disciplinary sanction',
    maySignIn: true,
    note: stillEmployed,
  },
  '16': {
    name: 'Pemindahan dalam Rangka Penurunan Jabatan',
    english: 'Moved to a lower position',
    maySignIn: true,
  },
  '20': {
    name: 'Masa Persiapan Pensiun',
    english: 'Pre-retirement period',
    maySignIn: true,
    note: stillEmployed,
  },
  '51': {
    name: 'CPNS yang Belum Ada SK',
    english: 'Candidate civil servant awaiting decree',
    maySignIn: true,
    note: 'has a NIP and forms to fill in',
  },
  '52': { name: 'Tidak Aktif', english: 'Not active', maySignIn: false },
  '66': { name: 'Diberhentikan', english: 'Dismissed', maySignIn: false, note: ended },
  '67': { name: 'Punah', english: 'Deceased without heirs', maySignIn: false, note: 'died' },
  '68': {
    name: 'Eks PNS Timor Timur',
    english: 'Former civil servant of East Timor',
    maySignIn: false,
    note: ended,
  },
  '69': {
    name: 'Tidak Memenuhi Syarat',
    english: 'Requirements not met',
    maySignIn: false,
    note: 'appointment refused',
  },
  '70': {
    name: 'Pembatalan NIP',
    english: 'NIP withdrawn',
    maySignIn: false,
    note: 'the number was withdrawn',
  },
  '77': {
    name: 'Berhenti Tanpa Hak Pensiun',
    english: 'Left without pension rights',
    maySignIn: false,
    note: ended,
  },
  '88': {
    name: 'Berhenti dengan Hak Pensiun',
    english: 'Left with pension rights',
    maySignIn: false,
    note: ended,
  },
  '89': {
    name: 'Kode 89',
    english: 'Code 89',
    maySignIn: false,
    note: 'in use, its name is not published; closed until it is known',
  },
  '90': {
    name: 'Tidak Ikut PUPNS',
    english: 'Not in the register of 2015 (PUPNS)',
    maySignIn: false,
    note: 'left out of the register of 2015: a case for the agency',
  },
  '91': { name: 'Terkena Pidana', english: 'Convicted of a crime', maySignIn: false },
  '92': { name: 'Pemblokiran', english: 'Blocked', maySignIn: false, note: 'blocked by BKN' },
  '98': {
    name: 'Mencapai Batas Usia Pensiun',
    english: 'Retirement age reached',
    maySignIn: false,
    note: ended,
  },
  '99': { name: 'Pensiun', english: 'Retired', maySignIn: false, note: ended },
});
