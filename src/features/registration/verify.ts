import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import { checkCode } from '../../model/one-time.ts';
import { deliveryOf } from '../../model/outbox.ts';
import type { MessageKey } from '../../messages.ts';
import { correctEmail, lockRegistration, markVerified } from '../../model/registrations/contacts.ts';
import { findRegistration, isVerified, nikOf, refOf } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import { codeFormKey } from '../../parts/code-form.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { contextOf } from '../../parts/page-context.ts';
import { plainCode } from '../../parts/proof/plain-code.ts';
import { withinAddressBudget } from '../../parts/send-contact-code.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { setRetryAfter } from '../../platform/http/retry-after.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { suggestEmail } from '../../policies/email-address.ts';
import { maskNip } from '../../policies/nip.ts';
import { nikAgreesWithNip } from '../../policies/nik.ts';
import { codeTtl, currentOf, dueHref, toBeginning, wordsOf } from './deps.ts';
import type { Deps } from './deps.ts';
import { newest } from './delivery.ts';
import { goOn } from './go-on.ts';
import { codeRef, sendCodes } from './send-codes.ts';

const FIELD = { email: 'emailCode', phone: 'smsCode' } as const;
const KINDS = ['email', 'phone'] as const satisfies readonly ContactKind[];
const NOTES = {
  sent: 'signin.code.sent-again',
  email: 'registration.verify.email_done',
  phone: 'registration.verify.phone_done',
} as const;

/** Both codes in one form; either may come alone, and a right one stays. */
export async function showVerify(deps: Deps, ctx: Context): Promise<void> {
  const row = await currentOf(deps, ctx);
  if (!row) return toBeginning(deps, ctx);
  if (row.state !== 'verifying') return seeOther(ctx, dueHref(row));
  await page(deps, ctx, row, {});
}

export async function submitVerify(deps: Deps, ctx: Context): Promise<void> {
  const fields = await readFields(ctx);
  const row = await currentOf(deps, ctx);
  if (!row) return toBeginning(deps, ctx);
  if (row.state !== 'verifying') return seeOther(ctx, dueHref(row));
  const context = contextOf(ctx, deps.now());
  if (fields.resend !== undefined) return resend(deps, ctx, row, context);
  if (fields.suggestion !== undefined) return acceptSuggestion(deps, ctx, row, context);
  const faults = await judge(deps, row.id, fields, context);
  const now = await findRegistration(deps.db, row.id);
  if (!now) return toBeginning(deps, ctx);
  if (now.state !== 'verifying') return seeOther(ctx, dueHref(now));
  const open = KINDS.filter((kind) => !isVerified(now, kind));
  if (faults.length > 0) return page(deps, ctx, now, { faults, values: fields });
  const [missing] = open;
  if (missing) return seeOther(ctx, `/register/verify?way=${missing === 'email' ? 'phone' : 'email'}`);
  await proven(deps, ctx, now, context);
}

/**
 * Each code that was given; where none was, the first one missing is asked for. Posts of one registration follow one another, so
 * that the second tap of a right code finds its contact proven, and not its code used.
 */
async function judge(deps: Deps, id: string, fields: Fields, context: AuditContext): Promise<Fault[]> {
  return deps.db.transaction().execute(async (trx) => {
    const row = await lockRegistration(trx, id);
    if (row?.state !== 'verifying') return [];
    const open = KINDS.filter((kind) => !isVerified(row, kind));
    const typed = open.map((kind) => ({ kind, code: plainCode(fields[FIELD[kind]] ?? '') }));
    const given = typed.filter(({ code }) => code !== '');
    const [first] = open;
    const wanted = KINDS.some((kind) => plainCode(fields[FIELD[kind]] ?? '') !== '');
    if (first && !wanted) return [fault(FIELD[first], 'registration.verify.empty')];
    const faults: Fault[] = [];
    for (const { kind, code } of given) {
      const key = await judgeCode({ ...deps, db: trx }, row, { kind, code }, context);
      if (key !== null) faults.push(fault(FIELD[kind], key));
    }
    return faults;
  });
}

