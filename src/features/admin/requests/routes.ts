import Router from '@koa/router';
import type { Context } from 'koa';
import {
  endedAdminRequests,
  findAdminRequest,
  pendingAdminRequests,
} from '../../../model/admin-requests/admin-request.ts';
import type { AdminRequest } from '../../../model/admin-requests/admin-request.ts';
import { decideAdminRequest, withdrawAdminRequest } from '../../../model/admin-requests/decide.ts';
import type { DecisionRefusal } from '../../../model/admin-requests/decide.ts';
import { sessionStands } from '../../../model/people/hold-session.ts';
import type { HeldSession } from '../../../model/people/hold-session.ts';
import type { MessageKey, Words } from '../../../messages.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { enter, idOf, refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { servePng } from '../serve-png.ts';
import type { AdminActs, AnyAct } from './act.ts';
import { REASON, reasonFault } from './ask.ts';

const LIST = '/admin/requests';
const DONE = {
  asked: 'platform.done.asked',
  approved: 'platform.done.approved',
  declined: 'platform.done.declined',
  withdrawn: 'platform.done.withdrawn',
} as const satisfies Record<string, MessageKey>;
const REFUSED = {
  gone: 'platform.refused.gone',
  self: 'platform.refused.self',
  changed: 'platform.refused.changed',
  asker_gone: 'platform.refused.asker_gone',
  not_admin: 'platform.refused.ended',
} as const satisfies Record<DecisionRefusal, MessageKey>;

interface Found {
  request: AdminRequest;
  act: AnyAct;
}

/** What waits for a second admin: looked at, approved and carried out in one transaction, refused, taken back. */
export function requestRoutes(deps: Web, acts: AdminActs): Router {
  const router = new Router();
  router.get(LIST, (ctx) => list(deps, acts, ctx));
  router.get(`${LIST}/:id`, async (ctx) => {
    const visit = await enter(deps, ctx);
    page(deps, visit, await found(deps, acts, visit));
  });
  router.get(`${LIST}/:id/logo`, (ctx) => logo(deps, acts, ctx));
  router.post(`${LIST}/:id`, (ctx) => decide(deps, acts, ctx));
  router.post(`${LIST}/:id/withdraw`, async (ctx) => {
    const visit = await enter(deps, ctx);
    const { request } = await found(deps, acts, visit);
    const wanted = { id: request.id, admin: visit.admin.accountId, now: visit.now };
    const taken = await deps.db
      .transaction()
      .execute((trx) => withdrawAdminRequest(trx, wanted, visit.context));
    seeOther(ctx, taken ? `${LIST}?done=withdrawn` : `${LIST}/${request.id}`);
  });
  return router;
}

async function list(deps: Web, acts: AdminActs, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { words, now, waiting, admin } = visit;
  const [pending, ended] = await Promise.all([
    pendingAdminRequests(deps.db, now),
    endedAdminRequests(deps.db, now),
  ]);
  const done = new URLSearchParams(ctx.querystring).get('done') ?? '';
  const shown = (request: AdminRequest) => ({
    id: request.id,
    title: titleOf(acts.get(request.act), request, words),
    by: request.requestedBy === admin.accountId ? words.t('platform.you') : request.requestedByName,
    at: request.requestedAt,
    expiresAt: request.expiresAt,
    state: stateOf(request, now),
  });
  deps.render(ctx, 'admin/requests', {
    waiting,
    pending: pending.map(shown),
    ended: ended.map(shown),
    note: Object.hasOwn(DONE, done) ? words.t(DONE[done as keyof typeof DONE]) : null,
  });
}

/** What it is and what it is about: two requests of one kind are not to be told apart by their times. */
function titleOf(act: AnyAct | undefined, request: AdminRequest, words: Words): string {
  if (!act) return request.act;
  const subject = act.subject?.(request.payload, words);
  return subject === undefined ? words.t(act.title) : `${words.t(act.title)}: ${subject}`;
}

const stateOf = ({ state, expiresAt }: AdminRequest, now: number) =>
  state === 'pending' && expiresAt <= now ? ('expired' as const) : state;

async function found(deps: Web, acts: AdminActs, visit: Visit): Promise<Found> {
  const request = await findAdminRequest(deps.db, await idOf(deps, visit));
  const act = request && acts.get(request.act);
  return request && act ? { request, act } : refuseScope(deps, visit);
}

