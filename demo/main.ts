import { createLog } from './kit/log.ts';
import { startOutsideSystems } from './outside/start.ts';
import type { OutsideOptions } from './outside/start.ts';
import { APPLICATIONS, readDemoSettings } from './settings.ts';
import type { ApplicationId } from './settings.ts';
import { startApplication } from './start.ts';

/**
 * `node demo/main.ts [myasn] [siasn] [ekinerja] [outside]`: the relying parties named, and the outside systems; or all of them where
 * none is named (the outside systems only with their tokens), in one process.
 */
async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const wanted = wantedApplications(named);
  const settings = readDemoSettings(process.env, wanted);
  if (named.includes(OUTSIDE) && !settings.outside)
    throw new Error('DIRECTORY_TOKEN, POPULATION_TOKEN: missing');
  const beside = named.length === 0 || named.includes(OUTSIDE) ? settings.outside : null;
  // They are there before anybody who asks them says that it is.
  const outside = beside ? [await startOutside(beside)] : [];
  const outcomes = await Promise.allSettled(
    wanted.map((id) => startApplication(id, settings, { now: Date.now, log: createLog(id, Date.now) })),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await endAll([...started, ...outside]);
    throw failed.reason;
  }
  endOnSignal([...started, ...outside]);
  for (const { application, url } of started)
    process.stdout.write(`${JSON.stringify({ event: 'listening', application, url })}\n`);
}

const OUTSIDE = 'outside';

/** Whoever started this process is told where they are: their ports may be any. */
async function startOutside(options: OutsideOptions): Promise<Closing> {
  const { directoryUrl, populationUrl, close } = await startOutsideSystems(options);
  process.send?.({ directoryUrl, populationUrl });
  const line = { event: 'listening', application: OUTSIDE, directoryUrl, populationUrl };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  return { close };
}

interface Closing {
  close(): Promise<void>;
}

function wantedApplications(named: readonly string[]): readonly ApplicationId[] {
  const unknown = named.filter((name) => name !== OUTSIDE && !APPLICATIONS.some((id) => id === name));
  if (unknown.length > 0) throw new Error(`no such relying party: ${unknown.join(', ')}`);
  return named.length === 0 ? APPLICATIONS : APPLICATIONS.filter((id) => named.includes(id));
}

const endAll = (started: readonly Closing[]) => Promise.all(started.map((one) => one.close()));

function endOnSignal(started: readonly Closing[]): void {
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
