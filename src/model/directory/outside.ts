/**
 * The outside systems as we see them (design §3): the employee directory (BKN) and the population register (Dukcapil).
 * What may happen is returned; how they are reached is behind these interfaces.
 */

/** `conflict`: they have it, and it cannot be told whose it is. `away`: nothing is known; try later, lose nothing. */
export type Asked<T> =
  | { kind: 'found'; record: T }
  | { kind: 'unknown' }
  | { kind: 'conflict' }
  | { kind: 'away'; reason: 'slow' | 'down' | 'busy' | 'odd'; retryAfterSeconds: number | null };

export interface EmployeeDirectory {
  /** By NIP, eighteen digits. */
  find(nip: string): Promise<Asked<DirectoryRecord>>;
}

export interface PopulationRegister {
  /** Does this NIK belong to a living person of this name, birth date and sex? Says no more than that. */
  verify(query: PersonQuery): Promise<Asked<{ matches: boolean }>>;
}

export interface PersonQuery {
  nik: string;
  nama: string;
  /** yyyy-mm-dd. */
  tglLahir: string;
  jenisKelamin: 'M' | 'F';
}

/** One employee as the directory tells, in our words; the same shape comes from a row of the import. */
export interface DirectoryRecord {
  pnsId: string;
  nip: string;
  nipLama: string | null;
  nik: string | null;
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  tempatLahir: string | null;
  /** yyyy-mm-dd, like every date here. */
  tglLahir: string;
  jenisKelamin: 'M' | 'F';
  jenisAsn: 'PNS' | 'PPPK';
  statusPegawai: string;
  kedudukanHukumId: string;
  instansiId: string;
  instansiNama: string | null;
  unorId: string | null;
  unorNama: string | null;
  jenisJabatanId: string | null;
  jabatan: string | null;
  tmtJabatan: string | null;
  golongan: string | null;
  pangkat: string | null;
  tmtGolongan: string | null;
  tmtCpns: string | null;
  tmtPensiun: string | null;
  mkTahun: number | null;
  mkBulan: number | null;
  pendidikanTerakhir: string | null;
  email: string | null;
  noHp: string | null;
}
