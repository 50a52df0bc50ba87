import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { withinMessageBudget } from '../../model/one-time.ts';
import { deliveryOf } from '../../model/outbox.ts';
import { sendActivation } from '../../model/registrations/activation-link.ts';
import { moveToBrowser } from '../../model/registrations/contacts.ts';
import { wasPutBack } from '../../model/registrations/put-back.ts';
import { findByStatusToken, refOf } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import { personnelOffice, signinFrom } from '../../model/registrations/status.ts';
import type { HeldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import { withinAddressBudget } from '../../parts/send-contact-code.ts';
import { readFields } from '../../platform/http/form.ts';
import type { EndCause, PersonnelOffice } from '../../platform/http/page-locals/registration.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import { maskEmail, maskPhone } from '../../policies/contacts.ts';
import { currentOf, dueHref, wordsOf } from './deps.ts';
import type { Deps } from './deps.ts';
import { newest } from './delivery.ts';
import { sendCodes } from './send-codes.ts';

/** How often the page of a queued one looks again by itself. */
const RELOAD_SECONDS = 15;
const HREF = '/register/status';

export interface StatusPages {
  /** The secret address in a mail. */
  arrive(ctx: Context, token: string): void;
  show(ctx: Context): Promise<void>;
  act(ctx: Context): Promise<void>;
}

/** "Di mana permohonan saya": by the link that was mailed, or in the browser that began it. */
export function statusPages(deps: Deps, tokens: HeldToken): StatusPages {
  /** A link just opened goes before what this browser began itself. */
  async function find(ctx: Context): Promise<Registration | null> {
    const token = tokens.held(ctx);
    const linked = token === null ? null : await findByStatusToken(deps.db, token, deps.now());
    return linked ?? currentOf(deps, ctx);
  }

  return {
    arrive(ctx, token) {
      if (!tokens.hold(ctx, token)) tokens.drop(ctx);
      seeOther(ctx, HREF);
    },
    async show(ctx) {
      const row = await find(ctx);
      if (!row) return deps.render(ctx, 'registration/no-status', {}, { status: 422 });
      await page(deps, ctx, row);
    },
    async act(ctx) {
      const fields = await readFields(ctx);
      const row = await find(ctx);
      if (!row) return seeOther(ctx, HREF);
      if (fields.resend !== undefined) return resendLink(deps, ctx, row);
      if (fields.continue !== undefined) return continueHere(deps, ctx, row);
      seeOther(ctx, HREF);
    },
  };
}

async function page(deps: Deps, ctx: Context, row: Registration): Promise<void> {
  const masked = maskEmail(row.email);
  const minutes = policy.links.activationTtlSeconds / 60;
  const delivery = newest(await deliveryOf(deps.db, refOf(row)), 'email');
  switch (row.state) {
    case 'verifying':
    case 'password': {
      if (deps.browser.same(ctx, row.browser_hash)) return seeOther(ctx, dueHref(row));
      return deps.render(ctx, 'registration/elsewhere', { maskedPhone: maskPhone(row.phone) });
    }
    case 'queued': {
      const since = row.updated_at.getTime();
      return deps.render(ctx, 'registration/queued', {
        masked,
        delivery,
        retrySeconds: RELOAD_SECONDS,
        since,
      });
    }
    case 'waiting': {
      const office = await officeOf(deps, row);
      const times = { since: row.updated_at.getTime(), until: row.expires_at.getTime() };
      const changed = wasPutBack(row);
      return deps.render(ctx, 'registration/waiting', { masked, delivery, office, changed, ...times });
    }
    case 'approved':
      return deps.render(ctx, 'registration/approved', { masked, minutes });
    case 'activating': {
      const note = ctx.query.way === 'sent' ? wordsOf(deps, ctx).t('registration.check_email.again') : null;
      return deps.render(ctx, 'registration/check-email', { masked, minutes, delivery, note });
    }
    case 'done': {
      const from = await signinFrom(deps.db, { pnsId: row.pns_id, now: deps.now() });
      return deps.render(ctx, 'registration/done', { signinFrom: from });
    }
    case 'refused':
    case 'superseded':
    case 'expired':
      return ended(deps, ctx, row);
  }
}

/** The agency is named to those only who were shown to hold the NIK. */
const NAMES_OFFICE = new Set<EndCause>(['not_active', 'objected', 'agency', 'expired']);

async function ended(deps: Deps, ctx: Context, row: Registration): Promise<void> {
  // Written by our own verbs only.
  const cause = row.state === 'expired' ? 'expired' : (row.cause as EndCause);
  const office = NAMES_OFFICE.has(cause) ? await officeOf(deps, row) : null;
  const reason = cause === 'agency' ? row.decision_reason : null;
  deps.render(ctx, 'registration/refused', { cause, office, reason });
}

function officeOf({ db }: Deps, { pns_id }: Registration): Promise<PersonnelOffice | null> {
  return personnelOffice(db, pns_id);
}

/** "Kirim ulang tautan", and the first one after the agency's word. Beyond the budgets the same page, and nothing sent. */
async function resendLink(deps: Deps, ctx: Context, row: Registration): Promise<void> {
  const allowed =
    (await withinAddressBudget(deps.limits, stateOf(ctx).address)) &&
    (await withinMessageBudget(deps.limits, row.id, 'owner'));
  if (allowed) {
    const telling = { compose: deps.compose, context: contextOf(ctx, deps.now()) };
    await deps.db
      .transaction()
      .execute((trx) => sendActivation(trx, { row, issuer: deps.issuer, now: deps.now }, telling));
  }
  seeOther(ctx, `${HREF}?way=sent`);
}

/** In another browser than the one that began it: the number is proven anew here. */
async function continueHere(deps: Deps, ctx: Context, row: Registration): Promise<void> {
  const browserHash = deps.browser.bind(ctx);
  const context = contextOf(ctx, deps.now());
  const move = { id: row.id, browserHash, now: deps.now() };
  const moved = await moveToBrowser(deps.db, move, context);
  if (!moved) return seeOther(ctx, HREF);
  await sendCodes(deps, moved, ['phone'], context);
  seeOther(ctx, '/register/verify?way=sent');
}
