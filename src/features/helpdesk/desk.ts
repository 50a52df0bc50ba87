import type { Context } from 'koa';
import type { Words } from '../../messages.ts';
import type { AuditContext } from '../../model/audit.ts';
import { OPEN_STATES, caseById } from '../../model/cases/case.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { findAccountId, findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { Officer } from '../../parts/guard.ts';
import { contextOf } from '../../parts/page-context.ts';
import { refuseScope as refuse } from '../../parts/refuse-scope.ts';
import type { Web } from '../../parts/web.ts';
import { stateOf } from '../../platform/http/state.ts';
import { isUuid } from '../../platform/uuid.ts';

export type Deps = Web;

/** One request of one officer: who asks, and what every page of the desk needs. */
export interface Visit {
  ctx: Context;
  officer: Officer;
  words: Words;
  context: AuditContext;
  now: number;
}

const ENDED = ['done', 'refused', 'closed'] as const;
const SEEN: readonly string[] = [...OPEN_STATES, ...ENDED];

/** 404 to anybody who is no helpdesk officer (parts/guard.ts). */
export async function enter(deps: Deps, ctx: Context): Promise<Visit> {
  const officer = await deps.guard.officer(ctx, 'helpdesk');
  const now = deps.now();
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  return { ctx, officer, words, now, context: contextOf(ctx, now, officer.accountId) };
}

/** What an officer may not see is not there, and that he asked for it is written down. */
export async function refuseScope(deps: Pick<Deps, 'db'>, { ctx, context }: Visit): Promise<never> {
  return refuse(deps.db, ctx, { console: 'helpdesk', context });
}

export const isId = (text: string | undefined): text is string => text !== undefined && isUuid(text);

/** A case of the queue, or one that has ended: never a draft, and never the officer's own. */
export async function visibleCase(deps: Deps, visit: Visit): Promise<HelpCase> {
  const { id } = visit.ctx.params as { id?: string };
  const found = isId(id) ? await caseById(deps.db, id) : null;
  if (!found || !SEEN.includes(found.state) || isOwn(found, visit.officer)) return refuseScope(deps, visit);
  return found;
}

function isOwn({ account_id, nip }: HelpCase, officer: Officer): boolean {
  return account_id === officer.accountId || nip === officer.nip;
}

/** Whom a case is about, where that person has an account: it may be younger than the case. */
export async function subjectOf(
  { db }: Pick<Deps, 'db'>,
  { account_id, nip }: Pick<HelpCase, 'account_id' | 'nip'>,
): Promise<SigninAccount | null> {
  const id = account_id ?? (nip === null ? null : await findAccountId(db, nip));
  return id === null ? null : findSigninAccountById(db, id);
}
