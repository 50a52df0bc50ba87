import type { Locale } from '../../messages.ts';
import type { Person } from '../../model/people/person.ts';
import { fullName } from '../../parts/full-name.ts';
import { legalPosition } from '../../parts/legal-position.ts';
import type { Summary } from '../../platform/http/page-locals/home.ts';
import { serviceTime } from '../../policies/service-time.ts';

/** A date of a record, which has no zone, as the moment that is that day in the office; null: none, or no date. */
export function dayTime(date: string | null): number | null {
  const time = date === null ? Number.NaN : Date.parse(`${date}T05:00:00Z`);
  return Number.isNaN(time) ? null : time;
}

/** What the directory says of a person, with the time served up to today. */
export function summaryOf(person: Person, { today, locale }: { today: string; locale: Locale }): Summary {
  return {
    nama: fullName(person),
    nip: person.nip,
    jenisAsn: person.jenisAsn,
    pangkat: person.pangkat,
    golongan: person.golongan,
    golonganSince: dayTime(person.tmtGolongan),
    masaKerja: serviceTime(person, today),
    jabatan: person.jabatan,
    jabatanSince: dayTime(person.tmtJabatan),
    unitKerja: person.unitKerja?.nama ?? null,
    instansi: person.instansi.nama,
    kedudukan: legalPosition(person.kedudukanHukum, locale),
    updatedAt: person.fetchedAt,
  };
}
