import type { Context } from 'koa';
import { saveProgress, startOver } from '../../model/progress.ts';
import type { Progress } from '../../model/progress.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { switchedLocale } from '../../platform/http/locale.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { nextStep } from '../../policies/signin-steps.ts';
import type { StepName } from '../../policies/signin-steps.ts';
import { createAddressFailures } from './address-failures.ts';
import { browserCookies } from './browser.ts';
import { byPasskey } from './facts.ts';
import { finishSignin } from './finish.ts';
import { leave, mayLeave, namesLeaving } from './leave.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createPages } from './pages.ts';
import { peopleOfBrowser } from './people-of-browser.ts';
import { isForStep, namedStep, namesPasskey } from './step-of-form.ts';
import type { Outcome, SigninDeps, Visit } from './step.ts';
import { createSteps } from './steps.ts';
import { signInByPasskey } from './steps/passkey.ts';
import { makeVisit, openInteraction, readVisitor } from './visit.ts';
import type { Opened } from './visit.ts';

export interface Driver {
  show(ctx: Context, uid: string): Promise<void>;
  submit(ctx: Context, uid: string): Promise<void>;
}

const PORTAL = '/portal';
export const COOKIE_CHECK = '/interaction/cookies';

/**
 * Leads one authorization request through its steps: a GET shows the one that is due, a POST for another one goes back
 * to it. So Back, Reload, two tabs and a bookmark never dead-end. What is gone, foreign or finished judges nothing.
 */
