import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { removeAuthenticator, renameAuthenticator } from '../../../model/credentials/authenticators.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import type { Authenticator } from '../../../model/people/signin-account.ts';
import type { Words } from '../../../messages.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextIn } from '../../../parts/page-context.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { ShownAuthenticator } from '../../../platform/http/page-locals/authenticators.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { isUuid } from '../../../platform/uuid.ts';
import { ownName } from '../own-name.ts';
import { refuseOthers, whose } from '../whose.ts';
import type { Whose } from '../whose.ts';

export const LIST = '/account/authenticators';
const DONE = {
  added: 'authenticators.done.added',
  removed: 'authenticators.done.removed',
  named: 'authenticators.done.named',
} as const;

export interface ManagePages {
  list(ctx: Context): Promise<void>;
  show(ctx: Context): Promise<void>;
  rename(ctx: Context): Promise<void>;
  remove(ctx: Context): Promise<void>;
}

/** The authenticators of an account: looked at, named, one of two taken away. */
export function managePages(deps: Web): ManagePages {
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);

  async function own(ctx: Context, { account, session }: Whose): Promise<Authenticator> {
    const { id = '' } = ctx.params as { id?: string };
    const entry = isUuid(id) ? account.authenticators.find((one) => one.id === id) : undefined;
    return entry ?? refuseOthers(deps, ctx, session);
  }

  function page(
    ctx: Context,
    { entry, account }: Whose & { entry: Authenticator },
    refused: Refused = {},
  ): void {
    const locals = {
      entry: shown(entry, words(ctx)),
      last: account.authenticators.length === 1,
      nameLength: policy.authenticators.nameLength,
      locked: lockOf(refused),
      proof: proofWays(account, { now: deps.now() }),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: { name: entry.name ?? '' },
    };
    deps.render(ctx, 'account/authenticators/one', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function remove(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const entry = await own(ctx, found);
    const refuse = (faults: Fault[]) => page(ctx, { ...found, entry }, { faults });
    // Before the proof, which would be spent for nothing.
    if (account.authenticators.length === 1) return refuse([fault(null, 'authenticators.last')]);
    const fields = await readFields(ctx);
    const proof = await proveAct(deps, ctx, { session, form: fields, act: 'authenticator.remove' });
    if (proof.kind !== 'proven') return page(ctx, { ...found, entry }, refusedBy(proof));
    const removed = await takeAway(ctx, found, entry);
    if (removed === 'ended') return seeOther(ctx, '/portal');
    // A sign-in by it that waits before its last redirect is in no list of sessions.
    if (removed === 'removed') await deps.sessions.endParked(account.id);
    if (removed === 'last') return refuse([fault(null, 'authenticators.last')]);
    seeOther(ctx, `${LIST}?done=removed`);
  }

  function takeAway(
    ctx: Context,
    found: Whose,
    entry: Authenticator,
  ): Promise<'removed' | 'last' | 'gone' | 'ended'> {
    const { account, session } = found;
    const telling = { compose: deps.compose, context: contextIn(ctx, deps.now(), session) };
    const removing = {
      accountId: account.id,
      id: entry.id,
      name: shown(entry, words(ctx)).name,
      now: deps.now(),
    };
    return deps.db.transaction().execute(async (trx) => {
      // A session that a freeze or an undoing has ended takes nothing away after it.
      if (!(await holdSession(trx, session))) return 'ended';
      return (await removeAuthenticator(trx, removing, telling)).kind;
    });
  }

  async function rename(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { id } = await own(ctx, found);
    const { name: typed = '' } = await readFields(ctx);
    const accountId = found.account.id;
    const unnamed = words(ctx).t('authenticators.unnamed');
    const name = ownName(typed, { length: policy.authenticators.nameLength, unnamed });
    if (await renameAuthenticator(deps.db, { accountId, id, name })) {
      const details = { totp: id };
      await audit(
        deps.db,
        { type: 'totp.renamed', accountId, details },
        contextIn(ctx, deps.now(), found.session),
      );
    }
    seeOther(ctx, `${LIST}?done=named`);
  }

  return {
    async list(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      const done = new URLSearchParams(ctx.querystring).get('done');
      const key = done !== null && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : null;
      deps.render(ctx, 'account/authenticators/list', {
        entries: found.account.authenticators.map((entry) => shown(entry, words(ctx))),
        shared: found.session.shared,
        most: policy.authenticators.most,
        note: key ? words(ctx).t(key) : null,
      });
    },
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (found) page(ctx, { ...found, entry: await own(ctx, found) });
    },
    rename,
    remove,
  };
}

function shown(
  { id, name, label, confirmedAt, lastUsedAt }: Authenticator,
  words: Words,
): ShownAuthenticator {
  return { id, name: name ?? words.t('authenticators.unnamed'), label, since: confirmedAt, lastUsedAt };
}
