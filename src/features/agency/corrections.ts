import type { Context } from 'koa';
import { decideCorrection, listCorrections } from '../../model/corrections.ts';
import type { Correction } from '../../model/corrections.ts';
import { fault, refusals } from '../../parts/fault.ts';
import { statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { REASON, kept } from './act-form.ts';
import { enter, idOf, noteLook, queryOf, refuseScope } from './desk.ts';
import type { Deps, Visit } from './desk.ts';

export async function listAgencyCorrections(deps: Deps, ctx: Context): Promise<void> {
  const { agency } = await enter(deps, ctx);
  const rows = await listCorrections(deps.db, agency.id);
  const done = queryOf(ctx).get('done');
  deps.render(ctx, 'agency/corrections', {
    agency,
    done: done === 'done' || done === 'refused' ? done : null,
    corrections: rows.map(lineOf),
  });
}

const lineOf = ({ id, kind, nip, nama, field, created_at }: Correction) => ({
  ...{ id, kind, nip, nama, field },
  createdAt: created_at.getTime(),
});

async function correctionOf(deps: Deps, visit: Visit): Promise<Correction> {
  const id = await idOf(deps, visit);
  const rows = await listCorrections(deps.db, visit.agency.id);
  const found = rows.find((row) => row.id === id) ?? (await refuseScope(deps, visit));
  await noteLook(deps, visit, { accountId: null, why: `correction:${id}` });
  return found;
}

export async function showCorrection(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  page(deps, visit, await correctionOf(deps, visit));
}

/** It changes nothing here: the record is mended in the directory, and whoever asked is told. */
export async function submitCorrection(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const correction = await correctionOf(deps, visit);
  const fields = await readFields(ctx);
  const decision = fields.decision === 'done' ? ('done' as const) : ('refused' as const);
  const reason = (fields.reason ?? '').trim();
  const tooShort = reason.length < REASON.least;
  if (tooShort || reason.length > REASON.most) {
    const key = tooShort ? 'agency.fault.reason' : 'agency.fault.reason_long';
    return page(deps, visit, correction, { faults: [fault('reason', key)], fields });
  }
  const { agency, officer, context, now } = visit;
  const { compose, ring, issuer, db } = deps;
  const wanted = {
    ...{ id: correction.id, agencyId: agency.id, decision, reason, now },
    officer: officer.accountId,
  } as const;
  const outcome = await db
    .transaction()
    .execute((trx) => decideCorrection(trx, wanted, { compose, context, ring, issuer }));
  if (outcome.kind === 'gone')
    return page(deps, visit, correction, { faults: [fault(null, 'agency.refused.gone')], fields });
  seeOther(ctx, `/agency/corrections?done=${decision}`);
}

function page(
  deps: Deps,
  { ctx, agency, words, now }: Visit,
  correction: Correction,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const locals = {
    agency,
    ...lineOf(correction),
    text: correction.text,
    contact: correction.contact,
    errors: refusals(words, refused.faults ?? []),
    values: kept(fields, ['reason']),
  };
  deps.render(ctx, 'agency/correction', locals, { status: statusOf(ctx, refused, now) });
}
