import type Provider from 'oidc-provider';

/** Mints a token and posts it; the library waits 2.5 seconds at most. Without a sid it names every session of the account. */
export async function deliverLogoutToken(
  provider: Provider,
  { clientId, accountId, sid }: { clientId: string; accountId: string; sid: string | undefined },
): Promise<void> {
  const client = await provider.Client.find(clientId);
  if (!client) throw new Error('the client is gone');
  // Declared by the library as unknown, and with a sid always; OpenID Back-Channel Logout §2.4 does without.
  await (client.backchannelLogout as (sub: string, sid?: string) => Promise<void>)(accountId, sid);
}
