import { createClients } from '../oidc/clients.ts';
import { createKeys } from '../oidc/keys.ts';
import { createLogger } from '../platform/log.ts';
import { secretsOf } from '../secrets.ts';
import { readSettings } from '../settings.ts';
import { openFoundation } from '../stores.ts';
import type { Outcome, Shell } from './command.ts';

export type Opened =
  { kind: 'open'; shell: Shell; close(): Promise<void> } | Extract<Outcome, { kind: 'refused' }>;

/**
 * Opens what `npm start` would: the same settings, the same data, seeded. On the embedded store this throws
 * `data_in_use` while a server holds it.
 */
export async function openShell(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Opened> {
  const read = readSettings(env);
  if (read.kind === 'refused') {
    return { kind: 'refused', reason: `settings are missing or unsafe:\n  ${read.problems.join('\n  ')}` };
  }
  const { settings } = read;
  const now = () => Date.now();
  const secrets = await secretsOf(settings);
  // Logs would go to stdout, which carries data alone.
  const log = createLogger({ level: 'silent' });
  const { database, ring, hasher, close } = await openFoundation({ settings, secrets, now, log });
  const { db } = database;
  const shell: Shell = {
    settings,
    db,
    ring,
    hasher,
    clients: createClients({ db, ring, now, production: settings.mode === 'production' }),
    keys: createKeys({ db, ring, now }),
    now,
    audit: { actor: 'shell' },
    out: (line) => void process.stdout.write(`${line}\n`),
    say,
  };
  return { kind: 'open', shell, close };
}
