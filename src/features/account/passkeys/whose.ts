import type { Context } from 'koa';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { notFound } from '../../../parts/page-context.ts';
import type { Web } from '../../../parts/web.ts';

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
