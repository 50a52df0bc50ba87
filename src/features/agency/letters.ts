import type { Context } from 'koa';
import QRCode from 'qrcode';
import { policy } from '../../../config/policy.ts';
import { letterBatches, revokeBatch } from '../../model/agencies/letter-batches.ts';
import type { LetterBatch } from '../../model/agencies/letter-batches.ts';
import { letterCandidates, makeLetters } from '../../model/agencies/letters.ts';
import { audit } from '../../model/audit.ts';
import { fault, refusals } from '../../parts/fault.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { enter, idOf, queryOf, refuseScope, unitOf, unitPlaces } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { printedLetters } from './printed-letters.ts';

/** 500 boxes with an id each. */
const FORM_BYTES = 64 * 1024;
/** The name of a box is `p-` and the id of the record. */
const BOX = /^p-([A-Za-z0-9_-]{1,60})$/;

export async function listLetters(deps: Deps, ctx: Context): Promise<void> {
  const { agency, now } = await enter(deps, ctx);
  const batches = await letterBatches(deps.db, { agencyId: agency.id, now });
  const revoked = Number(queryOf(ctx).get('revoked') ?? '');
  deps.render(ctx, 'agency/letters', {
    agency,
    batches,
    revoked: Number.isInteger(revoked) && revoked > 0 && revoked <= policy.letters.most ? revoked : null,
  });
}

/** Whom to write to: everybody of a unit who never activated, or one person. */
export async function chooseLetters(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  await choices(deps, visit, { unit: queryOf(ctx).get('unit') ?? '', ticked: null });
}

interface Choosing {
  unit: string;
  /** What was ticked before; null: nobody has chosen yet, so all without a letter that works are. */
  ticked: readonly string[] | null;
}

async function choices(
  deps: Deps,
  visit: Visit,
  { unit, ticked }: Choosing,
  refused: Refused = {},
): Promise<void> {
  const { ctx, agency, officer, words, now } = visit;
  const choice = await unitOf(deps, visit, unit);
  const one = queryOf(ctx).get('person');
  const scope = { agencyId: agency.id, unitIds: choice.unitIds, pnsId: one, officer: officer.accountId, now };
  const people = await letterCandidates(deps.db, scope);
  const details = { agency: agency.id, by: 'all' as const, found: people.length };
  await audit(deps.db, { type: 'people.searched', accountId: null, details }, visit.context);
  const isTicked = (pnsId: string, letterAt: number | null) =>
    ticked ? ticked.includes(pnsId) : one !== null || letterAt === null;
  const locals = {
    agency,
    units: unitPlaces(choice),
    most: policy.letters.most,
    days: policy.handedCodes.letterTtlSeconds / 86_400,
    people: people.map((person) => ({ ...person, ticked: isTicked(person.pnsId, person.letterAt) })),
    errors: refusals(words, refused.faults ?? []),
  };
  deps.render(ctx, 'agency/letters-new', locals, { status: statusOf(ctx, refused, now) });
}

/** First who, then once more what will happen, with the proof in that form. */
export async function submitLetters(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const fields = await readFields(ctx, FORM_BYTES);
  const ticked = Object.keys(fields).flatMap((name) => BOX.exec(name)?.[1] ?? []);
  const unit = fields.unit ?? '';
  if (ticked.length === 0 || ticked.length > policy.letters.most)
    return choices(deps, visit, { unit, ticked }, { faults: [fault(null, 'agency.fault.nobody')] });
  // Asked here, not only where they are made: a unit of another agency ends here.
  const choice = await unitOf(deps, visit, unit);
  if (fields.step !== 'confirm') return confirmation(deps, visit, { unit, ticked });
  const { officer } = visit;
  const proof = await proveAct(deps, ctx, { session: officer.session, form: fields, act: 'agency.letters' });
  if (proof.kind !== 'proven') return confirmation(deps, visit, { unit, ticked }, refusedBy(proof));
  await make(deps, visit, { unitId: choice.unit?.id ?? null, ticked });
}

