import Router from '@koa/router';
import type { Context } from 'koa';
import { audit } from '../../model/audit.ts';
import { readFile } from '../../model/cases/files.ts';
import type { Web } from '../../parts/web.ts';
import { serveAttachment } from '../../parts/serve-attachment.ts';
import type { CaseTopic } from '../../platform/schema.ts';
import { actPages } from './act/act-pages.ts';
import { approvalPages } from './approval/approval-pages.ts';
import { caseHref, showCase } from './case/case-page.ts';
import { caseWork } from './case/case-work.ts';
import { enter, refuseScope, visibleCase } from './desk.ts';
import { doneNote } from './done.ts';
import { examineForms } from './case/examine.ts';
import { waitingCount } from './lookups.ts';
import { mayLookInto } from './person/may-look.ts';
import { personPages } from './person/person-pages.ts';
import { listQueue } from './case/queue.ts';
import type { Whose } from './case/queue.ts';
import { STATES, TOPICS } from './words.ts';
import { policy } from '../../../config/policy.ts';

/** The desk of the helpdesk's officers (issue 3, item 7): 404 to everybody else, on every route. */
export function helpdeskRoutes(deps: Web): Router {
  const router = new Router({ prefix: '/helpdesk' });
  const work = caseWork(deps);
  const examine = examineForms(deps);
  const acts = actPages(deps);
  const approvals = approvalPages(deps);
  const person = personPages(deps);

  router.get('/', (ctx) => showQueue(deps, ctx));
  router.get('/person', (ctx) => person.ask(ctx));
  router.post('/person', (ctx) => person.find(ctx));
  router.get('/approvals', (ctx) => approvals.list(ctx));
  router.get('/approvals/:id', (ctx) => approvals.show(ctx));
  router.post('/approvals/:id', (ctx) => approvals.decide(ctx));
  router.post('/approvals/:id/withdraw', (ctx) => approvals.withdraw(ctx));
  router.post('/approvals/:id/code', (ctx) => approvals.code(ctx));
  router.get('/cases/:id', (ctx) => openCasePage(deps, ctx));
  router.get('/cases/:id/person', (ctx) => person.ofCase(ctx));
  router.get('/cases/:id/files/:file', (ctx) => openScan(deps, ctx));
  for (const [name, form] of Object.entries({ ...work, ...examine }))
    router.post(`/cases/:id/${name}`, (ctx) => form(ctx));
  router.get('/cases/:id/acts/:act', (ctx) => acts.show(ctx));
  router.post('/cases/:id/acts/:act', (ctx) => acts.send(ctx));
  return router;
}

async function showQueue(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { officer, words, now } = visit;
  const query = new URLSearchParams(ctx.querystring);
  const topic = query.get('topic') ?? '';
  const filter = { whose: whoseOf(query.get('whose')), topic: isTopic(topic) ? topic : null };
  const [rows, waiting] = await Promise.all([
    listQueue(deps.db, { ...filter, officer, now }),
    waitingCount(deps.db, now),
  ]);
  deps.render(ctx, 'helpdesk/queue', {
    waiting,
    whose: filter.whose,
    topic: filter.topic ?? '',
    topics: Object.entries(TOPICS).map(([value, key]) => ({ value, text: words.t(key) })),
    rows: rows.map((row) => ({
      href: caseHref(row.id),
      number: row.number,
      topic: words.t(TOPICS[row.topic]),
      who: row.nama ?? words.t('helpdesk.who.unknown'),
      instansi: row.instansi ?? '',
      queuedAt: row.queuedAt,
      late: now - row.queuedAt > policy.cases.lateSeconds * 1000,
      state: words.t(STATES[row.state]),
      holder: row.mine ? words.t('helpdesk.who.you') : row.holder,
    })),
  });
}

function whoseOf(text: string | null): Whose {
  return text === 'mine' || text === 'free' ? text : 'all';
}

function isTopic(text: string): text is CaseTopic {
  return Object.hasOwn(TOPICS, text);
}

async function openCasePage(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const helpCase = await visibleCase(deps, visit);
  return showCase(deps, visit, helpCase, { note: doneNote(ctx, visit.words) });
}

/** Every scan that is opened leaves a row; it comes as an attachment that can run nothing. */
async function openScan(deps: Web, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const helpCase = await visibleCase(deps, visit);
  const { file: fileId = '', page } = { ...(ctx.params as { file?: string }), page: ctx.query.page };
  if (!(await mayLookInto(deps, visit, helpCase))) return refuseScope(deps, visit);
  const file = await readFile(deps, helpCase.id, fileId);
  const bytes = file?.pages[typeof page === 'string' ? Number(page) - 1 : 0];
  if (!file || !bytes) return refuseScope(deps, visit);
  const details = { case: helpCase.id, file: file.id };
  await audit(deps.db, { type: 'case.file-opened', accountId: helpCase.account_id, details }, visit.context);
  serveAttachment(ctx, { name: file.name, bytes });
}
