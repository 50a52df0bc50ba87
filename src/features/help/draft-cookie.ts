import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { caseByToken } from '../../model/cases/case.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { heldToken } from '../../parts/held-token.ts';
import type { HeldToken } from '../../parts/held-token.ts';
import type { HelpDeps } from './page-deps.ts';

/** The token of a draft waits in this browser for the code, as long as the draft lives. */
export const draftCookie = (issuer: string): HeldToken =>
  heldToken({ issuer, name: 'case-draft', seconds: policy.cases.draftSeconds });

/** The draft that this browser began and has proven no contact of yet. */
export async function heldDraft(
  deps: Pick<HelpDeps, 'db' | 'issuer' | 'now'>,
  ctx: Context,
): Promise<HelpCase | null> {
  const token = draftCookie(deps.issuer).held(ctx);
  const found = token === null ? null : await caseByToken(deps.db, token);
  return found?.state === 'draft' && !draftTooOld(found, deps.now()) ? found : null;
}

export const draftTooOld = ({ state, created_at }: HelpCase, now: number): boolean =>
  state === 'draft' && now - created_at.getTime() >= policy.cases.draftSeconds * 1000;
