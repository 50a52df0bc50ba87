import type { Report } from '../kit/application.ts';
import { date } from '../kit/format.ts';
import { KINDS } from './kinds.ts';
import { historyOf } from './progress.ts';
import type { State } from './progress.ts';
import type { Proposal } from './proposals.ts';

const STATES: Record<State, Report['state']> = {
  diajukan: 'submitted',
  diverifikasi: 'processing',
  disetujui: 'approved',
  dibatalkan: 'cancelled',
};

/** What the portal shows of a proposal: its kind, what distinguishes it, where it stands; nothing of its reasons. */
export function reportOf(proposal: Proposal, { url, now }: { url: string; now: number }): Report[] {
  const kind = KINDS.find(({ id }) => id === proposal.kind);
  const last = historyOf(proposal, now).at(-1);
  if (!kind || !last) return [];
  const detail = detailOf(proposal);
  return [
    {
      sub: proposal.owner,
      reference: proposal.id,
      title: titleOf(kind.name, proposal.values.jenis),
      state: STATES[last.state],
      ...(detail === null ? {} : { detail }),
      link: `${url}/usulan/${proposal.id}`,
      updatedAt: last.at,
    },
  ];
}

/** "Cuti tahunan", "Kenaikan pangkat: Reguler". */
function titleOf(name: string, jenis: string | undefined): string {
  if (!jenis) return name;
  return jenis.startsWith(name) ? jenis : `${name}: ${jenis}`;
}

function detailOf({ kind, values }: Proposal): string | null {
  const { mulai, selesai, golongan, instansi } = values;
  if (kind === 'cuti' && mulai && selesai) return `${date(mulai)} sampai ${date(selesai)}`;
  if (kind === 'pangkat' && golongan) return `Golongan tujuan ${golongan}`;
  return kind === 'mutasi' && instansi ? `Ke ${instansi}` : null;
}
