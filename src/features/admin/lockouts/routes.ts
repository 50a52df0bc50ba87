import Router from '@koa/router';
import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import { endLocks } from '../../../model/people/end-locks.ts';
import { findOfficer } from '../../../model/people/officer.ts';
import { recentLocks } from '../../../model/people/recent-locks.ts';
import { findSigninAccount, findSigninAccountById } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { otpPool, passwordPool } from '../../../model/pools.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { nipFault } from '../../../parts/nip-fault.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { isUuid } from '../../../platform/uuid.ts';
import { readNip } from '../../../policies/nip.ts';
import { enter } from '../desk.ts';
import type { Visit } from '../desk.ts';

const PATH = '/admin/lockouts';

interface Shown extends Refused {
  nip?: string;
  account?: SigninAccount;
  note?: string;
}

/** So many of the newest are shown: where there are more, the figures tell more than a list. */
const MOST = 50;

/**
 * Who is locked out now, without names, and one person by NIP or from that list: until when, and the end of what strangers
 * caused. Each look at a person is written down.
 */
export function lockoutRoutes(deps: Web): Router {
  const router = new Router();
  router.get(PATH, async (ctx) => page(deps, await enter(deps, ctx)));
  router.post(PATH, (ctx) => look(deps, ctx));
  router.post(`${PATH}/end`, (ctx) => end(deps, ctx));
  return router;
}

async function look(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { nip = '', account: id } = await readFields(ctx);
  const found = id === undefined ? await personOf(deps, nip) : await listed(deps, id);
  if ('faults' in found) return page(deps, visit, { faults: found.faults, nip });
  const { account } = found;
  await noteLook(deps, visit, account);
  await page(deps, visit, { nip: account.nip, account });
}

/** Whatever the answer shows of somebody, a refusal too, is a look at them. */
async function noteLook({ db }: Web, { context }: Visit, { id: accountId }: SigninAccount): Promise<void> {
  const details = { console: 'admin', why: 'lockouts' } as const;
  await audit(db, { type: 'person.viewed', accountId, details }, context);
}

type Found = { account: SigninAccount } | { faults: Fault[] };

async function listed({ db }: Web, id: string): Promise<Found> {
  const account = isUuid(id) ? await findSigninAccountById(db, id) : null;
  return account ? { account } : { faults: [fault('nip', 'platform.officers.unknown')] };
}

async function personOf({ db }: Web, typed: string): Promise<Found> {
  const read = readNip(typed);
  if (read.kind === 'malformed') return { faults: [nipFault(read, { whose: 'other' })] };
  const account = await findSigninAccount(db, read.nip);
  return account ? { account } : { faults: [fault('nip', 'platform.officers.unknown')] };
}

async function end(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const form = await readFields(ctx);
  const nip = form.nip ?? '';
  const found = await personOf(deps, nip);
  if ('faults' in found) return page(deps, visit, { faults: found.faults, nip });
  const { account } = found;
  await noteLook(deps, visit, account);
  const { admin, context, now } = visit;
  if (account.id === admin.accountId)
    return page(deps, visit, { faults: [fault(null, 'platform.lockouts.self')], nip, account });
  // Nobody alone acts on a holder of a role (policies/power.ts).
  const held = (await findOfficer(deps.db, account.id, now))?.roles ?? [];
  if (held.length > 0)
    return page(deps, visit, { faults: [fault(null, 'platform.lockouts.role_holder')], nip, account });
  const proof = await proveAct(deps, ctx, { session: admin.session, form, act: 'admin.end_lock' });
  if (proof.kind !== 'proven') return page(deps, visit, { ...refusedBy(proof), nip, account });
  const telling = { pools: deps.pools, compose: deps.compose, context };
  await deps.db
    .transaction()
    .execute((trx) => endLocks(trx, { accountId: account.id, caseId: null, now }, telling));
  await page(deps, visit, { nip, account, note: visit.words.t('platform.lockouts.ended') });
}

async function page(deps: Web, { ctx, words, waiting, now }: Visit, shown: Shown = {}): Promise<void> {
  const { nip = '', account, note = null, ...refused } = shown;
  const locals = {
    waiting,
    person: account ? await locksOf(deps, account) : null,
    ...(await lockedNow(deps, now)),
    note,
    errors: refusals(words, refused.faults ?? []),
    values: { nip },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/lockouts', locals, { status: statusOf(ctx, refused, now) });
}

/** Of the locks that the log tells of, those that stand: an officer or a recovery may have ended one. */
async function lockedNow({ db, pools }: Web, now: number) {
  const recent = await recentLocks(db, { now, limit: MOST + 1 });
  const standing = await Promise.all(
    recent.slice(0, MOST).map(async ({ accountId, pool, ...lock }) => {
      const { lockedUntil: until } = await pools.look(
        pool === 'otp' ? otpPool(accountId) : passwordPool(accountId),
      );
      return until === null ? [] : [{ ...lock, pool, until, account: accountId }];
    }),
  );
  return { standing: standing.flat(), more: recent.length > MOST ? MOST : null };
}

async function locksOf({ pools }: Web, { id, nip, nama, freeze }: SigninAccount) {
  const [password, codes] = await Promise.all([pools.look(passwordPool(id)), pools.look(otpPool(id))]);
  return {
    nip,
    nama,
    password: { until: password.lockedUntil, streak: password.streak },
    codes: { until: codes.lockedUntil, streak: codes.streak },
    frozenSince: freeze?.since ?? null,
  };
}
