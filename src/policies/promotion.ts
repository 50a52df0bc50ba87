/**
 * The next promotion of a civil servant as far as the directory tells: an estimate for the person, never a decision.
 *
 * Regular (PP 99/2000 article 7 as changed by PP 12/2002; Peraturan BKN 2/2025): four years in the present grade, performance
 * at least "Baik" in each of the last two, up to the ceiling of one's education (article 8). In a functional position (article
 * 13): two years at least and the credits, which "Baik" in each year brings in four (PermenPAN-RB 1/2023 article 37). So four
 * years are the estimate for everybody. It takes effect on the first of any month (Peraturan BKN 4/2025, since 1 October 2025).
 * PPPK have a grade by contract and are not promoted.
 */
export interface PromotionFacts {
  jenisAsn: 'PNS' | 'PPPK';
  /** The legal position lets them work ("kedudukan hukum" active). */
  active: boolean;
  golongan: string | null;
  /** Dates are yyyy-mm-dd. */
  tmtGolongan: string | null;
  tmtPensiun: string | null;
  /** SIASN: 1 structural, 2 functional, 4 executing. */
  jenisJabatan: string | null;
  pendidikan: string | null;
  /** The decree of the present grade has a number in the record. */
  decreeKnown: boolean;
  positionKnown: boolean;
}

export type PromotionWay = 'regular' | 'functional' | 'structural';
export type NeedName = 'time' | 'decree' | 'position' | 'education' | 'performance' | 'credits';

export interface Need {
  name: NeedName;
  /** `elsewhere`: the directory does not hold it. */
  state: 'complete' | 'missing' | 'elsewhere';
}

export type Promotion =
  | { kind: 'none'; reason: 'pppk' | 'inactive' | 'unknown' | 'highest' | 'ceiling' | 'retires' }
  | {
      kind: 'expected';
      way: PromotionWay;
      golongan: string;
      pangkat: string;
      /** The earliest first of a month. */
      from: string;
      needs: Need[];
    };

const YEARS = 4;

const GRADES: readonly (readonly [string, string])[] = [
  ['I/a', 'Juru Muda'],
  ['I/b', 'Juru Muda Tingkat I'],
  ['I/c', 'Juru'],
  ['I/d', 'Juru Tingkat I'],
  ['II/a', 'Pengatur Muda'],
  ['II/b', 'Pengatur Muda Tingkat I'],
  ['II/c', 'Pengatur'],
  ['II/d', 'Pengatur Tingkat I'],
  ['III/a', 'Penata Muda'],
  ['III/b', 'Penata Muda Tingkat I'],
  ['III/c', 'Penata'],
  ['III/d', 'Penata Tingkat I'],
  ['IV/a', 'Pembina'],
  ['IV/b', 'Pembina Tingkat I'],
  ['IV/c', 'Pembina Utama Muda'],
  ['IV/d', 'Pembina Utama Madya'],
  ['IV/e', 'Pembina Utama'],
];

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function nextPromotion(facts: PromotionFacts, today: string): Promotion {
  const { jenisAsn, active, golongan, tmtGolongan, tmtPensiun } = facts;
  if (jenisAsn === 'PPPK') return { kind: 'none', reason: 'pppk' };
  if (!active) return { kind: 'none', reason: 'inactive' };
  const at = GRADES.findIndex(([grade]) => grade === golongan);
  if (at === -1 || tmtGolongan === null || !DATE.test(tmtGolongan))
    return { kind: 'none', reason: 'unknown' };
  const next = GRADES[at + 1];
  if (!next) return { kind: 'none', reason: 'highest' };
  const way = wayOf(facts.jenisJabatan);
  if (way === 'regular' && at >= ceilingOf(facts.pendidikan)) return { kind: 'none', reason: 'ceiling' };
  const reached = firstOfMonth(yearsAfter(tmtGolongan, YEARS));
  const from = reached >= today ? reached : firstOfMonth(dayAfter(today));
  if (tmtPensiun !== null && from >= tmtPensiun) return { kind: 'none', reason: 'retires' };
  const [nextGrade, pangkat] = next;
  return {
    kind: 'expected',
    way,
    golongan: nextGrade,
    pangkat,
    from,
    needs: needsOf(facts, { way, reached, today }),
  };
}

function wayOf(jenisJabatan: string | null): PromotionWay {
  if (jenisJabatan === '1') return 'structural';
  return jenisJabatan === '2' ? 'functional' : 'regular';
}

function needsOf(
  { decreeKnown, positionKnown, pendidikan }: PromotionFacts,
  { way, reached, today }: { way: PromotionWay; reached: string; today: string },
): Need[] {
  const known = (there: boolean) => (there ? 'complete' : 'missing');
  return [
    { name: 'time', state: known(reached <= today) },
    { name: 'decree', state: known(decreeKnown) },
    { name: 'position', state: known(positionKnown) },
    { name: 'education', state: known(pendidikan !== null && pendidikan.trim() !== '') },
    { name: 'performance', state: 'elsewhere' },
    ...(way === 'functional' ? [{ name: 'credits', state: 'elsewhere' } as const] : []),
  ];
}

/** PP 99/2000 article 8, as the words of the record let one tell; what they do not tell sets no ceiling. */
const CEILINGS: readonly [RegExp, string][] = [
  [/^(?:S-?3|doktor)\b/i, 'IV/b'],
  [/^(?:S-?2|magister|profesi|dokter|apoteker)\b/i, 'IV/a'],
  [/^(?:S-?1|D-?(?:IV|4)|sarjana(?! muda))\b/i, 'III/d'],
  [/^(?:D-?(?:III|3)|sarjana muda|akademi)\b/i, 'III/c'],
  [/^(?:D-?(?:II|2|I|1)|SLTA|SMA|SMK|SMU|STM|MA)\b/i, 'III/b'],
  [/^(?:SLTP|SMP|MTs)\b/i, 'II/c'],
  [/^(?:SD|MI)\b/i, 'II/a'],
];

function ceilingOf(pendidikan: string | null): number {
  const found = CEILINGS.find(([pattern]) => pattern.test(pendidikan?.trim() ?? ''))?.[1];
  return found === undefined ? GRADES.length : GRADES.findIndex(([grade]) => grade === found);
}

const yearsAfter = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/** The date itself where it is one, else the next. */
function firstOfMonth(date: string): string {
  if (date.endsWith('-01')) return date;
  const [year = 0, month = 0] = date.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
