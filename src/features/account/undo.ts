import type { Context } from 'koa';
import { findUndo, undoContactChange, wasJustUndone } from '../../model/people/undo-contact-change.ts';
import { heldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';

type Deps = Pick<Web, 'db' | 'sessions' | 'watch' | 'render' | 'compose' | 'now' | 'issuer'>;

const DONE_PATH = '/account/undo/done';

export interface UndoPages {
  /** The address in the message. */
  arrive(ctx: Context, token: string): void;
  show(ctx: Context): Promise<void>;
  undo(ctx: Context): Promise<void>;
  /** What was done; says nothing about whose account. */
  done(ctx: Context): void;
}

/** "Batalkan perubahan": without signing in, by the link that the old contact got; a GET changes nothing. */
export function undoPages(deps: Deps): UndoPages {
  const tokens = heldToken({ issuer: deps.issuer, name: 'undo' });
  const gone = (ctx: Context) =>
    deps.render(ctx, 'account/undo', { state: 'gone', kind: null, at: null }, { status: 422 });
  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, '/account/undo'),
    async show(ctx) {
      const token = tokens.held(ctx);
      const open = token === null ? null : await findUndo(deps.db, token, deps.now());
      if (!open) return gone(ctx);
      deps.render(ctx, 'account/undo', { state: 'ready', kind: open.kind, at: open.at });
    },
    async undo(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      if (token === null) return gone(ctx);
      const now = deps.now();
      const telling = { compose: deps.compose, context: contextOf(ctx, now) };
      const outcome = await deps.db
        .transaction()
        .execute((trx) => undoContactChange(trx, { token, now }, telling));
      if (outcome.kind === 'gone' && !(await wasJustUndone(deps.db, token, now))) return gone(ctx);
      tokens.drop(ctx);
      if (outcome.kind === 'gone') return seeOther(ctx, DONE_PATH);
      deps.watch.forget(outcome.accountId);
      await deps.sessions.endAll(outcome.accountId, 'contact_undone');
      seeOther(ctx, DONE_PATH);
    },
    done: (ctx) => deps.render(ctx, 'account/undo', { state: 'done', kind: null, at: null }),
  };
}
