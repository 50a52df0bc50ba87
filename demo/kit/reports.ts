import * as client from 'openid-client';
import type { Application, Report } from './application.ts';
import { faultOf } from './log.ts';
import type { Log } from './log.ts';
import type { Provider } from './provider.ts';

export interface Reporter {
  /** Something may have changed: looked at soon, and never waited for. */
  wake(): void;
}

interface Options {
  application: Application;
  issuer: string;
  provider: () => Promise<Provider>;
  now: () => number;
  log: Log;
  /** Ends it. */
  stopped: AbortSignal;
}

const SCOPE = 'requests:write';
const TIMEOUT_MS = 5000;
/** After a failure; then at the next round. */
const RETRY_MS = [1000, 5000, 20_000];
/** What moves by time alone is noticed within a minute. */
const EVERY_MS = 60_000;

/**
 * Tells the portal how people's requests stand: whatever the application lists and has not been told as it stands now. What
 * failed is simply listed again, so a provider that is away costs nothing and nobody waits for it.
 */
export function createReporter(options: Options): Reporter {
  const { log, stopped } = options;
  const told = new Map<string, number>();
  const send = createSender(options);
  let failures = 0;
  let running = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    for (const report of options.application.reports?.() ?? []) {
      const key = `${report.sub} ${report.reference}`;
      if (stopped.aborted || (told.get(key) ?? -1) >= report.updatedAt) continue;
      await send(report);
      told.set(key, report.updatedAt);
    }
  }

  async function run(): Promise<void> {
    if (running || stopped.aborted) return void (again = true);
    running = true;
    again = false;
    try {
      await round();
      failures = 0;
    } catch (error) {
      failures += 1;
      log('report_failed', faultOf(error));
    }
    running = false;
    schedule(again ? 0 : failures === 0 ? EVERY_MS : (RETRY_MS[failures - 1] ?? EVERY_MS));
  }

  function schedule(afterMs: number): void {
    clearTimeout(timer);
    if (!stopped.aborted) timer = setTimeout(() => void run(), afterMs).unref();
  }

  stopped.addEventListener('abort', () => clearTimeout(timer));
  schedule(RETRY_MS[0] ?? 0);
  return { wake: () => void run() };
}

/** Sends one report with a token of the client's own (RFC 6749 §4.4), bound to that API alone (RFC 8707). */
function createSender({ issuer, provider, now, log, stopped }: Options): (report: Report) => Promise<void> {
  const resource = `${issuer}/api/requests`;
  let token: { value: string; expiresAt: number } | null = null;

  async function tokenFor(): Promise<string> {
    if (token && token.expiresAt - 30_000 > now()) return token.value;
    const { config } = await provider();
    const answer = await client.clientCredentialsGrant(config, { scope: SCOPE, resource });
    token = { value: answer.access_token, expiresAt: now() + (answer.expires_in ?? 60) * 1000 };
    return token.value;
  }

  return async ({ updatedAt, ...report }) => {
    const answer = await fetch(resource, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await tokenFor()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...report, updated_at: new Date(updatedAt).toISOString() }),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    if (answer.status === 202) return;
    // It will be refused the next time too: the others go on.
    if (answer.status === 400 || answer.status === 422)
      return log('report_refused', { status: answer.status });
    if (answer.status === 401) token = null;
    throw new Error(`a report was answered with ${answer.status}`);
  };
}