export function createDriver(everything: SigninDeps): Driver {
  const cookies = browserCookies(everything);
  const people = peopleOfBrowser(everything);
  const deps = { ...everything, cookies, people, failures: createAddressFailures(everything) };
  const steps = createSteps(deps);
  const pages = createPages(deps);
  const inTurn = oneAtATime();

  async function visitOf(
    ctx: Context,
    uid: string,
    opened: Extract<Opened, { kind: 'open' }>,
  ): Promise<Visit> {
    const { interaction } = opened;
    const progress = await keepSwitch(ctx, uid, opened.progress);
    const wished = { switched: progress.locale, uiLocales: interaction.params.uiLocales };
    const visitor = readVisitor(deps, ctx, wished);
    return makeVisit(deps, { uid, interaction, progress, visitor });
  }

  /** Whoever switches the language on the way keeps it on the pages after, whatever the application wished for. */
  async function keepSwitch(ctx: Context, uid: string, progress: Progress): Promise<Progress> {
    const switched = switchedLocale(ctx);
    if (switched === null || switched === progress.locale) return progress;
    return saveProgress(deps.kv, uid, { ...progress, locale: switched }, deps.now());
  }

  /** In turn as well: a page may send a code, and must not write over what a form is just changing. */
  function show(ctx: Context, uid: string): Promise<void> {
    return inTurn(uid, () => showDue(ctx, uid));
  }

  async function showDue(ctx: Context, uid: string): Promise<void> {
    const opened = await openInteraction(deps, ctx, uid);
    if (opened.kind !== 'open') return elsewhere(ctx, opened);
    const visit = await visitOf(ctx, uid, opened);
    const due = nextStep(visit.facts);
    if (due === 'done') return finish(ctx, visit, null);
    // Only where nothing was typed here yet: whoever has begun may be somebody else than the other tab's person.
    const untouched = due === 'password' && visit.progress.nip === null;
    if (untouched && (await opened.interaction.signedInMeanwhile()))
      return elsewhere(ctx, { kind: 'gone', progress: opened.progress });
    const page = await steps[due].show(visit);
    if ('progress' in page && page.progress) await saveProgress(deps.kv, uid, page.progress, deps.now());
    pages.show(ctx, visit, { due, page });
  }

  async function submit(ctx: Context, uid: string): Promise<void> {
    const form = await readFields(ctx);
    await inTurn(uid, () => judge(ctx, uid, form));
  }

  async function judge(ctx: Context, uid: string, form: Fields): Promise<void> {
    const opened = await openInteraction(deps, ctx, uid);
    // A repeat of the last step leads where the first one led.
    if (opened.kind === 'finished' && namedStep(form) === opened.progress.passed)
      return seeOther(ctx, opened.to);
    if (opened.kind !== 'open') return elsewhere(ctx, opened);
    const visit = await visitOf(ctx, uid, opened);
    const due = nextStep(visit.facts);
    if (due === 'done') return finish(ctx, visit, null);
    if (namesLeaving(form))
      return mayLeave(visit, due) ? leave(deps, ctx, visit) : seeOther(ctx, pathOf(uid));
    // Nobody is proven yet: a passkey may be the whole sign-in, whatever stands before a password. Beside a session none is offered.
    if (namesPasskey(form) && BEFORE_PASSWORD.has(due) && visit.session === null)
      return answer(ctx, visit, { due, outcome: await signInByPasskey(deps, visit, form) });
    if (!isForStep(form, due)) return seeOther(ctx, pathOf(uid));
    await answer(ctx, visit, { due, outcome: await steps[due].submit(visit, form) });
  }

  async function answer(
    ctx: Context,
    visit: Visit,
    { due, outcome }: { due: StepName; outcome: Outcome },
  ): Promise<void> {
    switch (outcome.kind) {
      case 'passed':
        return pass(ctx, { ...visit, progress: { ...visit.progress, ...outcome.progress } }, due);
      case 'again':
        if (outcome.progress) await save(visit, outcome.progress);
        return seeOther(ctx, pathOf(visit.uid) + (outcome.way ? `?way=${outcome.way}` : ''));
      case 'ended': {
        const { error, description } = outcome;
        const to = await visit.interaction.finish({ error, description });
        await save(visit, { finished: to, passed: due });
        return seeOther(ctx, to);
      }
      case 'busy':
        await save(visit, outcome.progress);
        return pages.show(ctx, visit, {
          due,
          page: { view: 'signin/busy', waitSeconds: outcome.waitSeconds },
        });
      case 'refused':
      case 'locked':
        return refuse(ctx, visit, { due, outcome });
    }
  }

  async function pass(ctx: Context, visit: Visit, due: StepName): Promise<void> {
    const { uid, interaction, visitor } = visit;
    const progress = { ...owned(visit, due), passed: due };
    // Something always follows a password where the second factor is due: no need to look.
    if (due !== 'password' || !visit.facts.secondFactorDue || byPasskey(progress)) {
      const known = due === 'second_factor' ? visit.account : null;
      const next = await makeVisit(deps, { uid, interaction, progress, visitor }, known);
      if (nextStep(next.facts) === 'done') return finish(ctx, next, due);
    }
    await saveProgress(deps.kv, uid, progress, deps.now());
    seeOther(ctx, pathOf(uid));
  }

  /** The page of the step that is due now (a captcha may have become it), with what was refused. */
  async function refuse(
    ctx: Context,
    visit: Visit,
    { due, outcome }: { due: StepName; outcome: Extract<Outcome, { kind: 'refused' | 'locked' }> },
  ): Promise<void> {
    const { uid, interaction } = visit;
    const progress = { ...visit.progress, ...outcome.progress };
    const visitor = { ...visit.visitor, way: outcome.way ?? null };
    if (outcome.progress) await saveProgress(deps.kv, uid, progress, deps.now());
    const next = await makeVisit(deps, { uid, interaction, progress, visitor });
    const dueNow = nextStep(next.facts);
    if (dueNow === 'done') return finish(ctx, next, due);
    const faults = outcome.kind === 'refused' ? outcome.faults : [];
    const page = await steps[dueNow].show(next);
    if ('progress' in page && page.progress) await saveProgress(deps.kv, uid, page.progress, deps.now());
    pages.show(ctx, next, {
      due: dueNow,
      page,
      refused: { faults: dueNow === due ? faults : faults.map((fault) => ({ ...fault, field: null })) },
      values: outcome.values ?? {},
    });
  }

  async function finish(ctx: Context, visit: Visit, passed: StepName | null): Promise<void> {
    const finished = await finishSignin(deps, visit);
    if (finished.kind === 'ended') {
      await saveProgress(deps.kv, visit.uid, startOver(visit.progress), deps.now());
      return seeOther(ctx, pathOf(visit.uid));
    }
    const { to, device } = finished;
    await save(visit, { finished: to, passed: passed ?? visit.progress.passed, recoveryCodes: null });
    if (device !== null) deps.cookies.rememberDevice(ctx, device);
    if (finished.signedIn) {
      deps.cookies.takeOverLocale(ctx, finished);
      people.saw(ctx, finished);
    }
    seeOther(ctx, to);
  }

  async function save(visit: Visit, change: Partial<Progress>): Promise<void> {
    await saveProgress(deps.kv, visit.uid, { ...visit.progress, ...change }, deps.now());
  }

  /** A fresh sign-in; stored parameters are never replayed. A browser without any cookie is asked for one first. */
  function elsewhere(ctx: Context, opened: Exclude<Opened, { kind: 'open' }>): void {
    if (opened.kind === 'finished' && opened.resumable && ctx.method !== 'POST')
      return seeOther(ctx, opened.to);
    if (!ctx.get('cookie')) {
      deps.cookies.probe(ctx);
      return seeOther(ctx, COOKIE_CHECK);
    }
    seeOther(ctx, opened.progress?.initiateLoginUri ?? PORTAL);
  }

  return { show, submit };
}

const BEFORE_PASSWORD = new Set<StepName>(['captcha', 'password']);

/** Steps at which nobody's proof is given, or a stranger's. */
const BEFORE_PROOF = new Set<StepName>(['captcha', 'password', 'continue_as']);

/** What is proven beside a session is its account's, and ends with its epoch: it is written down whose it is. */
function owned({ progress, account }: Visit, due: StepName): Progress {
  if (account === null || progress.accountId !== null || BEFORE_PROOF.has(due)) return progress;
  return { ...progress, accountId: account.id, epoch: account.epoch };
}

const pathOf = (uid: string) => `/interaction/${uid}`;