/** What another admin would put before everybody's eyes is seen before it is approved. */
async function logo(deps: Web, acts: AdminActs, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { request, act } = await found(deps, acts, visit);
  const png = act.picture?.(request.payload).png ?? null;
  if (png === null) return refuseScope(deps, visit);
  servePng(ctx, Buffer.from(png, 'base64'), { cache: 'no-store' });
}

/** The picture of now only while it still is: after the decision that address shows another. */
function pictureOf({ request: { id, payload, state }, act }: Found) {
  const picture = act.picture?.(payload);
  if (!picture) return null;
  return {
    now: state === 'pending' ? picture.now : null,
    proposed: picture.png === null ? null : `${LIST}/${id}/logo`,
  };
}

function page(
  deps: Web,
  { ctx, words, now, waiting, admin }: Visit,
  { request, act }: Found,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const { id, reason, requestedByName, requestedAt, expiresAt, payloadHash } = request;
  const locals = {
    waiting,
    id,
    title: titleOf(act, request, words),
    differences: act.describe(request.payload, words),
    picture: pictureOf({ request, act }),
    reason,
    by: requestedByName,
    at: requestedAt,
    expiresAt,
    own: request.requestedBy === admin.accountId,
    concerned: act.concerns?.(request.payload) === admin.accountId,
    state: stateOf(request, now),
    decidedBy: request.decidedByName,
    decidedAt: request.decidedAt,
    decisionReason: request.decisionReason,
    hash: payloadHash,
    errors: refusals(words, refused.faults ?? []),
    values: fields.reason === undefined ? {} : { reason: fields.reason },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/request', locals, { status: statusOf(ctx, refused, now) });
}

async function decide(deps: Web, acts: AdminActs, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const subject = await found(deps, acts, visit);
  const fields = await readFields(ctx);
  const decision = fields.decision === 'approve' ? 'approve' : 'refuse';
  const reason = (fields.reason ?? '').trim();
  const refuse = (faults: Fault[]) => page(deps, visit, subject, { faults, fields });
  if (reason.length > REASON.most) return refuse([fault('reason', 'platform.fault.reason_long')]);
  const unreasonable = decision === 'refuse' ? reasonFault(reason) : null;
  if (unreasonable) return refuse([unreasonable]);
  const { admin, context, now } = visit;
  const { request, act } = subject;
  if (act.concerns?.(request.payload) === admin.accountId)
    return refuse([fault(null, 'platform.refused.concerned')]);
  const proof = await proveAct(deps, ctx, { session: admin.session, form: fields, act: `admin.${decision}` });
  if (proof.kind !== 'proven') return page(deps, visit, subject, { ...refusedBy(proof), fields });
  const wanted = {
    id: request.id,
    admin: admin.accountId,
    decision,
    payloadHash: fields.hash ?? '',
    reason,
    now,
  } as const;
  const outcome = await carried(deps, { wanted, act, request, context, session: admin.session });
  if (outcome.kind === 'refused') return refuse([fault(null, outcome.key)]);
  if (outcome.kind === 'approved') act.done?.(request.payload);
  seeOther(ctx, `${LIST}?done=${outcome.kind}`);
}

type Carried = { kind: 'approved' | 'declined' } | { kind: 'refused'; key: MessageKey };

/** What is approved is carried out in the same transaction, or nothing is: what cannot be done any more stays undecided. */
async function carried(
  { db }: Web,
  {
    wanted,
    act,
    request,
    context,
    session,
  }: {
    wanted: Parameters<typeof decideAdminRequest>[1];
    act: AnyAct;
    request: AdminRequest;
    context: Visit['context'];
    session: HeldSession;
  },
): Promise<Carried> {
  const { requestedBy, payload } = request;
  try {
    return await db.transaction().execute(async (trx): Promise<Carried> => {
      // Ended on another node a moment ago: it decides nothing any more.
      if (!(await sessionStands(trx, session))) return { kind: 'refused', key: REFUSED.not_admin };
      const decided = await decideAdminRequest(trx, wanted, context);
      if (decided.kind === 'refused') return { kind: 'refused', key: REFUSED[decided.reason] };
      if (decided.kind === 'declined') return decided;
      const refusal =
        (await act.check(trx, payload, { requestedBy })) ??
        (await act.carryOut(trx, payload, { requestedBy, context }));
      if (refusal !== null) throw new Undone(refusal);
      return decided;
    });
  } catch (error) {
    if (error instanceof Undone) return { kind: 'refused', key: error.key };
    throw error;
  }
}

/** Takes the transaction back with the reason. */
class Undone extends Error {
  key: MessageKey;
  constructor(key: MessageKey) {
    super(key);
    this.key = key;
  }
}
