import type { Context } from 'koa';
import {
  CANCEL_PATH,
  OPEN_PATH,
  cancelByLink,
  findByCancelLink,
  findByOpenLink,
  holdByLink,
} from '../../../model/credentials/authenticator-reset.ts';
import { heldToken } from '../../../parts/held-token.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { resetHolder } from '../../../parts/reset-holder.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { RecoveryDeps } from '../deps.ts';
import type { LinkPages } from '../forgot/recovery-link.ts';
import { STATUS_PATH } from './reset-end.ts';

/** "Bukan Anda? Batalkan": works without signing in, since whoever lost the phone cannot. Only takes away. */
export function cancelPages(deps: RecoveryDeps): LinkPages {
  const tokens = heldToken({ issuer: deps.issuer, name: 'reset_cancel' });
  const page = (ctx: Context, state: 'ready' | 'done' | 'gone', at: number | null = null) =>
    deps.render(
      ctx,
      'recovery/link',
      { kind: 'cancel', state, at, minutes: null },
      { status: state === 'gone' ? 422 : 200 },
    );
  return {
    arrive(ctx, token) {
      if (!tokens.hold(ctx, token)) tokens.drop(ctx);
      seeOther(ctx, CANCEL_PATH);
    },
    async show(ctx) {
      const token = tokens.held(ctx);
      const reset = token === null ? null : await findByCancelLink(deps.db, token, deps.now());
      if (!reset) return page(ctx, 'gone');
      page(ctx, 'ready', reset.requestedAt);
    },
    async open(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      tokens.drop(ctx);
      if (token === null) return page(ctx, 'gone');
      const now = deps.now();
      const telling = { compose: deps.compose, context: contextOf(ctx, now) };
      const cancelled = await deps.db
        .transaction()
        .execute((trx) => cancelByLink(trx, { token, now }, telling));
      page(ctx, cancelled ? 'done' : 'gone');
    },
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
    arrive(ctx, token) {
      if (!tokens.hold(ctx, token)) tokens.drop(ctx);
      seeOther(ctx, OPEN_PATH);
    },
    async show(ctx) {
      const token = tokens.held(ctx);
      const reset = token === null ? null : await findByOpenLink(deps.db, token, deps.now());
      if (!reset) return page(ctx, 'gone');
      page(ctx, 'ready', reset.closesAt);
    },
    async open(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      tokens.drop(ctx);
      if (token === null) return page(ctx, 'gone');
      const now = deps.now();
      const holderHash = holder.bind(ctx);
      const held = await deps.db
        .transaction()
        .execute((trx) => holdByLink(trx, { token, holderHash, now }, contextOf(ctx, now)));
      if (!held) return page(ctx, 'gone');
      seeOther(ctx, STATUS_PATH);
    },
  };
}
