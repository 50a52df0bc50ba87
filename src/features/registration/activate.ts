import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { findEmployee } from '../../model/directory/find-employee.ts';
import { activateRegistration, findActivated, findActivation } from '../../model/registrations/activate.ts';
import { statusToken } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import type { HeldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { Deps } from './deps.ts';

const HREF = '/activate';

export interface ActivationPages {
  /** The address in the mail. */
  arrive(ctx: Context, token: string): void;
  show(ctx: Context): Promise<void>;
  activate(ctx: Context): Promise<void>;
}

/** "Aktifkan akun": the link's GET changes nothing, however often a mail scanner opens it. */
export function activationPages(
  deps: Deps,
  { links, status }: { links: HeldToken; status: HeldToken },
): ActivationPages {
  const page = (ctx: Context, state: 'ready' | 'gone') =>
    deps.render(
      ctx,
      'registration/activate',
      { state, minutes: policy.links.activationTtlSeconds / 60 },
      { status: state === 'ready' ? 200 : 422 },
    );

  /** What came of it stands on the status page, in whichever browser the mail was read. */
  function toStatus(ctx: Context, row: Registration): void {
    const token = statusToken(deps.ring, row);
    if (token !== null) status.hold(ctx, token);
    seeOther(ctx, '/register/status');
  }

  return {
    arrive: (ctx, token) => links.arrive(ctx, token, HREF),
    async show(ctx) {
      const token = links.held(ctx);
      const row = token === null ? null : await findActivation(deps.db, token, deps.now());
      page(ctx, row ? 'ready' : 'gone');
    },
    async activate(ctx) {
      await readFields(ctx);
      const token = links.held(ctx);
      if (token === null) return page(ctx, 'gone');
      const row = await findActivation(deps.db, token, deps.now());
      if (row) {
        // Once more, before anything is written: a record may have changed since, and an outside system is never awaited inside.
        await findEmployee(deps, row.nip);
        const context = contextOf(ctx, deps.now());
        const outcome = await deps.db
          .transaction()
          .execute((trx) => activateRegistration(trx, token, deps, context));
        if (outcome.kind !== 'gone') return toStatus(ctx, row);
      }
      // A double tap leads where the first one led.
      const done = await findActivated(deps.db, token, deps.now());
      return done ? toStatus(ctx, done) : page(ctx, 'gone');
    },
  };
}
