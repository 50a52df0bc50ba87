import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import path from 'node:path';

const modules = path.resolve(import.meta.dirname, '../node_modules');

/** Beside the packages it was made with, and named for their version: it goes and comes with them. */
export const emptyDatabaseFile = path.join(modules, `.cache/asn-digital-sso/pglite-${pgliteVersion()}.tar`);

/** The empty database made by the installation (script/empty-database.mjs); null: PGlite makes its own, slowly. */
export async function emptyDatabase(): Promise<Blob | null> {
  return existsSync(emptyDatabaseFile) ? openAsBlob(emptyDatabaseFile) : null;
}

function pgliteVersion(): string {
  const manifest = readFileSync(path.join(modules, '@electric-sql/pglite/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
