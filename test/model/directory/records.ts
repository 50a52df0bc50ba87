import { readApiRecord } from '../../../src/model/directory/read-record.ts';
import type { DirectoryRecord } from '../../../src/model/directory/outside.ts';
import { createDirectory } from '../../../demo/outside/directory.ts';

/** What the demo's directory says of somebody, read as its client reads it; with other values where a test wants them. */
export function recordOf(nip: string, changes: Partial<DirectoryRecord> = {}): DirectoryRecord {
  const { body } = createDirectory()({ method: 'GET', path: `/pns/data-utama/${nip}`, body: null });
  const read = readApiRecord(body);
  if (read.kind === 'refused') throw new Error(read.reason);
  return { ...read.record, ...changes };
}
