import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { activityParts } from '../../../model/activity.ts';
import { audit } from '../../../model/audit.ts';
import { notice } from '../../../model/notices.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { refusals } from '../../../parts/fault.ts';
import { contextIn, notFound } from '../../../parts/page-context.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { provenKey } from '../../../parts/proof/proven-key.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { whose } from '../whose.ts';
import type { Whose } from '../whose.ts';
import { dataFile } from './data-file.ts';
import { printedData } from './data-print.ts';
import { activityPages, gather } from './gather-data.ts';

const PATH = '/account/data';
const READY = `${PATH}/ready`;
const ROW_ID = /^[1-9]\d{0,14}$/;

export interface DataPages {
  show(ctx: Context): Promise<void>;
  /** Proves it, and opens the copy to this session for some minutes. */
  open(ctx: Context): Promise<void>;
  ready(ctx: Context): Promise<void>;
  /** JSON, one part of the activity in each. */
  file(ctx: Context): Promise<void>;
  print(ctx: Context): Promise<void>;
}

/**
 * The copy of one's data. It is everything in one piece, so a stolen hour of session must not be enough: it opens with a second
 * factor given for this, to that session alone and for as long as such a proof is good (contract), and its owner is told.
 */
export function dataPages(deps: Web): DataPages {
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);
  const keyOf = (ctx: Context, session: SsoSession) => provenKey(deps, ctx, { session, act: 'data-copy' });

  /** Until when it is open to this session, in this browser (epoch ms); null: it is not. */
  async function openUntil(ctx: Context, session: SsoSession): Promise<number | null> {
    const until = Number(await deps.kv.get(keyOf(ctx, session)));
    return until > deps.now() ? until : null;
  }

  function page(ctx: Context, { session, account }: Whose, refused: Refused = {}): void {
    const { authenticators, passkeys, recoveryCodesLeft } = account;
    const locals = {
      provable: authenticators.length > 0 || passkeys.length > 0 || recoveryCodesLeft > 0,
      shared: session.shared,
      rows: policy.activity.exportRows,
      printRows: policy.activity.printRows,
      locked: lockOf(refused),
      proof: proofWays(account, { now: deps.now() }),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: {},
    };
    deps.render(ctx, 'account/profile/data', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function open(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session } = found;
    const form = await readFields(ctx);
    if (await openUntil(ctx, session)) return seeOther(ctx, READY);
    const proof = await proveAct(deps, ctx, { session, form, act: 'data.export' });
    // A second tap finds its code used by the first, which may have opened it by now.
    if (proof.kind !== 'proven' && (await openUntil(ctx, session))) return seeOther(ctx, READY);
    if (proof.kind !== 'proven') return page(ctx, found, refusedBy(proof));
    if (!(await recorded(ctx, session))) return seeOther(ctx, '/portal');
    const { ttlSeconds } = policy.proof;
    await deps.kv.set(keyOf(ctx, session), String(deps.now() + ttlSeconds * 1000), ttlSeconds);
    seeOther(ctx, READY);
  }

  /** False where something has ended this session meanwhile. */
  function recorded(ctx: Context, session: SsoSession): Promise<boolean> {
    const { compose } = deps;
    const { accountId } = session;
    const now = deps.now();
    const context = contextIn(ctx, now, session);
    return deps.db.transaction().execute(async (trx) => {
      if (!(await holdSession(trx, session))) return false;
      await audit(trx, { type: 'data.exported', accountId, details: {} }, context);
      await notice(trx, { accountId, kind: 'data_exported', context, now, compose });
      return true;
    });
  }

  /** The session that the copy is open to; null where the answer was given: back to the page that asks for the proof. */
  async function opened(ctx: Context): Promise<SsoSession | null> {
    const session = await deps.guard.person(ctx);
    if (!session) return null;
    if (await openUntil(ctx, session)) return session;
    seeOther(ctx, PATH);
    return null;
  }

  return {
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (found) page(ctx, found);
    },
    open,
    async ready(ctx) {
      const session = await opened(ctx);
      if (!session) return;
      const parts = await activityParts(deps.db, session.accountId, policy.activity.exportRows);
      deps.render(ctx, 'account/profile/data-ready', {
        until: (await openUntil(ctx, session)) ?? deps.now(),
        shared: session.shared,
        files: parts.map((before) => `${PATH}/file?before=${before}`),
        printRows: policy.activity.printRows,
      });
    },
    async file(ctx) {
      const session = await opened(ctx);
      if (!session) return;
      const { accountId } = session;
      const gathered = (await gather(deps, accountId)) ?? notFound(ctx);
      const asked = new URLSearchParams(ctx.querystring).get('before') ?? '';
      const madeAt = deps.now();
      const activity = activityPages(deps, {
        accountId,
        before: ROW_ID.test(asked) ? Number(asked) : null,
        rows: policy.activity.exportRows,
        clients: gathered.clients,
        words: words(ctx),
      });
      ctx.attachment(`data-asn-digital-${new Date(madeAt).toISOString().slice(0, 10)}.json`);
      ctx.type = 'application/json; charset=utf-8';
      ctx.body = Readable.from(dataFile(gathered, { madeAt, activity }));
    },
    async print(ctx) {
      const session = await opened(ctx);
      if (!session) return;
      const { accountId } = session;
      const gathered = (await gather(deps, accountId)) ?? notFound(ctx);
      deps.render(
        ctx,
        'account/profile/data-print',
        await printedData(deps, { accountId, gathered, words: words(ctx) }),
      );
    },
  };
}
