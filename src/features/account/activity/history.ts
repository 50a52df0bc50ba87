import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { findActivity, firstRowSince, listActivity, rolesOfActors } from '../../../model/activity.ts';
import type { ActivityRow } from '../../../model/activity.ts';
import { readOfficeDay, startOfOfficeDay } from '../../../model/figures/office-day.ts';
import { makeDisavowable } from '../../../model/people/disavowals.ts';
import { ACTIVITY_GROUPS } from '../../../parts/activity/event-words.ts';
import type { ActivityGroup } from '../../../parts/activity/event-words.ts';
import { isDisavowable, typesOf } from '../../../parts/activity/sentences.ts';
import { officersOf, tellActivity } from '../../../parts/activity/tell-activity.ts';
import type { ToldActivity } from '../../../parts/activity/tell-activity.ts';
import { DISAVOW_PAGE, disavowLinks } from '../../../parts/disavow-link.ts';
import { keepAbout } from '../../../parts/disavowed-about.ts';
import type { DisavowedAbout } from '../../../parts/disavowed-about.ts';
import type { Web } from '../../../parts/web.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import type { SigninMark } from '../../../platform/schema.ts';
import { refuseOthers } from '../whose.ts';

const LIST = '/account/activity';
const DAY_MS = 86_400_000;

export interface HistoryPages {
  list(ctx: Context): Promise<void>;
  /** "Bukan saya" on a row: to the page with the two choices. */
  disavow(ctx: Context): Promise<void>;
}

/** What was asked for in the address; what no page of ours would ask for is left out. */
interface Wanted {
  group: ActivityGroup | null;
  /** yyyy-mm-dd, a day in the zone of the office: nothing after it. */
  until: string | null;
  before: number | null;
}

/** Everything that concerns whoever is signed in, newest first. */
export function historyPages(deps: Web): HistoryPages {
  const links = disavowLinks(deps.issuer);

  async function told(ctx: Context, { accountId }: SsoSession, rows: ActivityRow[]): Promise<ToldActivity[]> {
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const [roles, all] = await Promise.all([
      rolesOfActors(deps.db, officersOf(rows, accountId)),
      deps.clients.all(),
    ]);
    const clients = new Map(all.map(({ id, name }) => [id, name]));
    return rows.map((row) => tellActivity(row, { accountId, roles, clients, words }));
  }

  /** As long as the link of a notice; what is older is for the helpdesk: a freeze would leave its owner no factor to end it with. */
  const mayDisavow = ({ type, at }: ActivityRow) =>
    isDisavowable(type) && deps.now() - at.getTime() < policy.disavowals.ttlSeconds * 1000;

  async function list(ctx: Context): Promise<void> {
    const session = await deps.guard.person(ctx);
    if (!session) return;
    const wanted = readWanted(ctx.querystring);
    const { pageSize } = policy.activity;
    const found = await listActivity(deps.db, {
      accountId: session.accountId,
      types: wanted.group === null ? null : typesOf(wanted.group),
      before: await boundOf(wanted),
      limit: pageSize + 1,
    });
    const rows = found.slice(0, pageSize);
    const last = rows.at(-1);
    const shown = await told(ctx, session, rows);
    deps.render(ctx, 'account/activity/history', {
      groups: ACTIVITY_GROUPS,
      group: wanted.group,
      until: wanted.until,
      first: wanted.before === null,
      days: daysOf(shown.map((row, at) => ({ ...row, disavowable: mayDisavow(rows[at] as ActivityRow) }))),
      newestHref: hrefOf({ ...wanted, before: null }),
      olderHref: found.length > pageSize && last ? hrefOf({ ...wanted, before: last.id }) : null,
      tooOld: new URLSearchParams(ctx.querystring).get('done') === 'too-old',
    });
  }

  async function boundOf({ until, before }: Wanted): Promise<number | null> {
    if (until === null) return before;
    const after = await firstRowSince(deps.db, startOfOfficeDay(until) + DAY_MS);
    return after === null || before === null ? (after ?? before) : Math.min(after, before);
  }

  async function disavow(ctx: Context): Promise<void> {
    const session = await deps.guard.person(ctx);
    if (!session) return;
    await readFields(ctx);
    const { accountId } = session;
    const { id = '' } = ctx.params as { id?: string };
    const row = ROW_ID.test(id) ? await findActivity(deps.db, accountId, Number(id)) : null;
    const now = deps.now();
    if (!row) return refuseOthers(deps, ctx, session);
    if (!mayDisavow(row)) return seeOther(ctx, `${LIST}?done=too-old`);
    const { type: event, sid } = row;
    const disavowed = { accountId, event, sid, signin: markOf(row), eventAt: row.at.getTime(), now };
    const token = await makeDisavowable(deps.db, disavowed);
    await keepAbout(deps, token, await aboutRow(ctx, session, row));
    links.arrive(ctx, token, DISAVOW_PAGE);
  }

  async function aboutRow(ctx: Context, session: SsoSession, row: ActivityRow): Promise<DisavowedAbout> {
    const [shown] = await told(ctx, session, [row]);
    const { browser = null, address = null, application = null } = shown ?? {};
    const applications = application === null ? [] : [application];
    return { details: row.details, browser, address, applications, from: 'activity' };
  }

  return { list, disavow };
}

/**
 * A sign-in is written down before its session has a name: that is found by the sign-in's own. Rows from before have none, and their
 * session is found by how it began (features/disavow/sessions-of.ts).
 */
function markOf({ type, at, userAgent, address, details }: ActivityRow): SigninMark | null {
  if (type !== 'signin.success') return null;
  const id = typeof details.signin === 'string' ? { id: details.signin } : {};
  return { ...id, startedAt: Math.floor(at.getTime() / 1000), userAgent, address, device: null };
}

/** Ids are counted by the database; what is longer is none of them. */
const ROW_ID = /^[1-9]\d{0,14}$/;

function readWanted(querystring: string): Wanted {
  const query = new URLSearchParams(querystring);
  const [before, until] = [query.get('before') ?? '', query.get('until') ?? ''];
  return {
    group: ACTIVITY_GROUPS.find((group) => group === query.get('group')) ?? null,
    until: readOfficeDay(until) === null ? null : until,
    before: ROW_ID.test(before) ? Number(before) : null,
  };
}

function hrefOf({ group, until, before }: Wanted): string {
  const query = new URLSearchParams();
  if (group !== null) query.set('group', group);
  if (until !== null) query.set('until', until);
  if (before !== null) query.set('before', String(before));
  const text = query.toString();
  return text === '' ? LIST : `${LIST}?${text}`;
}

const dayOf = (at: number) => Math.floor((at + 7 * 3_600_000) / DAY_MS);

/** Rows of one day stand under its date. */
function daysOf<Row extends ToldActivity>(rows: readonly Row[]): { at: number; rows: Row[] }[] {
  const days: { at: number; rows: Row[] }[] = [];
  for (const row of rows) {
    const day = days.at(-1);
    if (day && dayOf(day.at) === dayOf(row.at)) day.rows.push(row);
    else days.push({ at: row.at, rows: [row] });
  }
  return days;
}
