import type { Context } from 'koa';
import {
  CONFIRM_PATH,
  confirmContact,
  findToConfirm,
  wasJustConfirmed,
} from '../../model/people/confirm-contact.ts';
import { heldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';

/** What was done, over a reload; says nothing of whose it was. */
export const CONFIRMED_PATH = `${CONFIRM_PATH}/done`;

type Deps = Pick<Web, 'db' | 'render' | 'now' | 'issuer'>;

/** "Ini milik saya": without signing in, by the link sent to what an agency put on record; a GET changes nothing. */
export function confirmPages(deps: Deps) {
  const tokens = heldToken({ issuer: deps.issuer, name: 'confirm' });
  const gone = (ctx: Context) =>
    deps.render(ctx, 'agency/confirm-contact', { state: 'gone', contact: null }, { status: 422 });
  return {
    arrive: (ctx: Context, token: string) => tokens.arrive(ctx, token, CONFIRM_PATH),
    async show(ctx: Context): Promise<void> {
      const token = tokens.held(ctx);
      const contact = token === null ? null : await findToConfirm(deps.db, token, deps.now());
      if (!contact) return gone(ctx);
      deps.render(ctx, 'agency/confirm-contact', { state: 'ready', contact });
    },
    async confirm(ctx: Context): Promise<void> {
      await readFields(ctx);
      const token = tokens.held(ctx);
      if (token === null) return gone(ctx);
      const now = deps.now();
      const context = contextOf(ctx, now);
      const confirmed = await deps.db
        .transaction()
        .execute((trx) => confirmContact(trx, { token, now }, context));
      if (!confirmed && !(await wasJustConfirmed(deps.db, token, now))) return gone(ctx);
      tokens.drop(ctx);
      seeOther(ctx, CONFIRMED_PATH);
    },
    done: (ctx: Context): void =>
      deps.render(ctx, 'agency/confirm-contact', { state: 'done', contact: null }),
  };
}
