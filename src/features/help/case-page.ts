import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { policy } from '../../../config/policy.ts';
import { caseByToken, caseRef } from '../../model/cases/case.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { caseEvents } from '../../model/cases/events.ts';
import type { CaseEvent } from '../../model/cases/events.ts';
import { resetLinkOf } from '../../model/cases/reset-link.ts';
import { attachFile, listFiles } from '../../model/cases/files.ts';
import { answerAsk, closeByPerson } from '../../model/cases/person.ts';
import { deliveryOf } from '../../model/outbox.ts';
import type { Words } from '../../messages.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { contextOf, notFound } from '../../parts/page-context.ts';
import { readForm } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import type { CaseLine } from '../../platform/http/page-locals/help.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { CaseState } from '../../platform/schema.ts';
import type { Received } from '../../platform/uploads/read-multipart.ts';
import { readText, receive } from './case-open.ts';
import { overAddressLimit, uploadLimits, wordsOf } from './page-deps.ts';
import type { HelpDeps } from './page-deps.ts';
import { auditRefused, takeFiles } from './take-files.ts';
import { EVENT_TITLES, TOPICS } from './words.ts';

const FILE_FIELDS = ['files'];

/**
 * The page by which a person follows a case. It is kept as a bookmark, so its secret stays in the path, which no log writes
 * down whole and no Referer carries elsewhere. It shows what the person wrote and what officers said to them, never what we know.
 */
export function casePageRoutes(router: Router, deps: HelpDeps): void {
  router.get('/help/case/:token', async (ctx) => show(deps, ctx, { helpCase: await caseOf(deps, ctx) }));
  router.post('/help/case/:token/answer', async (ctx) => {
    const helpCase = await caseOf(deps, ctx);
    await receive(deps, ctx, (received) => answer(deps, ctx, { helpCase, received }), FILE_FIELDS);
  });
  router.post('/help/case/:token/close', async (ctx) => {
    await readForm(ctx, z.record(z.string(), z.string()));
    const helpCase = await caseOf(deps, ctx);
    const now = deps.now();
    const context = contextOf(ctx, now);
    await deps.db
      .transaction()
      .execute((trx) => closeByPerson(trx, { caseId: helpCase.id, now }, { context }));
    seeOther(ctx, pathOf(ctx));
  });
}

type OpenedCase = HelpCase & { state: Exclude<CaseState, 'draft'> };

/** A draft has no page: its contact is not proven. */
async function caseOf({ db }: HelpDeps, ctx: Context): Promise<OpenedCase> {
  const token = tokenOf(ctx);
  const found = /^[A-Za-z0-9_-]{43}$/.test(token) ? await caseByToken(db, token) : null;
  if (!found || found.state === 'draft') return notFound(ctx);
  return { ...found, state: found.state };
}

const tokenOf = (ctx: Context): string => (ctx.params as { token?: string }).token ?? '';
const pathOf = (ctx: Context): string => `/help/case/${tokenOf(ctx)}`;

interface Shown {
  helpCase: OpenedCase;
  values?: Fields;
  faults?: readonly Fault[];
  status?: number;
}

async function show(
  deps: HelpDeps,
  ctx: Context,
  { helpCase, values = {}, faults = [], status = 200 }: Shown,
): Promise<void> {
  const { id, number, topic, state, text, created_at, reason } = helpCase;
  const words = wordsOf(deps, ctx);
  const [events, files, deliveries] = await Promise.all([
    caseEvents(deps.db, id, { forPerson: true }),
    listFiles(deps.db, id),
    deliveryOf(deps.db, caseRef(id)),
  ]);
  const locals = {
    action: pathOf(ctx),
    ...{ number, state, text },
    topic: words.t(TOPICS[topic]),
    at: created_at.getTime(),
    events: events.flatMap((event) => lineOf(deps, words, id, event)),
    files: files.map((file) => ({ name: file.name, pages: file.pages, at: file.at.getTime() })),
    deliveries: deliveries.slice(0, 3).map((one) => ({ ...one, at: one.at.getTime() })),
    upload: uploadLimits,
    ended: reason === 'by_person' || reason === 'no_answer' ? reason : null,
    errors: refusals(words, faults),
    values,
  } as const;
  deps.render(ctx, 'help/case-page', locals, { status });
}

function lineOf({ ring }: HelpDeps, words: Words, caseId: string, event: CaseEvent): CaseLine[] {
  const { at, actor, kind, text } = event;
  const title = EVENT_TITLES[kind];
  if (title === undefined) return [];
  const who = actor === 'person' || actor === 'system' ? actor : 'officer';
  // Whoever opens it holds the reset of the authenticator: on this page alone is it read.
  const resetLink = resetLinkOf(ring, caseId, event);
  return [{ at: at.getTime(), who, title: words.t(title), text, resetLink }];
}

async function answer(
  deps: HelpDeps,
  ctx: Context,
  { helpCase, received }: { helpCase: OpenedCase; received: Received },
): Promise<void> {
  const values = received.fields;
  const refuse = (faults: readonly Fault[], status: number) =>
    show(deps, ctx, { helpCase, values, faults, status });
  // Answered already, in another tab or by a double tap: the page says how it stands.
  if (helpCase.state !== 'asked') return seeOther(ctx, pathOf(ctx));
  const read = readText(values.text);
  if (read.fault) return refuse([read.fault], 422);
  const perHour = policy.uploads.answersPerAddressPerHour;
  const over = await overAddressLimit(deps, ctx, { name: 'help-answer', perHour });
  if (over) return refuse([over], 429);
  const taken = await takeFiles(deps.uploads, received);
  if (taken.kind === 'busy') {
    ctx.set('Retry-After', String(taken.waitSeconds));
    return refuse([fault(null, 'help.upload.busy')], 503);
  }
  const now = deps.now();
  if (taken.kind === 'refused') {
    await auditRefused(deps.db, taken.reasons, contextOf(ctx, now));
    return refuse(taken.faults, 422);
  }
  await deps.db.transaction().execute(async (trx) => {
    const given = { caseId: helpCase.id, text: read.text, files: taken.files.length, now };
    const { kind } = await answerAsk(trx, given);
    if (kind === 'not_asked') return;
    for (const { name, pages } of taken.files) {
      // One connection, at most four.
      await attachFile(trx, { caseId: helpCase.id, kind: 'other', name, pages, now }, deps);
    }
  });
  seeOther(ctx, pathOf(ctx));
}
