import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { beginRegistration } from '../../model/registrations/begin.ts';
import { refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import type { HeldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { setRetryAfter } from '../../platform/http/retry-after.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import { COMMON_DOMAINS, readEmail, suggestEmail } from '../../policies/email-address.ts';
import { currentOf, isOpen, wordsOf } from './deps.ts';
import type { Deps } from './deps.ts';
import { readRegistration } from './read-form.ts';
import { sendCodes } from './send-codes.ts';

const { perAddressPerHour } = policy.registration;

/** "Daftar". A cookie binds the browser from here on: a double tap of the button comes from one browser. */
export async function showRegister(deps: Deps, ctx: Context): Promise<void> {
  deps.browser.bind(ctx);
  const current = await currentOf(deps, ctx);
  const running = current !== null && isOpen(current);
  // "Ubah data" of the page after it, "Daftar lagi" of a refusal: what was typed is there again, the NIK excepted.
  const values: Fields =
    current && ctx.query.edit !== undefined && ['verifying', 'refused'].includes(current.state)
      ? { nip: current.nip, email: current.email, phone: current.phone }
      : {};
  form(deps, ctx, { running: running && ctx.query.edit === undefined, values });
}

/**
 * Nothing is looked up: whoever types a NIP gets the same page in the same time, with codes to the contacts typed, whether that
 * NIP is unknown, has an account, or is somebody else's.
 */
export async function submitRegister(deps: Deps, ctx: Context, statusTokens: HeldToken): Promise<void> {
  const values = await readFields(ctx);
  const read = readRegistration(values);
  if (read.kind === 'malformed') return form(deps, ctx, { faults: read.faults, values });
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const { address, locale } = stateOf(ctx);
  const hour = { points: perAddressPerHour, seconds: 3600 };
  const limit = await deps.limits.consume('registration-address', addressKey(address), hour);
  if (!limit.allowed) {
    const lockedUntil = deps.now() + limit.resetsInSeconds * 1000;
    return form(deps, ctx, { values, lockedUntil });
  }
  const context = contextOf(ctx, deps.now());
  const { registration, begun } = await beginRegistration(
    { ...deps, now: deps.now() },
    { ...read.typed, locale },
    { browserHash: deps.browser.bind(ctx), context },
  );
  if (begun) await sendCodes(deps, registration, ['email', 'phone'], context);
  // The status page is about this one from here on, whatever link was opened in this browser before.
  statusTokens.drop(ctx);
  await floor;
  seeOther(ctx, '/register/verify?begun=1');
}

interface FormState {
  faults?: Fault[];
  values?: Fields;
  running?: boolean;
  lockedUntil?: number;
}

function form(
  deps: Deps,
  ctx: Context,
  { faults = [], values = {}, running = false, lockedUntil }: FormState,
): void {
  if (lockedUntil !== undefined) setRetryAfter(ctx, { until: lockedUntil, now: deps.now() });
  const email = readEmail(values.email ?? '');
  const locals = {
    suggestion: email.kind === 'ok' ? suggestEmail(email.email) : null,
    domains: COMMON_DOMAINS,
    running,
    lockedUntil: lockedUntil ?? null,
    errors: refusals(wordsOf(deps, ctx), faults),
    values,
  };
  const status = lockedUntil !== undefined ? 429 : faults.length > 0 ? 422 : 200;
  deps.render(ctx, 'registration/register', locals, { status });
}
