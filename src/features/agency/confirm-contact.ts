import type { Context } from 'koa';
import { CONFIRM_PATH, confirmContact, findToConfirm } from '../../model/people/confirm-contact.ts';
import { heldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';

type Deps = Pick<Web, 'db' | 'render' | 'now' | 'issuer'>;

/** "Ini milik saya": without signing in, by the link sent to what an agency put on record; a GET changes nothing. */
export function confirmPages(deps: Deps) {
  const tokens = heldToken({ issuer: deps.issuer, name: 'confirm' });
  const gone = (ctx: Context) =>
    deps.render(ctx, 'agency/confirm-contact', { state: 'gone', contact: null }, { status: 422 });
  return {
    arrive(ctx: Context, token: string): void {
      if (!tokens.hold(ctx, token)) tokens.drop(ctx);
      seeOther(ctx, CONFIRM_PATH);
    },
    async show(ctx: Context): Promise<void> {
      const token = tokens.held(ctx);
      const contact = token === null ? null : await findToConfirm(deps.db, token, deps.now());
      if (!contact) return gone(ctx);
      deps.render(ctx, 'agency/confirm-contact', { state: 'ready', contact });
    },
    async confirm(ctx: Context): Promise<void> {
      await readFields(ctx);
      const token = tokens.held(ctx);
      tokens.drop(ctx);
      const now = deps.now();
      const context = contextOf(ctx, now);
      const done =
        token !== null &&
        (await deps.db.transaction().execute((trx) => confirmContact(trx, { token, now }, context)));
      if (!done) return gone(ctx);
      deps.render(ctx, 'agency/confirm-contact', { state: 'done', contact: null });
    },
  };
}
