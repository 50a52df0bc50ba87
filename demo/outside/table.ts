import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One of the files of made-up people beside this one. */
export function readTable(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return parse<Record<string, string>>(text, { columns: true });
}