async function judgeCode(
  deps: Deps,
  row: Registration,
  { kind, code }: { kind: ContactKind; code: string },
  context: AuditContext,
): Promise<MessageKey | null> {
  if (!/^\d{6}$/.test(code)) return codeFormKey(code);
  const verdict = await checkCode(deps, codeRef(row, kind), code);
  if (verdict === 'gone') return 'signin.code.gone';
  if (verdict === 'wrong') {
    const details = { registration: row.id, kind };
    await audit(deps.db, { type: 'registration.code-refused', accountId: null, details }, context);
    return 'signin.code.wrong';
  }
  await markVerified(deps.db, { id: row.id, kind, now: deps.now() }, context);
  return null;
}

/**
 * Both are proven: only now the outside systems are asked, so many times a day for one NIP, whoever asks and whether or not
 * anybody has it.
 */
async function proven(deps: Deps, ctx: Context, row: Registration, context: AuditContext): Promise<void> {
  const day = { points: policy.registration.perNipPerDay, seconds: 86_400 };
  const limit = await deps.limits.consume(
    'registration-nip',
    deps.ring.mac('registration-nip', row.nip).mac,
    day,
  );
  if (limit.allowed) return goOn(deps, ctx, row, context);
  const details = { registration: row.id, nip: maskNip(row.nip) };
  await audit(deps.db, { type: 'registration.over-limit', accountId: null, details }, context);
  await page(deps, ctx, row, { lockedUntil: deps.now() + limit.resetsInSeconds * 1000 });
}

async function resend(deps: Deps, ctx: Context, row: Registration, context: AuditContext): Promise<void> {
  const open = KINDS.filter((kind) => !isVerified(row, kind));
  if (await withinAddressBudget(deps.limits, stateOf(ctx).address)) await sendCodes(deps, row, open, context);
  seeOther(ctx, '/register/verify?way=sent');
}

async function acceptSuggestion(
  deps: Deps,
  ctx: Context,
  row: Registration,
  context: AuditContext,
): Promise<void> {
  const to = suggestEmail(row.email);
  const change = { id: row.id, from: row.email, to: to ?? row.email, now: deps.now() };
  const corrected = to === null ? null : await correctEmail(deps.db, change, context);
  if (corrected) await sendCodes(deps, corrected, ['email'], context);
  seeOther(ctx, '/register/verify?way=sent');
}

interface PageState {
  faults?: Fault[];
  values?: Fields;
  lockedUntil?: number;
}

async function page(deps: Deps, ctx: Context, row: Registration, state: PageState): Promise<void> {
  const { faults = [], values = {}, lockedUntil } = state;
  const words = wordsOf(deps, ctx);
  const { way } = ctx.query;
  const noted = typeof way === 'string' && way in NOTES ? NOTES[way as keyof typeof NOTES] : null;
  if (lockedUntil !== undefined) setRetryAfter(ctx, { until: lockedUntil, now: deps.now() });
  const deliveries = await deliveryOf(deps.db, refOf(row));
  const emailVerified = isVerified(row, 'email');
  const locals = {
    email: row.email,
    phone: row.phone.replace(/^\+62/, '0'),
    emailVerified,
    phoneVerified: isVerified(row, 'phone'),
    suggestion: emailVerified ? null : suggestEmail(row.email),
    disagree: !nikAgreesWithNip(nikOf(deps.ring, row), row.nip),
    delivery: { email: newest(deliveries, 'email'), sms: newest(deliveries, 'sms') },
    minutes: { email: codeTtl.email / 60, phone: codeTtl.phone / 60 },
    lockedUntil: lockedUntil ?? null,
    errors: refusals(words, faults),
    values,
    note: noted === null || faults.length > 0 ? null : words.t(noted),
  };
  const status = lockedUntil !== undefined ? 429 : faults.length > 0 ? 422 : 200;
  deps.render(ctx, 'registration/verify', locals, { status });
}
