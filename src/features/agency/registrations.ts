import type { Context } from 'koa';
import { decideRegistration, listWaitingRegistrations } from '../../model/registrations/waiting.ts';
import type { WaitingRegistration } from '../../model/registrations/waiting.ts';
import { maskContact } from '../../parts/mask-contact.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { REASON, kept } from './act-form.ts';
import { enter, idOf, noteLook, queryOf, refuseScope } from './desk.ts';
import type { Deps, Visit } from './desk.ts';

export async function listRegistrations(deps: Deps, ctx: Context): Promise<void> {
  const { agency, now } = await enter(deps, ctx);
  const rows = await listWaitingRegistrations(deps.db, { agencyId: agency.id, now });
  const done = queryOf(ctx).get('done');
  deps.render(ctx, 'agency/registrations', {
    agency,
    done: done === 'approve' || done === 'refuse' ? done : null,
    registrations: rows.map(({ id, nip, nama, unitNama, cause, waitingSince, expiresAt }) => ({
      ...{ id, nip, nama, unit: unitNama, cause, waitingSince, expiresAt },
    })),
  });
}

async function registrationOf(deps: Deps, visit: Visit): Promise<WaitingRegistration> {
  const [id, rows] = [
    await idOf(deps, visit),
    await listWaitingRegistrations(deps.db, { agencyId: visit.agency.id, now: visit.now }),
  ];
  const found = rows.find((row) => row.id === id) ?? (await refuseScope(deps, visit));
  await noteLook(deps, visit, { accountId: null, why: `registration:${id}` });
  return found;
}

export async function showRegistration(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  page(deps, visit, await registrationOf(deps, visit));
}

/** Approved only by somebody who has met the person: both numbers and both typed contacts may be a stranger's. */
export async function submitRegistration(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const registration = await registrationOf(deps, visit);
  const fields = await readFields(ctx);
  const decision = fields.decision === 'approve' ? 'approve' : 'refuse';
  const reason = (fields.reason ?? '').trim();
  const faults = faultsOf(decision, reason, fields);
  if (faults.length > 0) return page(deps, visit, registration, { faults, fields });
  const { officer, agency, context, now } = visit;
  const proof = await proveAct(deps, ctx, {
    session: officer.session,
    form: fields,
    act: 'agency.registration',
  });
  if (proof.kind !== 'proven') return page(deps, visit, registration, { ...refusedBy(proof), fields });
  const { compose, ring, issuer, db } = deps;
  const said = decision === 'approve' ? `${fields.meeting}: ${reason}` : reason;
  const id = registration.id;
  const wanted = {
    id,
    agencyId: agency.id,
    decision,
    reason: said,
    officer: officer.accountId,
    now,
  } as const;
  const outcome = await db
    .transaction()
    .execute((trx) => decideRegistration(trx, wanted, { compose, context, ring, issuer }));
  if (outcome !== 'decided') {
    const key = outcome === 'own' ? 'agency.refused.own_registration' : 'agency.refused.gone';
    return page(deps, visit, registration, { faults: [fault(null, key)], fields });
  }
  seeOther(ctx, `/agency/registrations?done=${decision}`);
}

function faultsOf(decision: 'approve' | 'refuse', reason: string, { meeting }: Fields): Fault[] {
  const faults: Fault[] = [];
  if (decision === 'approve' && meeting !== 'presence' && meeting !== 'callback')
    faults.push(fault('meeting', 'agency.fault.meeting'));
  if (reason.length < REASON.least) faults.push(fault('reason', 'agency.fault.reason'));
  if (reason.length > REASON.most) faults.push(fault('reason', 'agency.fault.reason_long'));
  return faults;
}

function page(
  deps: Deps,
  { ctx, agency, words, now }: Visit,
  row: WaitingRegistration,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const contact = (kind: ContactKind, value: string, onRecord: boolean) => ({
    kind,
    // What stands on record stays masked; what differs is what the admin asks about.
    value: onRecord ? maskContact({ kind, value }) : value,
    onRecord,
  });
  const locals = {
    agency,
    id: row.id,
    nama: row.nama,
    nip: row.nip,
    unit: row.unitNama,
    jabatan: row.jabatan,
    cause: row.cause,
    contacts: [
      contact('email', row.email, row.emailOnRecord),
      contact('phone', row.phone, row.phoneOnRecord),
    ],
    waitingSince: row.waitingSince,
    expiresAt: row.expiresAt,
    toldAt: row.toldAt,
    errors: refusals(words, refused.faults ?? []),
    values: kept(fields, ['meeting', 'reason']),
    locked: refused.until === undefined ? null : { until: refused.until },
  };
  deps.render(ctx, 'agency/registration', locals, { status: statusOf(ctx, refused, now) });
}
