import type { SigninAccount } from '../../model/people/signin-account.ts';
import { maySignIn } from '../../policies/access.ts';

/**
 * Whether this account may go on. `thawable`: a freeze alone stands in nobody's way who has given the password: its page leads
 * out of it. A suspension, or an office that has ended, does all the same.
 */
export function standingOf(
  account: SigninAccount,
  { thawable }: { thawable: boolean },
): ReturnType<typeof maySignIn> {
  const blocks = thawable ? account.blocks.filter((block) => block !== 'freeze') : account.blocks;
  return maySignIn({ ...account, blocks, accountState: account.state });
}
