import type { Senders } from '../deliver-outbox.ts';
import { createSmsSender } from './sms.ts';
import { createSmtpSender } from './smtp.ts';

export interface SendersOptions {
  smtpUrl: string | null;
  smsWebhookUrl: string | null;
  issuer: string;
  production: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The ways out that are set; a channel without one goes to the outbox page only, which production's settings refuse. */
export function createSenders({ smtpUrl, smsWebhookUrl, issuer, production }: SendersOptions): Senders {
  const smtp =
    smtpUrl === null
      ? null
      : createSmtpSender({ url: smtpUrl, issuer, requireTls: production && !isHere(smtpUrl) });
  const sms = smsWebhookUrl === null ? null : createSmsSender({ url: smsWebhookUrl });
  const nowhere = () => Promise.resolve();
  return { email: smtp?.send ?? nowhere, sms: sms ?? nowhere, close: () => smtp?.close() };
}

function isHere(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}
