import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { coverageByUnit } from '../../model/agencies/coverage.ts';
import { waitingCounts } from '../../model/agencies/waiting.ts';
import { audit } from '../../model/audit.ts';
import type { CoverageRow } from '../../platform/http/page-locals/agency.ts';
import { coverageLines, sumCoverage } from '../../policies/unit-tree.ts';
import type { Coverage, CoverageLine, UnitCoverage } from '../../policies/unit-tree.ts';
import type { Words } from '../../messages.ts';
import { csv } from './csv.ts';
import { enter, queryOf, unitOf, unitPlaces } from './desk.ts';
import type { Deps, UnitChoice, Visit } from './desk.ts';

/** How the people of the agency, or of one branch of it, stand. */
export async function showOverview(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const choice = await unitOf(deps, visit, queryOf(ctx).get('unit') ?? '');
  const [{ lines, at }, waiting] = await Promise.all([
    linesOf(deps, visit, choice),
    waitingCounts(deps.db, visit.agency.id, visit.now),
  ]);
  deps.render(ctx, 'agency/overview', {
    agency: visit.agency,
    units: unitPlaces(choice),
    total: withShares(sumCoverage(lines)),
    rows: lines.map((line) => rowOf(line, choice, visit.words)),
    waiting,
    at,
  });
}

/** The same table for a spreadsheet. */
export async function downloadCoverage(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { agency, words } = visit;
  const choice = await unitOf(deps, visit, queryOf(ctx).get('unit') ?? '');
  const { lines } = await linesOf(deps, visit, choice);
  const details = { agency: agency.id, unit: choice.unit?.id ?? null };
  await audit(deps.db, { type: 'coverage.exported', accountId: null, details }, visit.context);
  const rows = lines.map((line) => {
    const { nama, people, active, mfa, never, dead } = rowOf(line, choice, words);
    return [nama, people, active, mfa, never, dead];
  });
  ctx.set('Content-Disposition', 'attachment; filename="cakupan.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = csv([csvHead(words), ...rows]);
}

/** Counting a large agency takes a second, so it is done once a minute, and the page says when. */
async function linesOf(
  { db, kv }: Deps,
  { agency, now }: Visit,
  { tree, unit }: UnitChoice,
): Promise<{ lines: CoverageLine[]; at: number }> {
  const key = `coverage:${agency.id}`;
  const kept = await kv.get(key);
  const counted: Counted = kept
    ? (JSON.parse(kept) as Counted)
    : { at: now, rows: await coverageByUnit(db, agency.id, now) };
  if (!kept) await kv.set(key, JSON.stringify(counted), policy.caches.coverageSeconds);
  return { lines: coverageLines(tree, counted.rows, unit?.id ?? null), at: counted.at };
}

interface Counted {
  at: number;
  rows: UnitCoverage[];
}

function rowOf(line: CoverageLine, { unit }: UnitChoice, words: Words): CoverageRow {
  const own = unit ? words.t('agency.overview.own', { unit: unit.nama }) : words.t('agency.overview.no_unit');
  return { ...withShares(line), unitId: line.unit?.id ?? null, nama: line.unit?.nama ?? own };
}

function withShares({ people, active, mfa, never, dead }: Coverage) {
  const share = (part: number) => (people === 0 ? 0 : Math.floor((part * 100) / people));
  return { people, active, mfa, never, dead, activeShare: share(active), mfaShare: share(mfa) };
}

const csvHead = ({ t }: Words): string[] => [
  t('agency.column.unit'),
  t('agency.column.people'),
  t('agency.column.active'),
  t('agency.column.mfa'),
  t('agency.column.never'),
  t('agency.column.dead'),
];
