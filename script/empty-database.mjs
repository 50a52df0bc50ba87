// Makes the empty database that a first `npm start` copies: initialising one takes PGlite several seconds, copying less
// than one. Run once after an installation; nothing depends on it.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { emptyDatabaseFile } from '../src/empty-database.ts';

const database = await PGlite.create();
const dump = await database.dumpDataDir('none');
await database.close();
const aside = `${emptyDatabaseFile}.${process.pid}`;
mkdirSync(path.dirname(emptyDatabaseFile), { recursive: true });
writeFileSync(aside, Buffer.from(await dump.arrayBuffer()));
renameSync(aside, emptyDatabaseFile);
