/**
 * Legal positions (kedudukan hukum) of the employee directory and whether their holder may sign in (design §3).
 * Codes and names: SIASN reference data. A code that is not here may not sign in until somebody has decided on it.
 */
export interface KedudukanHukum {
  readonly name: string;
  readonly maySignIn: boolean;
  /** Why, where it is not plain. */
  readonly note?: string;
}

const stillEmployed = 'away from the desk, still a civil servant with data, rights and duties of their own';
const ended = 'employment has ended; pension matters go through the pension fund';

export const kedudukanHukum: Readonly<Record<string, KedudukanHukum>> = Object.freeze({
  '01': { name: 'Aktif', maySignIn: true },
  '02': { name: 'Cuti di Luar Tanggungan Negara', maySignIn: true, note: stillEmployed },
  '03': { name: 'Tugas Belajar', maySignIn: true, note: stillEmployed },
  '04': { name: 'Pemberhentian Sementara', maySignIn: false, note: 'suspended from office' },
  '05': { name: 'Penerima Uang Tunggu', maySignIn: true, note: stillEmployed },
  '06': { name: 'Prajurit Wajib', maySignIn: true, note: stillEmployed },
  '07': { name: 'Pejabat Negara', maySignIn: true, note: stillEmployed },
  '08': { name: 'Kepala Desa', maySignIn: true, note: stillEmployed },
  '09': {
    name: 'Sedang dalam Proses Banding BAPEK',
    maySignIn: true,
    note: 'dismissal appealed, not yet in force',
  },
  '11': { name: 'Pegawai Titipan', maySignIn: true, note: stillEmployed },
  '12': { name: 'Pengungsi', maySignIn: true, note: stillEmployed },
  '13': { name: 'Perpanjangan CLTN', maySignIn: true, note: stillEmployed },
  '14': { name: 'PNS yang Dinyatakan Hilang', maySignIn: false, note: 'whoever signs in is somebody else' },
  '15': { name: 'Pegawai yang Menjalani Hukuman Disiplin', maySignIn: true, note: stillEmployed },
  '16': { name: 'Pemindahan dalam Rangka Penurunan Jabatan', maySignIn: true },
  '20': { name: 'Masa Persiapan Pensiun', maySignIn: true, note: stillEmployed },
  '51': { name: 'CPNS yang Belum Ada SK', maySignIn: true, note: 'has a NIP and forms to fill in' },
  '52': { name: 'Tidak Aktif', maySignIn: false },
  '66': { name: 'Diberhentikan', maySignIn: false, note: ended },
  '67': { name: 'Punah', maySignIn: false, note: 'died' },
  '68': { name: 'Eks PNS Timor Timur', maySignIn: false, note: ended },
  '69': { name: 'Tidak Memenuhi Syarat', maySignIn: false, note: 'appointment refused' },
  '70': { name: 'Pembatalan NIP', maySignIn: false, note: 'the number was withdrawn' },
  '77': { name: 'Berhenti Tanpa Hak Pensiun', maySignIn: false, note: ended },
  '88': { name: 'Berhenti dengan Hak Pensiun', maySignIn: false, note: ended },
  '89': {
    name: 'Kode 89',
    maySignIn: false,
    note: 'in use, its name is not published; closed until it is known',
  },
  '90': {
    name: 'Tidak Ikut PUPNS',
    maySignIn: false,
    note: 'left out of the register of 2015: a case for the agency',
  },
  '91': { name: 'Terkena Pidana', maySignIn: false },
  '92': { name: 'Pemblokiran', maySignIn: false, note: 'blocked by BKN' },
  '98': { name: 'Mencapai Batas Usia Pensiun', maySignIn: false, note: ended },
  '99': { name: 'Pensiun', maySignIn: false, note: ended },
});
