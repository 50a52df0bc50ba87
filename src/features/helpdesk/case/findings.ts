import type { Words } from '../../../messages.ts';
import type { Db } from '../../../platform/db.ts';
import type { Fact } from '../../../platform/http/page-locals/helpdesk.ts';
import type { DirectoryFinding, PopulationFinding } from './evidence.ts';

/** What the directory said, line by line, to be held against the papers. */
export function directoryFacts(finding: DirectoryFinding | undefined, words: Words): Fact[] {
  if (!finding) return [];
  const { t } = words;
  const asked = { label: t('helpdesk.finding.asked'), text: when(finding.at, words), tone: 'soft' } as const;
  if (finding.kind !== 'found')
    return [{ label: t('helpdesk.finding.result'), ...notFound(finding.kind, words) }, asked];
  return [
    { label: t('helpdesk.finding.name'), text: finding.nama },
    { label: t('helpdesk.finding.nip'), text: finding.nip },
    { label: t('helpdesk.finding.agency'), text: finding.instansi },
    { label: t('helpdesk.finding.standing'), text: finding.kedudukanHukum },
    {
      label: t('helpdesk.finding.copy'),
      text: when(finding.fetchedAt, words),
      ...(finding.stale ? { tone: 'bad' as const } : {}),
    },
    asked,
  ];
}

/** What the population register said of the NIK on the scan; the NIK itself is nowhere. */
export function populationFacts(finding: PopulationFinding | undefined, words: Words): Fact[] {
  if (!finding) return [];
  const { t } = words;
  const { nikEqual } = finding;
  const equal: Fact =
    nikEqual === null
      ? { label: t('helpdesk.finding.nik'), text: t('helpdesk.finding.nik_unknown'), tone: 'soft' }
      : nikEqual
        ? { label: t('helpdesk.finding.nik'), text: t('helpdesk.finding.nik_equal'), tone: 'ok' }
        : { label: t('helpdesk.finding.nik'), text: t('helpdesk.finding.nik_differs'), tone: 'bad' };
  const asked = { label: t('helpdesk.finding.asked'), text: when(finding.at, words), tone: 'soft' } as const;
  const result = t('helpdesk.finding.register');
  if (finding.kind !== 'found') return [equal, { label: result, ...notFound(finding.kind, words) }, asked];
  const said: Fact = finding.matches
    ? { label: result, text: t('helpdesk.finding.matches'), tone: 'ok' }
    : { label: result, text: t('helpdesk.finding.differs'), tone: 'bad' };
  return [equal, said, asked];
}

function notFound(kind: 'unknown' | 'conflict' | 'away', { t }: Words): Pick<Fact, 'text' | 'tone'> {
  if (kind === 'away') return { text: t('helpdesk.finding.away'), tone: 'soft' };
  return {
    text: t(kind === 'conflict' ? 'helpdesk.finding.conflict' : 'helpdesk.finding.unknown'),
    tone: 'bad',
  };
}

const when = (at: number, { date, time }: Words) => `${date(at)}, ${time(at)}`;

/** Where the newest message of a case stands: "terkirim 08.41". */
export async function deliveryText(db: Db, ref: string, words: Words): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select(['created_at', 'sent_at', 'dead_at'])
    .where('ref', '=', ref)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  if (row.sent_at) return words.t('helpdesk.delivery.sent', { time: when(row.sent_at.getTime(), words) });
  if (row.dead_at) return words.t('helpdesk.delivery.failed', { time: when(row.dead_at.getTime(), words) });
  return words.t('helpdesk.delivery.waiting');
}
