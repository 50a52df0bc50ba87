import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createCompose } from '../jobs/compose.ts';
import { createMessages } from '../messages.ts';
import { audit } from '../model/audit.ts';
import type { ApplyDeps } from '../model/directory/apply-record.ts';
import { importBatch } from '../model/directory/import-batch.ts';
import type { Imported } from '../model/directory/import-batch.ts';
import type { DirectoryRecord } from '../model/directory/outside.ts';
import { missingColumns, readCsvRow } from '../model/directory/read-record.ts';
import { readCsv } from '../platform/csv.ts';
import type { CsvRow } from '../platform/csv.ts';
import { done, refused, requiredText } from './command.ts';
import type { Command, Shell, Values } from './command.ts';

const BATCH = 500;
const PROGRESS_EVERY = 10_000;

export const employeeCommands: Command[] = [
  {
    name: 'employees import',
    usage: 'employees import FILE.csv',
    about:
      'takes over a file of the employee directory (SIASN columns); bad rows are named, the others take effect',
    options: {},
    positional: 'file',
    run: importFile,
  },
];

async function importFile(shell: Shell, values: Values) {
  const file = requiredText(values, 'file');
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refused(`there is no file ${file}`);
  const run = createRun(shell);
  for await (const rows of readCsv(createReadStream(file))) {
    for (const row of rows) {
      const fault = await run.take(row);
      if (fault) return refused(fault);
    }
  }
  const counts = await run.finish();
  if (counts === null) return refused('the file is empty');
  shell.out(JSON.stringify(counts));
  if (counts.refused === 0) return done;
  return refused(`${counts.refused} of ${counts.rows} rows, named above; the others took effect`);
}

type Counts = Record<'rows' | 'added' | 'changed' | 'unchanged' | 'refused' | 'ended' | 'offered', number>;

interface Waiting {
  line: number;
  record: DirectoryRecord;
}

/** One import: the header first, then rows in batches in which each person stands once. */
function createRun(shell: Shell) {
  const counts: Counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, ended: 0, offered: 0 };
  const deps = applyDeps(shell);
  let header: string[] | null = null;
  let batch = new Map<string, Waiting>();

  function refuse(line: number, reason: string): void {
    counts.refused += 1;
    shell.say(`line ${line}: ${reason}`);
  }

  async function flush(): Promise<void> {
    const waiting = [...batch.values()];
    batch = new Map();
    if (waiting.length === 0) return;
    const outcomes = await importBatch(
      shell.db,
      waiting.map(({ record }) => record),
      deps,
    );
    outcomes.forEach((outcome, index) => count(waiting[index]?.line ?? 0, outcome));
  }

  function count(line: number, outcome: Imported): void {
    const reason = reasonOf(outcome);
    if (reason !== null) return refuse(line, reason);
    if (outcome.kind === 'added' || outcome.kind === 'changed' || outcome.kind === 'unchanged') {
      counts[outcome.kind] += 1;
      if (outcome.offered !== null) counts.offered += 1;
    }
    if (outcome.kind === 'changed' && outcome.ended !== null) counts.ended += 1;
  }

  return {
    /** Gives what makes the whole file useless, or null. */
    async take(row: CsvRow): Promise<string | null> {
      if (header === null) {
        header = 'fields' in row ? row.fields.map((name) => name.trim().toLowerCase()) : [];
        const missing = missingColumns(header);
        return missing.length === 0 ? null : `the first line has no column ${missing.join(', ')}`;
      }
      counts.rows += 1;
      if (counts.rows % PROGRESS_EVERY === 0) shell.say(`${counts.rows} rows read`);
      const read = readRow(header, row);
      if ('reason' in read) refuse(row.line, read.reason);
      else {
        if (batch.has(read.record.pnsId)) await flush();
        batch.set(read.record.pnsId, { line: row.line, record: read.record });
        if (batch.size >= BATCH) await flush();
      }
      return null;
    },
    async finish(): Promise<Counts | null> {
      await flush();
      if (counts.added + counts.changed + counts.offered > 0)
        await audit(shell.db, { type: 'directory.imported', accountId: null, details: counts }, shell.audit);
      return header === null ? null : counts;
    },
  };
}

function readRow(header: readonly string[], row: CsvRow): { record: DirectoryRecord } | { reason: string } {
  if ('fault' in row) return { reason: row.fault };
  if (row.fields.length !== header.length)
    return { reason: `${row.fields.length} columns instead of ${header.length}` };
  // A file in another encoding: a name with a hole in it must not become somebody's.
  if (row.fields.some((field) => field.includes('\uFFFD'))) return { reason: 'not UTF-8' };
  const read = readCsvRow(Object.fromEntries(header.map((name, index) => [name, row.fields[index] ?? ''])));
  return read.kind === 'ok' ? { record: read.record } : { reason: read.reason };
}

function reasonOf(outcome: Imported): string | null {
  switch (outcome.kind) {
    case 'repeated':
      return 'pns_id stands in this file already, with other data';
    case 'failed':
      return 'the database refused it';
    case 'conflict':
      return outcome.reason === 'nip_taken'
        ? "nip_baru is another person's"
        : 'a new nip_baru, but NIK, birth date and sex do not agree with those on record';
    default:
      return null;
  }
}

/** One moment for the whole import. */
function applyDeps({ ring, settings, now, audit: context }: Shell): ApplyDeps {
  const { issuer } = settings;
  const compose = createCompose(createMessages(), { issuer });
  return { ring, compose, issuer, context, now: now() };
}
