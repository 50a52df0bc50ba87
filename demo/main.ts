import { createLog } from './kit/log.ts';
import { APPLICATIONS, readDemoSettings } from './settings.ts';
import type { ApplicationId } from './settings.ts';
import { startApplication } from './start.ts';
import type { Started } from './start.ts';

/** `node demo/main.ts [myasn] [siasn] [ekinerja]`: the relying parties named, or all three, in one process. */
async function main(): Promise<void> {
  const wanted = wantedApplications(process.argv.slice(2));
  const settings = readDemoSettings(process.env, wanted);
  const outcomes = await Promise.allSettled(
    wanted.map((id) => startApplication(id, settings, { now: Date.now, log: createLog(id, Date.now) })),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await endAll(started);
    throw failed.reason;
  }
  endOnSignal(started);
  for (const { application, url } of started)
    process.stdout.write(`${JSON.stringify({ event: 'listening', application, url })}\n`);
}

function wantedApplications(named: readonly string[]): readonly ApplicationId[] {
  const unknown = named.filter((name) => !APPLICATIONS.some((id) => id === name));
  if (unknown.length > 0) throw new Error(`no such relying party: ${unknown.join(', ')}`);
  return named.length === 0 ? APPLICATIONS : APPLICATIONS.filter((id) => named.includes(id));
}

const endAll = (started: readonly Started[]) => Promise.all(started.map((one) => one.close()));

function endOnSignal(started: readonly Started[]): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    // Nothing keeps the process but connections of ours to the provider, which need no farewell.
    void endAll(started).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // Started by another process with a channel to it: when that one is gone, so are we.
  process.on('disconnect', end);
}

main().catch((error: { message?: string; code?: string }) => {
  process.stderr.write(
    `${JSON.stringify({ event: 'not_started', message: error.message ?? String(error) })}\n`,
  );
  process.exit(1);
});
