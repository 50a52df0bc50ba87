import Router from '@koa/router';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { countedUpTo } from '../../../model/figures/count-events.ts';
import {
  agenciesBehind,
  agenciesWithMost,
  countsByHour,
  coverageByDay,
  coverageNow,
  kindsOf,
} from '../../../model/figures/read-figures.ts';
import { agencyNames, findAgency } from '../../../model/agencies/name-agencies.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { startOfOfficeDay } from '../../../model/figures/office-day.ts';
import { enter } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { lockChart, lockRows, refusalRows, signinChart, strengthRows } from './charts.ts';
import { BOX, layoutRows } from './layout.ts';
import { readPeriod } from './period.ts';
import type { Period } from './period.ts';

const PATH = '/admin/figures';
/** Of a table of agencies. */
const MOST = 10;

/** Charts of what was counted from the log (model/figures): nothing here reads the log itself. */
export function figureRoutes(deps: Web): Router {
  const router = new Router();
  router.get(PATH, (ctx) => show(deps, ctx));
  return router;
}

interface Asked {
  period: Period;
  agency: { id: string; nama: string } | null;
  /** As it was typed. */
  typed: string;
  faults: Fault[];
}

async function show(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const asked = await readAsked(deps, visit);
  const { period, agency, typed, faults } = asked;
  const { words, waiting } = visit;
  const [counts, countedAt, names, charts] = await Promise.all([
    countsByHour(deps.db, { ...period, agencyId: agency?.id ?? null }),
    countedUpTo(deps.db),
    agencyNames(deps.db),
    coverageCharts(deps, visit, asked),
  ]);
  const locals = {
    ...{ waiting, names, countedAt, ...charts },
    box: BOX,
    span: period.span,
    from: period.from,
    lastDay: startOfOfficeDay(period.lastDay),
    before: address(period, period.before, typed),
    after: period.after === null ? null : address(period, period.after, typed),
    agency: agency?.nama ?? null,
    kept: keptOf(asked, visit.now),
    signins: signinChart(counts, period, words),
    strengths: strengthRows(counts, words),
    refusals: refusalRows(counts, words),
    locks: lockChart(counts, period, words),
    pools: lockRows(counts, words),
    errors: refusals(words, faults),
    values: { span: period.span, day: period.lastDay, agency: typed },
  };
  deps.render(ctx, 'admin/figures', locals, { status: faults.length > 0 ? 422 : 200 });
}

/** Where the period begins before what is kept: its zeros are none. The purge goes by the hour, days are told. */
function keptOf({ period, agency }: Asked, now: number): { days: number; from: number } | null {
  const seconds = agency ? policy.figures.agencyHoursKeptSeconds : policy.figures.keptSeconds;
  const from = now - seconds * 1000;
  return period.from < from ? { days: seconds / 86_400, from } : null;
}

async function readAsked({ db }: Web, { ctx, now }: Visit): Promise<Asked> {
  const query = new URLSearchParams(ctx.querystring);
  const faults: Fault[] = [];
  const period = readPeriod((name) => query.get(name), now);
  if (period === null) faults.push(fault('day', 'audit.figures.fault.day'));
  const typed = (query.get('agency') ?? '').trim().slice(0, 200);
  const agency = typed === '' ? null : await findAgency(db, typed);
  if (typed !== '' && !agency) faults.push(fault('agency', 'platform.emergency.no_agency'));
  const today = readPeriod((name) => (name === 'span' ? query.get('span') : null), now);
  const fallback = period ?? today;
  if (fallback === null) throw new Error('today is a day');
  return { period: fallback, agency, typed, faults };
}

async function coverageCharts({ db }: Web, { words }: Visit, { period, agency }: Asked) {
  const days = { from: period.firstDay, to: period.lastDay };
  const [now, history, kinds, behind] = await Promise.all([
    coverageNow(db, agency ? [agency.id] : null),
    coverageByDay(db, { ...days, agencyId: agency?.id ?? null }),
    kindsOf(db, { ...days, prefix: 'locked:' }),
    agency ? [] : agenciesBehind(db, MOST),
  ]);
  const locked = agency ? [] : await agenciesWithMost(db, { ...days, kinds, limit: MOST });
  return {
    coverage: now,
    covered: layoutRows(
      [
        { label: words.t('audit.coverage.active'), value: now.active },
        { label: words.t('audit.coverage.mfa'), value: now.mfa },
        { label: words.t('audit.coverage.passkey'), value: now.passkey },
      ],
      now.people,
    ),
    history: history.map((day) => ({ ...day, day: startOfOfficeDay(day.day) })),
    behind,
    lockedAgencies: layoutRows(
      locked.map(({ nama, count }) => ({ label: nama ?? words.t('audit.figures.no_agency'), value: count })),
    ),
  };
}

function address({ span }: Period, day: string, agency: string): string {
  const query = new URLSearchParams({ span, day, ...(agency === '' ? {} : { agency }) });
  return `${PATH}?${query.toString()}`;
}
