/** How long somebody has served, in whole months. */
export interface ServiceTime {
  tahun: number;
  bulan: number;
}

/** What a record says of it. */
export interface ServiceRecord {
  jenisAsn: 'PNS' | 'PPPK';
  /** The first appointment, as yyyy-mm-dd. */
  tmtCpns: string | null;
  masaKerja: ServiceTime | null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * From the first appointment to today, where the record has that date; the record's own figure where it is greater, since
 * service before the appointment may have been recognised; null where neither is known. A PPPK serves by contract: the record's
 * own figure says how long. `today` is yyyy-mm-dd.
 */
export function serviceTime(
  { jenisAsn, tmtCpns, masaKerja: recorded }: ServiceRecord,
  today: string,
): ServiceTime | null {
  const since = jenisAsn === 'PNS' ? tmtCpns : null;
  const counted = since !== null && DATE.test(since) && since <= today ? monthsBetween(since, today) : null;
  const known = recorded === null ? null : recorded.tahun * 12 + recorded.bulan;
  if (counted === null && known === null) return null;
  const months = Math.max(counted ?? 0, known ?? 0);
  return { tahun: Math.floor(months / 12), bulan: months % 12 };
}

function monthsBetween(from: string, to: string): number {
  const [a = 0, b = 0, c = 0] = from.split('-').map(Number);
  const [x = 0, y = 0, z = 0] = to.split('-').map(Number);
  return (x - a) * 12 + (y - b) - (z < c ? 1 : 0);
}
