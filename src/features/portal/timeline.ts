import type { History } from '../../model/people/history.ts';
import type { TimelineEntry } from '../../platform/http/page-locals/home.ts';
import { rankName } from '../../parts/rank-name.ts';
import { dayTime } from './summary.ts';

/** Ranks and positions as one life, the newest first; on the same day the rank, which often brings the position. */
export function timelineOf(history: History | null): TimelineEntry[] {
  const ranks = history?.riwayat_pangkat ?? [];
  const positions = history?.riwayat_jabatan ?? [];
  const entries = [
    ...ranks.map(({ golongan, pangkat, tmt, nomor_sk: decree }) => ({
      ...{ kind: 'rank' as const, tmt, title: rankName(pangkat, golongan) ?? '', where: null, decree },
    })),
    ...positions.map(({ jabatan, unit_kerja: unit, instansi, tmt, nomor_sk: decree }) => ({
      ...{ kind: 'position' as const, tmt, title: jabatan, where: placeName([unit, instansi]), decree },
    })),
  ];
  return entries
    .toSorted((a, b) => b.tmt.localeCompare(a.tmt))
    .map(({ tmt, ...entry }) => ({ ...entry, at: dayTime(tmt) }));
}

function placeName(parts: readonly (string | null)[]): string | null {
  const named = [...new Set(parts.filter((part) => part !== null && part !== ''))];
  return named.length > 0 ? named.join(', ') : null;
}
