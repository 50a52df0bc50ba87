import type { DueMessage } from '../../model/outbox.ts';
import { deliveryFault } from './delivery-fault.ts';

export interface SmsOptions {
  /** `https://user:pass@gateway/path`; the userinfo becomes HTTP Basic credentials. */
  url: string;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
/** Longer than an hour is a mistake of theirs. */
const LONGEST_RETRY_AFTER_SECONDS = 3600;
/** Nobody has this number: what our gateway contract says (docs/operators.md). */
const NOBODY = 410;
/** They say something of us, or of now, and nothing of the message. */
const AGAIN = new Set([401, 403, 404, 405, 407, 408, 425, 429]);

/**
 * SMS over a webhook: a POST of `{id, to, text}` with an Idempotency-Key, so that a gateway knows a repeat. 2xx is sent, other
 * 4xx are final, everything else is tried again. Redirects are refused: the text goes to one host.
 */
export function createSmsSender({
  url,
  timeoutMs = TIMEOUT_MS,
}: SmsOptions): (message: DueMessage) => Promise<void> {
  const gateway = new URL(url);
  const { username, password } = gateway;
  const authorization = username === '' ? {} : { authorization: basic(username, password) };
  gateway.username = '';
  gateway.password = '';
  return async (message) => {
    const answer = await post(gateway, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', 'idempotency-key': message.key, ...authorization },
      body: JSON.stringify({ id: message.key, to: message.to, text: message.text }),
    });
    // What they say beside the status is not read, but an unread body keeps the connection.
    await answer.body?.cancel().catch(() => undefined);
    if (answer.ok) return;
    const { status } = answer;
    throw deliveryFault(`gateway: ${status}`, {
      permanent: status >= 400 && status < 500 && !AGAIN.has(status),
      bounced: status === NOBODY,
      retryAfterSeconds: retryAfter(answer),
    });
  };
}

async function post(gateway: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(gateway, init);
  } catch (error) {
    const { name } = error as { name?: string };
    throw deliveryFault(name === 'TimeoutError' ? 'gateway: no answer in time' : 'gateway: not reached', {
      cause: error,
    });
  }
}

function basic(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function retryAfter(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : null;
}
