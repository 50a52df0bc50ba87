import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { randomToken } from '../../platform/crypto.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import type { Fields } from '../../platform/http/form.ts';
import type { CaptchaForm } from '../../platform/http/page-locals/help.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { Limits } from '../../platform/limits.ts';
import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import type { Captchas } from './captchas.ts';

/** A captcha inside a form that belongs to no sign-in (views/partials/captcha.ejs): it needs no cookie. */
export interface FormCaptcha {
  /** For a form that is shown; `posted` keeps its challenge through refusals. */
  make(ctx: Context, posted?: Fields): Promise<CaptchaForm>;
  /** Null where it was solved; each solution counts once. */
  judge(posted: Fields): Promise<Fault | null>;
}

const FORM_ID = /^[A-Za-z0-9_-]{22}$/;
const TEN_MINUTES = 600;

export function createFormCaptcha({ captchas, limits }: { captchas: Captchas; limits: Limits }): FormCaptcha {
  // Apart from the challenges of sign-ins, whose names come from elsewhere.
  const uidOf = (form: string) => `form:${form}`;
  return {
    async make(ctx, posted) {
      await withinStarts(limits, ctx);
      const kept = posted?.form ?? '';
      const form = FORM_ID.test(kept) ? kept : randomToken(16);
      return { form, ...(await captchas.make(uidOf(form))) };
    },
    async judge(posted) {
      const form = posted.form ?? '';
      if (!FORM_ID.test(form)) return fault(null, 'signin.captcha.empty');
      if (posted.altcha) {
        const solved = await captchas.solvedByWork(uidOf(form), posted.altcha);
        return solved ? null : fault('altcha', 'signin.captcha.wrong-work');
      }
      if (posted.captcha?.trim()) {
        const solved = await captchas.solvedByReading(uidOf(form), posted.captcha);
        return solved ? null : fault('captcha', 'signin.captcha.wrong-characters');
      }
      return fault(posted.captcha === undefined ? 'altcha' : 'captcha', 'signin.captcha.empty');
    },
  };
}

/** Each shown challenge stores a few characters for ten minutes; an address gets as many as it may begin sign-ins. */
async function withinStarts(limits: Limits, ctx: Context): Promise<void> {
  const limit = { points: policy.interaction.startsPerAddress, seconds: TEN_MINUTES };
  const { allowed, resetsInSeconds } = await limits.consume(
    'captcha-forms',
    addressKey(stateOf(ctx).address),
    limit,
  );
  if (allowed) return;
  ctx.set('Retry-After', String(Math.max(1, resetsInSeconds)));
  ctx.throw(429, 'too many forms', { code: 'too_many' });
}
