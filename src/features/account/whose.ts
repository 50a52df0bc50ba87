import type { Context } from 'koa';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import { contextIn, notFound } from '../../parts/page-context.ts';
import { refuseScope } from '../../parts/refuse-scope.ts';
import type { Web } from '../../parts/web.ts';

export interface Whose {
  session: SsoSession;
  account: SigninAccount;
}

/** Whose page this is; null where a redirect to the sign-in was the answer. */
export async function whose({ db, guard }: Pick<Web, 'db' | 'guard'>, ctx: Context): Promise<Whose | null> {
  const session = await guard.person(ctx);
  if (!session) return null;
  const account = await findSigninAccountById(db, session.accountId);
  return account ? { session, account } : notFound(ctx);
}

/** Another person's is not there (design §2: 404). */
export const refuseOthers = (
  { db, now }: Pick<Web, 'db' | 'now'>,
  ctx: Context,
  session: SsoSession,
): Promise<never> => refuseScope(db, ctx, { console: 'account', context: contextIn(ctx, now(), session) });