async function make(
  deps: Deps,
  { ctx, agency, officer, context, now, words }: Visit,
  { unitId, ticked }: { unitId: string | null; ticked: readonly string[] },
): Promise<void> {
  const { ring, compose, db } = deps;
  const session = officer.session.uid;
  const wanted = { agencyId: agency.id, unitId, pnsIds: ticked, officer: officer.accountId, session, now };
  const made = await db.transaction().execute((trx) => makeLetters(trx, wanted, { ring, compose, context }));
  if (made.kind === 'none') return seeOther(ctx, '/agency/letters');
  await printedLetters(deps).keep({ batch: made.batch, session }, made.letters);
  deps.log.info({ batch: made.batch, count: made.letters.length, locale: words.locale }, 'letters made');
  seeOther(ctx, `/agency/letters/${made.batch}/print`);
}

function confirmation(
  deps: Deps,
  { ctx, agency, words, now }: Visit,
  { unit, ticked }: { unit: string; ticked: readonly string[] },
  refused: Refused = {},
): void {
  const boxes: Fields = Object.fromEntries(ticked.map((pnsId) => [`p-${pnsId}`, '1']));
  const locals = {
    agency,
    count: ticked.length,
    days: policy.handedCodes.letterTtlSeconds / 86_400,
    hidden: { step: 'confirm', unit, ...boxes },
    errors: refusals(words, refused.faults ?? []),
    locked: refused.until === undefined ? null : { until: refused.until },
  };
  deps.render(ctx, 'agency/letters-confirm', locals, { status: statusOf(ctx, refused, now) });
}

/** One letter a page; again, for some minutes, to whoever made them, since printers jam. Nobody else sees a code. */
export async function printLetters(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const batch = await batchOf(deps, visit);
  const { agency, officer, now, context } = visit;
  const letters = await printedLetters(deps).read({ batch: batch.id, session: officer.session.uid });
  if (!letters) return deps.render(ctx, 'agency/letters-gone', { agency, batch });
  const details = { agency: agency.id, batch: batch.id };
  await audit(deps.db, { type: 'letters.shown', accountId: null, details }, context);
  const portal = `${deps.issuer}/portal`;
  const picture = await QRCode.toString(portal, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
  deps.render(ctx, 'agency/letters-print', { agency, letters, portal, picture, madeAt: now });
}

async function batchOf(deps: Deps, visit: Visit): Promise<LetterBatch> {
  const id = await idOf(deps, visit);
  const [batch] = await letterBatches(deps.db, { agencyId: visit.agency.id, id, now: visit.now });
  return batch ?? refuseScope(deps, visit);
}

export async function showBatch(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  batchPage(deps, visit, await batchOf(deps, visit));
}

/** Letters that were lost: none of them works any more. */
export async function submitRevoke(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const batch = await batchOf(deps, visit);
  const { officer, agency, context, now } = visit;
  const form = await readFields(ctx);
  const proof = await proveAct(deps, ctx, { session: officer.session, form, act: 'agency.letters-revoke' });
  if (proof.kind !== 'proven') return batchPage(deps, visit, batch, refusedBy(proof));
  const wanted = { agencyId: agency.id, id: batch.id, now };
  const count = await deps.db.transaction().execute((trx) => revokeBatch(trx, wanted, context));
  await printedLetters(deps).drop(batch.id);
  seeOther(ctx, `/agency/letters?revoked=${count}`);
}

function batchPage(
  deps: Deps,
  { ctx, agency, words, now }: Visit,
  batch: LetterBatch,
  refused: Refused = {},
): void {
  const errors = refusals(words, refused.faults ?? []);
  const locked = refused.until === undefined ? null : { until: refused.until };
  deps.render(
    ctx,
    'agency/letters-batch',
    { agency, batch, errors, locked },
    {
      status: statusOf(ctx, refused, now),
    },
  );
}
