import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { takeLockFile } from './platform/lock-file.ts';

/** What the demo makes once for itself. Production gets all of it from its settings. */
export interface DemoSecrets {
  secretsKeys: string[];
  cookieKeys: string[];
  siasnClientSecret: string;
}

/** Heads of the chain over the audit log, outside of the database. */
export const ANCHORS = 'audit-anchors.jsonl';

/** Everything we ever write into DATA_DIR. `--fresh` takes away these and nothing else. */
export const OURS = ['db', 'secrets.json', 'demo', ANCHORS] as const;

/** Reads the demo's secrets from DATA_DIR, or makes them (file mode 0600) at the first start. */
export async function demoSecrets(dataDir: string): Promise<DemoSecrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'secrets.json');
  const before = await readJson(file);
  if (before) return before;
  const made: DemoSecrets = {
    secretsKeys: [randomBytes(32).toString('base64')],
    cookieKeys: [randomBytes(32).toString('base64url')],
    siasnClientSecret: randomBytes(32).toString('base64url'),
  };
  // Written aside and renamed: a start that is interrupted leaves no half a file behind.
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, JSON.stringify(made, null, 2), { mode: 0o600 });
  await rename(aside, file);
  await chmod(file, 0o600);
  return made;
}

/** What `audit verify` compares, by itself where the store is the embedded one. */
export async function keepAnchor(dataDir: string, anchor: object): Promise<void> {
  await appendFile(path.join(dataDir, ANCHORS), `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
}

async function readJson(file: string): Promise<DemoSecrets | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoSecrets;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

/** `--fresh`: the demo begins anew. A directory that holds other things keeps them. */
export async function emptyDataDir(dataDir: string): Promise<void> {
  // A server that runs on it keeps its data: this throws `data_in_use`.
  const lock = takeLockFile(path.join(dataDir, 'db.lock'));
  await Promise.all(OURS.map((name) => rm(path.join(dataDir, name), { recursive: true, force: true })));
  lock.release();
}
