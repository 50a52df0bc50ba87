import type { Context } from 'koa';
import {
  CANCEL_PATH,
  OPEN_PATH,
  cancelByLink,
  findByCancelLink,
  findByOpenLink,
  heldReset,
  holdByLink,
  wasJustCancelled,
} from '../../../model/credentials/authenticator-reset.ts';
import { heldToken } from '../../../parts/held-token.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { resetHolder } from '../../../parts/reset-holder.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { RecoveryDeps } from '../deps.ts';
import type { LinkPages } from '../forgot/recovery-link.ts';
import { STATUS_PATH } from './reset-end.ts';

/** What was done, over a reload; says nothing of whose it was. */
export const CANCELLED_PATH = `${CANCEL_PATH}/done`;

/** "Bukan Anda? Batalkan": works without signing in, since whoever lost the phone cannot. Only takes away. */
export function cancelPages(deps: RecoveryDeps): LinkPages & { done(ctx: Context): void } {
  const tokens = heldToken({ issuer: deps.issuer, name: 'reset_cancel' });
  const page = (ctx: Context, state: 'ready' | 'done' | 'gone', at: number | null = null) =>
    deps.render(
      ctx,
      'recovery/link',
      { kind: 'cancel', state, at, minutes: null },
      { status: state === 'gone' ? 422 : 200 },
    );
  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, CANCEL_PATH),
    async show(ctx) {
      const token = tokens.held(ctx);
      const reset = token === null ? null : await findByCancelLink(deps.db, token, deps.now());
      if (!reset) return page(ctx, 'gone');
      page(ctx, 'ready', reset.requestedAt);
    },
    async open(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      if (token === null) return page(ctx, 'gone');
      const now = deps.now();
      const telling = { compose: deps.compose, context: contextOf(ctx, now) };
      const cancelled = await deps.db
        .transaction()
        .execute((trx) => cancelByLink(trx, { token, now }, telling));
      if (!cancelled && !(await wasJustCancelled(deps.db, token, now))) return page(ctx, 'gone');
      tokens.drop(ctx);
      seeOther(ctx, CANCELLED_PATH);
    },
    done: (ctx) => page(ctx, 'done'),
  };
}

/** The link that comes when a reset opens: this browser goes on with it, beside the one that asked. */
export function openPages(deps: RecoveryDeps): LinkPages {
  const tokens = heldToken({ issuer: deps.issuer, name: 'reset_open' });
  const holder = resetHolder(deps);
  const page = (ctx: Context, state: 'ready' | 'gone', at: number | null = null) =>
    deps.render(
      ctx,
      'recovery/link',
      { kind: 'open', state, at, minutes: null },
      { status: state === 'gone' ? 422 : 200 },
    );
  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, OPEN_PATH),
    async show(ctx) {
      const token = tokens.held(ctx);
      const reset = token === null ? null : await findByOpenLink(deps.db, token, deps.now());
      if (!reset) return page(ctx, 'gone');
      // Here and not at the button: two presses at once then carry the same one. It is worth nothing before.
      holder.bind(ctx);
      page(ctx, 'ready', reset.closesAt);
    },
    async open(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      const holderHash = holder.hash(ctx);
      if (token === null || holderHash === null) return page(ctx, 'gone');
      const now = deps.now();
      const held = await deps.db
        .transaction()
        .execute((trx) => holdByLink(trx, { token, holderHash, now }, contextOf(ctx, now)));
      // The second press finds what the first has just written down.
      if (!held && (await heldReset(deps.db, holderHash))?.state !== 'open') return page(ctx, 'gone');
      tokens.drop(ctx);
      seeOther(ctx, STATUS_PATH);
    },
  };
}
