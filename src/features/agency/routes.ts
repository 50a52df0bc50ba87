import Router from '@koa/router';
import { CONFIRM_PATH } from '../../model/people/confirm-contact.ts';
import type { Web } from '../../parts/web.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { listAgencyApprovals, showApproval, submitApproval } from './approvals.ts';
import { CONFIRMED_PATH, confirmPages } from './confirm-contact.ts';
import { showContactForm, submitContact } from './contact.ts';
import { listAgencyCorrections, showCorrection, submitCorrection } from './corrections.ts';
import {
  chooseLetters,
  listLetters,
  printLetters,
  showBatch,
  submitLetters,
  submitRevoke,
} from './letters.ts';
import { downloadCoverage, showOverview } from './overview.ts';
import { findPeople, listPeople } from './people.ts';
import { showPerson } from './person.ts';
import { listRegistrations, showRegistration, submitRegistration } from './registrations.ts';
import { showResetForm, submitReset } from './reset.ts';

const KINDS: readonly ContactKind[] = ['email', 'phone'];

/** The console of an agency's personnel admin: 404 to everybody else, and to what is another agency's. */
export function agencyRoutes(deps: Web): Router {
  const router = new Router();
  router.get('/agency', (ctx) => showOverview(deps, ctx));
  router.get('/agency/coverage.csv', (ctx) => downloadCoverage(deps, ctx));
  router.get('/agency/people', (ctx) => listPeople(deps, ctx));
  router.post('/agency/people', (ctx) => findPeople(deps, ctx));
  router.get('/agency/people/:pnsId', (ctx) => showPerson(deps, ctx));
  for (const kind of KINDS) {
    router.get(`/agency/people/:pnsId/contact/${kind}`, (ctx) => showContactForm(deps, ctx, kind));
    router.post(`/agency/people/:pnsId/contact/${kind}`, (ctx) => submitContact(deps, ctx, kind));
  }
  router.get('/agency/people/:pnsId/reset', (ctx) => showResetForm(deps, ctx));
  router.post('/agency/people/:pnsId/reset', (ctx) => submitReset(deps, ctx));
  router.get('/agency/letters', (ctx) => listLetters(deps, ctx));
  router.get('/agency/letters/new', (ctx) => chooseLetters(deps, ctx));
  router.post('/agency/letters/new', (ctx) => submitLetters(deps, ctx));
  router.get('/agency/letters/:id', (ctx) => showBatch(deps, ctx));
  router.post('/agency/letters/:id', (ctx) => submitRevoke(deps, ctx));
  router.get('/agency/letters/:id/print', (ctx) => printLetters(deps, ctx));
  router.get('/agency/registrations', (ctx) => listRegistrations(deps, ctx));
  router.get('/agency/registrations/:id', (ctx) => showRegistration(deps, ctx));
  router.post('/agency/registrations/:id', (ctx) => submitRegistration(deps, ctx));
  router.get('/agency/corrections', (ctx) => listAgencyCorrections(deps, ctx));
  router.get('/agency/corrections/:id', (ctx) => showCorrection(deps, ctx));
  router.post('/agency/corrections/:id', (ctx) => submitCorrection(deps, ctx));
  router.get('/agency/approvals', (ctx) => listAgencyApprovals(deps, ctx));
  router.get('/agency/approvals/:id', (ctx) => showApproval(deps, ctx));
  router.post('/agency/approvals/:id', (ctx) => submitApproval(deps, ctx));
  const confirm = confirmPages(deps);
  router.get(CONFIRM_PATH, (ctx) => confirm.show(ctx));
  router.get(CONFIRMED_PATH, (ctx) => confirm.done(ctx));
  router.post(CONFIRM_PATH, (ctx) => confirm.confirm(ctx));
  router.get(`${CONFIRM_PATH}/:token`, (ctx) => confirm.arrive(ctx, ctx.params.token ?? ''));
  return router;
}
