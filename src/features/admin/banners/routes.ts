import Router from '@koa/router';
import type { Context } from 'koa';
import type { MessageKey } from '../../../messages.ts';
import { endBanner, listBanners, makeBanner } from '../../../model/banners.ts';
import type { Banner, NewBanner } from '../../../model/banners.ts';
import { readOfficeDay } from '../../../model/figures/office-day.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { plainText } from '../../../policies/plain-text.ts';
import { enter, idOf, refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';

const LIST = '/admin/banners';
const TEXT = { least: 10, most: 300 };
/** Two texts and two times are refused in the same words. */
const LABELS = {
  textId: 'clients.banner.text_id',
  textEn: 'clients.banner.text_en',
  startsAt: 'clients.banner.from',
  endsAt: 'clients.banner.to',
} as const satisfies Record<string, MessageKey>;
/** A notice for longer than this is no notice. */
const LONGEST_DAYS = 31;

/** Notices of maintenance: one admin suffices, since a notice only says something. */
export function bannerRoutes(deps: Web): Router {
  const router = new Router();
  router.get(LIST, async (ctx) => page(deps, await enter(deps, ctx), {}));
  router.post(LIST, (ctx) => make(deps, ctx));
  router.post(`${LIST}/:id/end`, (ctx) => end(deps, ctx));
  return router;
}

async function make(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const fields = await readFields(ctx);
  const { banner, faults } = await readBanner(deps, visit, fields);
  if (faults.length > 0) return page(deps, visit, { fields, faults });
  await makeBanner(deps.db, banner, visit.context);
  deps.banners.forget();
  seeOther(ctx, `${LIST}?done=made`);
}

async function end(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const id = await idOf(deps, visit);
  if (!(await endBanner(deps.db, id, visit.context))) return refuseScope(deps, visit);
  deps.banners.forget();
  seeOther(ctx, `${LIST}?done=ended`);
}

async function readBanner(
  deps: Web,
  { now }: Visit,
  fields: Fields,
): Promise<{ banner: NewBanner; faults: Fault[] }> {
  const faults: Fault[] = [];
  const text = (field: 'textId' | 'textEn') => {
    // Lines of the text area become one.
    const plain = plainText((fields[field] ?? '').replaceAll(/[\r\n]+/g, ' ')) ?? '';
    if (plain.length < TEXT.least || plain.length > TEXT.most)
      faults.push({ ...fault(field, 'clients.banner.fault.text', TEXT), label: LABELS[field] });
    return plain;
  };
  const [textId, textEn] = [text('textId'), text('textEn')];
  const clientId = fields.client || null;
  if (clientId !== null && !(await deps.clients.find(clientId)))
    faults.push(fault('client', 'clients.banner.fault.client'));
  const startsAt = fields.startsAt ? readTime(fields.startsAt) : now;
  const endsAt = readTime(fields.endsAt ?? '');
  const time = (field: 'startsAt' | 'endsAt') => ({
    ...fault(field, 'clients.banner.fault.time'),
    label: LABELS[field],
  });
  if (startsAt === null) faults.push(time('startsAt'));
  if (endsAt === null) faults.push(time('endsAt'));
  else if (endsAt <= Math.max(now, startsAt ?? now))
    faults.push(fault('endsAt', 'clients.banner.fault.order'));
  else if (endsAt - (startsAt ?? now) > LONGEST_DAYS * 86_400_000)
    faults.push(fault('endsAt', 'clients.banner.fault.long', { days: LONGEST_DAYS }));
  const kind = fields.kind === 'maintenance' ? 'maintenance' : 'info';
  return {
    banner: { kind, clientId, textId, textEn, startsAt: startsAt ?? now, endsAt: endsAt ?? now },
    faults,
  };
}

/** As `datetime-local` gives it, in the office's zone (WIB, which has no summer time). */
function readTime(typed: string): number | null {
  const [, day = '', hour, minute] = /^(.{10})T([01]\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? [];
  const start = readOfficeDay(day);
  return start === null ? null : start + (Number(hour) * 60 + Number(minute)) * 60_000;
}

async function page(
  deps: Web,
  { ctx, words, now, waiting }: Visit,
  { fields = {}, faults = [] }: { fields?: Fields; faults?: Fault[] },
): Promise<void> {
  const [banners, clients] = await Promise.all([listBanners(deps.db), deps.clients.all()]);
  const names = new Map(clients.map(({ id, name }) => [id, name]));
  const done = new URLSearchParams(ctx.querystring).get('done');
  const locals = {
    waiting,
    banners: banners.map((banner) => ({
      ...banner,
      client: banner.clientId === null ? null : (names.get(banner.clientId) ?? banner.clientId),
      state: stateOf(banner, now),
    })),
    clients: clients.map(({ id, name }) => ({ value: id, label: name })),
    done: done === 'made' || done === 'ended' ? done : null,
    errors: refusals(words, faults),
    values: fields,
  } as const;
  deps.render(ctx, 'admin/banners/list', locals, { status: faults.length > 0 ? 422 : 200 });
}

function stateOf({ startsAt, endsAt, endedAt }: Banner, now: number) {
  if (endedAt !== null || endsAt <= now) return 'over' as const;
  return startsAt > now ? ('planned' as const) : ('shown' as const);
}
