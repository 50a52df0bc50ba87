import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { choosePassword, ownerOf } from '../../model/registrations/password.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { contextOf } from '../../parts/page-context.ts';
import { wordPasswordFaults } from '../../parts/word-password-faults.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { formatNip } from '../../policies/nip.ts';
import { normalisePassword, passwordFaults } from '../../policies/password.ts';
import { currentOf, dueHref, toBeginning, wordsOf } from './deps.ts';
import type { Deps } from './deps.ts';

/** "Buat akun": the password waits in the registration; there is no account before the link in the mail. */
export async function showPassword(deps: Deps, ctx: Context): Promise<void> {
  const row = await currentOf(deps, ctx);
  if (!row) return toBeginning(deps, ctx);
  if (row.state !== 'password') return seeOther(ctx, dueHref(row));
  page(deps, ctx, row, []);
}

export async function submitPassword(deps: Deps, ctx: Context): Promise<void> {
  const fields = await readFields(ctx);
  const row = await currentOf(deps, ctx);
  if (!row) return toBeginning(deps, ctx);
  if (row.state !== 'password') return seeOther(ctx, dueHref(row));
  const faults = await judge(deps, ctx, row, fields);
  if (faults.length > 0) return page(deps, ctx, row, faults);
  const hash = await deps.hasher.hash(fields.password ?? '');
  const telling = { compose: deps.compose, context: contextOf(ctx, deps.now()) };
  await deps.db.transaction().execute((trx) => choosePassword(trx, { row, hash, deps }, telling));
  seeOther(ctx, '/register/status');
}

async function judge(deps: Deps, ctx: Context, row: Registration, fields: Fields): Promise<Fault[]> {
  const { password = '', confirmPassword = '' } = fields;
  const found =
    password === ''
      ? (['too_short'] as const)
      : passwordFaults(
          password,
          await ownerOf(deps.db, deps.ring, row),
          { isCommon: deps.isCommonPassword },
          policy.password,
        );
  if (found.length > 0) return wordPasswordFaults(found, { field: 'password', words: wordsOf(deps, ctx) });
  const equal = normalisePassword(password) === normalisePassword(confirmPassword);
  return equal ? [] : [fault('confirmPassword', 'signin.new-password.unequal')];
}

function page(deps: Deps, ctx: Context, row: Registration, faults: Fault[]): void {
  const locals = { nip: formatNip(row.nip), errors: refusals(wordsOf(deps, ctx), faults) };
  deps.render(ctx, 'registration/password', locals, { status: faults.length > 0 ? 422 : 200 });
}
