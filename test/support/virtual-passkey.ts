import type { Page } from 'playwright-core';

/** The fingerprint reader of a browser. */
export interface VirtualPasskey {
  /** Whether a finger lies on it: what is asked from then on is answered, or waits for ever. */
  finger(there: boolean): Promise<void>;
  /** How many passkeys it holds. */
  count(): Promise<number>;
}

/** Chromium's virtual authenticator (WebAuthn level 3 section 11): built in, discoverable, with user verification. */
export async function virtualPasskey(page: Page): Promise<VirtualPasskey> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  return {
    finger: (there) =>
      cdp
        .send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: there })
        .then(() => undefined),
    count: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
}
