import type { Context } from 'koa';
import { refusals } from '../../parts/fault.ts';
import { setRetryAfter } from '../../platform/http/retry-after.ts';
import type { Step as StepLocals, ViewLocals } from '../../platform/http/view-locals.ts';
import { stepsAhead } from '../../policies/signin-steps.ts';
import type { StepName } from '../../policies/signin-steps.ts';
import { mayLeave } from './leave.ts';
import type { Fault, Page, SigninDeps, Visit, Waiting } from './step.ts';

export interface Showing {
  due: StepName;
  page: Page | Waiting;
  /** What was refused: 422, or 429 where the page is locked. */
  refused?: { faults: Fault[] };
  /** What was typed, exactly. */
  values?: Record<string, string>;
}

export interface Pages {
  show(ctx: Context, visit: Visit, showing: Showing): void;
}

/** Turns a step's page into an answer: status, words, the counter, and what the view of every step has. */
export function createPages({ render, now }: Pick<SigninDeps, 'render' | 'now'>): Pages {
  return {
    show(ctx, visit, showing) {
      const { page, refused } = showing;
      const { name, uri } = visit.interaction.client;
      if (page.view === 'signin/busy') {
        ctx.set('Retry-After', String(page.waitSeconds));
        const locals = { application: { name, uri }, waitSeconds: page.waitSeconds };
        return render(ctx, page.view, locals, { status: 503 });
      }
      const lockedUntil = page.lockedUntil ?? null;
      if (lockedUntil !== null) setRetryAfter(ctx, { until: lockedUntil, now: now() });
      const status = lockedUntil !== null ? 429 : refused ? 422 : 200;
      // The page's own locals and the common ones make up its view's, whichever of the union it is.
      const locals = { ...page.locals, ...common(visit, page, showing) } as ViewLocals[typeof page.view];
      render(ctx, page.view, locals, { status });
    },
  };
}

function common(visit: Visit, page: Page, { due, refused, values }: Showing): StepLocals {
  const { uid, interaction, visitor } = visit;
  const { t } = visitor.words;
  const errors = refusals(visitor.words, refused?.faults ?? []);
  return {
    action: `/interaction/${uid}`,
    step: page.step ?? due,
    application: { name: interaction.client.name, uri: interaction.client.uri },
    act: interaction.act?.text ?? null,
    counter: counter(visit),
    mayLeave: mayLeave(visit, due),
    errors,
    values: { ...page.values, ...values },
    note: page.note ? t(page.note) : null,
    banners: visit.banners,
  };
}

/** "Langkah 2 dari 6": only where there are more than two, and not before it is known whose sign-in this is. */
function counter({ facts, progress }: Visit): StepLocals['counter'] {
  if (facts.passwordDue || facts.sharedSessionUnconfirmed) return null;
  const done = doneSteps(progress);
  const of = done + stepsAhead(facts).length;
  return of > 2 ? { at: done + 1, of } : null;
}

function doneSteps(progress: Visit['progress']): number {
  const { factors, contactsVerified, contactsResumed, stepsBefore } = progress;
  const { passwordChanged, enrolled, thawing } = progress;
  const passkey = factors.hwk !== undefined || factors.swk !== undefined;
  const secondFactor = (factors.otp !== undefined && !enrolled) || factors.sms !== undefined || passkey;
  const done = [factors.pwd !== undefined, thawing, secondFactor, passwordChanged, enrolled];
  const contacts = new Set([...contactsVerified, ...contactsResumed]);
  return done.filter(Boolean).length + contacts.size + (passwordChanged ? 0 : stepsBefore);
}
