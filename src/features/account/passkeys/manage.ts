import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { passkeysOf, removePasskey, renamePasskey } from '../../../model/credentials/passkeys.ts';
import type { Passkey } from '../../../model/credentials/passkeys.ts';
import { offerPasskeyLater } from '../../../model/passkey-offer.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { contextIn } from '../../../parts/page-context.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { isUuid } from '../../../platform/uuid.ts';
import { ownName } from '../own-name.ts';
import { refuseOthers, whose } from '../whose.ts';
import type { Whose } from '../whose.ts';

const LIST = '/account/passkeys';
const DONE = {
  added: 'passkeys.done.added',
  removed: 'passkeys.done.removed',
  named: 'passkeys.done.named',
} as const;

export interface PasskeyPages {
  list(ctx: Context): Promise<void>;
  show(ctx: Context): Promise<void>;
  rename(ctx: Context): Promise<void>;
  remove(ctx: Context): Promise<void>;
  /** "Nanti saja" of the portal's offer. */
  later(ctx: Context): Promise<void>;
}

/** The passkeys of an account: looked at, named, taken away. */
export function passkeyPages(deps: Web): PasskeyPages {
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);

  async function own(ctx: Context, { account, session }: Whose): Promise<Passkey> {
    const { id = '' } = ctx.params as { id?: string };
    const passkey = isUuid(id) ? account.passkeys.find((one) => one.id === id) : undefined;
    return passkey ?? refuseOthers(deps, ctx, session);
  }

  function page(
    ctx: Context,
    { passkey, account }: Whose & { passkey: Passkey },
    refused: Refused = {},
  ): void {
    const locals = {
      passkey: shown(passkey),
      last: account.passkeys.length === 1 && account.authenticators.length === 0,
      nameLength: policy.passkeys.nameLength,
      locked: lockOf(refused),
      proof: proofWays(account, { now: deps.now() }),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: { name: passkey.name },
    };
    deps.render(ctx, 'account/passkeys/one', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function remove(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const passkey = await own(ctx, found);
    const fields = await readFields(ctx);
    const proof = await proveAct(deps, ctx, { session, form: fields, act: 'passkey.remove' });
    if (proof.kind !== 'proven') return page(ctx, { ...found, passkey }, refusedBy(proof));
    const telling = { compose: deps.compose, context: contextIn(ctx, deps.now(), session) };
    const removed = await deps.db.transaction().execute(async (trx) =>
      // A session that a freeze or an undoing has ended takes nothing away after it.
      (await holdSession(trx, session))
        ? removePasskey(trx, { accountId: account.id, id: passkey.id, now: deps.now() }, telling)
        : { kind: 'ended' as const },
    );
    if (removed.kind === 'ended') return seeOther(ctx, '/portal');
    // A sign-in by it that waits before its last redirect is in no list of sessions.
    if (removed.kind === 'removed') await deps.sessions.endParked(account.id);
    if (removed.kind === 'last')
      return page(ctx, { ...found, passkey }, { faults: [fault(null, 'passkeys.last')] });
    seeOther(ctx, `${LIST}?done=removed`);
  }

  return {
    async list(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      const done = new URLSearchParams(ctx.querystring).get('done');
      const key = done !== null && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : null;
      deps.render(ctx, 'account/passkeys/list', {
        passkeys: (await passkeysOf(deps.db, found.account.id)).map(shown),
        shared: found.session.shared,
        most: policy.passkeys.most,
        note: key ? words(ctx).t(key) : null,
      });
    },
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (found) page(ctx, { ...found, passkey: await own(ctx, found) });
    },
    async rename(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      const { id } = await own(ctx, found);
      const { name = '' } = await readFields(ctx);
      const { nameLength: length } = policy.passkeys;
      const unnamed = words(ctx).t('passkeys.unnamed');
      const accountId = found.account.id;
      await renamePasskey(deps.db, { accountId, id, name: ownName(name, { length, unnamed }) });
      await audit(
        deps.db,
        { type: 'passkey.renamed', accountId, details: { passkey: id } },
        contextIn(ctx, deps.now(), found.session),
      );
      seeOther(ctx, `${LIST}?done=named`);
    },
    remove,
    async later(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      await offerPasskeyLater(deps.db, { accountId: found.account.id, now: deps.now() });
      seeOther(ctx, '/portal');
    },
  };
}

const shown = ({ id, name, createdAt, lastUsedAt, deviceBound }: Passkey) => ({
  id,
  name,
  createdAt,
  lastUsedAt,
  synced: !deviceBound,
});
