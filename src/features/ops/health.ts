import { setTimeout as sleep } from 'node:timers/promises';

/** Whether one thing the service needs answers. May throw; may hang. */
export type Check = () => Promise<boolean>;

export interface Readiness {
  ready: boolean;
  checks: Record<string, boolean>;
}

const PATIENCE_MS = 1_500;

/** Asks every check at once. One that throws or does not answer in time says no. */
export async function readiness(checks: Record<string, Check>): Promise<Readiness> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
  );
  return { ready: answers.every(([, answer]) => answer), checks: Object.fromEntries(answers) };
}

async function inTime(check: Check): Promise<boolean> {
  const patience = new AbortController();
  const late = sleep(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false);
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    patience.abort();
  }
}
