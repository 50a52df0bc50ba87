import Router from '@koa/router';
import type { Context } from 'koa';
import { changePasskeyOffer, forgetPasskeyOffer, loadPasskeyOffer } from '../../../model/passkey-offer.ts';
import { coverageNow } from '../../../model/figures/read-figures.ts';
import { agencyNames, findAgency, nameAgencies } from '../../../model/agencies/name-agencies.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { PasskeyOffer } from '../../../policies/passkey-offer.ts';
import { namesOf } from '../audit/people.ts';
import { enter } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { readOffer } from './read-offer.ts';

const PATH = '/admin/passkeys';

/** To whom a passkey is offered: one admin suffices, since an offer takes nothing from anybody. */
export function passkeyRoutes(deps: Web): Router {
  const router = new Router();
  router.get(PATH, async (ctx) => page(deps, await enter(deps, ctx)));
  router.post(PATH, (ctx) => change(deps, ctx));
  return router;
}

interface Shown extends Refused {
  offer?: PasskeyOffer;
  form?: Fields;
}

async function change(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const form = await readFields(ctx);
  const read = readOffer(form);
  const { offer, faults } = read;
  const typed = (form.agency ?? '').trim();
  const agency = typed === '' ? null : await findAgency(deps.db, typed);
  if (typed !== '' && !agency) faults.push(fault('agency', 'platform.emergency.no_agency'));
  if (agency && !offer.agencies.includes(agency.id)) offer.agencies = [...offer.agencies, agency.id];
  const known = await nameAgencies(deps.db, offer.agencies);
  offer.agencies = offer.agencies.filter((id) => Object.hasOwn(known, id));
  if (faults.length > 0) return page(deps, visit, { faults, offer, form });
  // Only added to the list: shown with what it would come to, and not yet in force.
  if (form.act === 'add') return page(deps, visit, { offer, form: { ...form, agency: '' } });
  const proof = await proveAct(deps, ctx, { session: visit.admin.session, form, act: 'admin.passkey_offer' });
  if (proof.kind !== 'proven') return page(deps, visit, { ...refusedBy(proof), offer, form });
  await deps.db
    .transaction()
    .execute((trx) => changePasskeyOffer(trx, { offer, now: visit.now }, visit.context));
  forgetPasskeyOffer(deps.db);
  seeOther(ctx, `${PATH}?done=changed`);
}

async function page(deps: Web, visit: Visit, shown: Shown = {}): Promise<void> {
  const { ctx, words, waiting, now } = visit;
  const { form = {}, ...refused } = shown;
  const stored = await loadPasskeyOffer(deps.db);
  const offer = shown.offer ?? stored.offer;
  const [all, named, agencies, names, by] = await Promise.all([
    coverageNow(deps.db, null),
    coverageNow(deps.db, offer.agencies),
    nameAgencies(deps.db, offer.agencies),
    agencyNames(deps.db),
    namesOf(deps.db, [stored.changed?.by ?? null]),
  ]);
  const locals = {
    waiting,
    coverage: all,
    // Of the active ones: who has no account yet is offered nothing.
    offered: named.active + Math.round((all.active - named.active) * offer.share),
    changed: stored.changed && { at: stored.changed.at, by: by.get(stored.changed.by) ?? stored.changed.by },
    draft: shown.offer !== undefined,
    agencies: Object.entries(agencies)
      .map(([id, nama]) => ({ id, nama }))
      .toSorted((a, b) => a.nama.localeCompare(b.nama, 'id')),
    names,
    done: new URLSearchParams(ctx.querystring).get('done') === 'changed',
    errors: refusals(words, refused.faults ?? []),
    values: { share: form.share ?? String(Math.round(offer.share * 1000) / 10), agency: form.agency ?? '' },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/passkeys', locals, { status: statusOf(ctx, refused, now) });
}
