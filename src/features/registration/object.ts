import type { Context } from 'koa';
import { findObjection, objectTo } from '../../model/registrations/object.ts';
import { OBJECT_PATH } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import type { HeldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { isOpen } from './deps.ts';
import type { Deps } from './deps.ts';

export interface ObjectionPages {
  arrive(ctx: Context, token: string): void;
  show(ctx: Context): Promise<void>;
  object(ctx: Context): Promise<void>;
}

type State = 'ready' | 'ended' | 'late' | 'gone';

/** "Bukan saya" of a contact on record: ends a registration that somebody else began. */
export function objectionPages(deps: Deps, tokens: HeldToken): ObjectionPages {
  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, OBJECT_PATH),
    async show(ctx) {
      const token = tokens.held(ctx);
      const row = token === null ? null : await findObjection(deps.db, token, deps.now());
      const state = stateOfRow(row);
      const locals = { state, at: row?.told_at?.getTime() ?? null };
      deps.render(ctx, 'registration/object', locals, { status: state === 'gone' ? 422 : 200 });
    },
    async object(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      if (token !== null) {
        const now = deps.now();
        const context = contextOf(ctx, now);
        await deps.db.transaction().execute((trx) => objectTo(trx, { token, now }, context));
      }
      seeOther(ctx, OBJECT_PATH);
    },
  };
}

function stateOfRow(row: Registration | null): State {
  if (row === null) return 'gone';
  if (isOpen(row)) return 'ready';
  return row.state === 'done' || row.state === 'superseded' ? 'late' : 'ended';
}
