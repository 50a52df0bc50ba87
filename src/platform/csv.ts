import { parse } from 'csv-parse/sync';

/** One row with the line it stands on, or why that line is none. */
export type CsvRow = { line: number; fields: string[] } | { line: number; fault: string };

interface Line {
  line: number;
  text: string;
}

const MOST_CHARACTERS = 64 * 1024;
/** A field may go on over lines (RFC 4180 §2.6), within reason: beyond it a quotation mark was left open. */
const MOST_LINES = 20;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads CSV (RFC 4180) of any length in constant memory: UTF-8, with or without a BOM, `,` or `;` or a tab as the first line has
 * it. The first row is the header. A line that is broken is given as such, and the ones after it are read all the same.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow[]> {
  const gather = createGatherer();
  for await (const lines of linesOf(chunks)) {
    const rows = gather(lines);
    if (rows.length > 0) yield rows;
  }
  yield gather(null);
}

/** Lines without their ends; one that is longer than any row keeps only its beginning, and is refused for it. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  for await (const chunk of chunks) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (texts.pop() ?? '').slice(0, MOST_CHARACTERS + 1);
    if (texts.length > 0) yield texts.map((text) => ({ line: (line += 1), text: text.replace(/\r$/, '') }));
  }
  const last = rest + decoder.decode();
  if (last !== '') yield [{ line: line + 1, text: last.replace(/\r$/, '') }];
}

interface Shape {
  delimiter: string;
  columns: number;
}

/** Lines in, rows out; null is the end of the file. */
function createGatherer(): (lines: Line[] | null) => CsvRow[] {
  let shape: Shape | null = null;
  let open: Line[] = [];

  function gather(lines: Line[] | null): CsvRow[] {
    const rows: CsvRow[] = [];
    const ready: Line[] = [];
    const queue = lines === null ? release(rows) : lines;
    for (let next = 0; next < queue.length; next += 1) {
      const line = queue[next];
      if (line) shape ??= shapeOf(line.text);
      if (!line || !shape || (open.length === 0 && line.text.trim() === '')) continue;
      const outcome = take(line, shape);
      if (outcome === 'broken') queue.splice(next + 1, 0, ...release(rows));
      else if (outcome) ready.push(outcome);
      if (next === queue.length - 1 && lines === null) queue.push(...release(rows));
    }
    if (shape) rows.push(...parseAll(ready, shape));
    return rows.toSorted((a, b) => a.line - b.line);
  }

  /** A whole row; null: it goes on; 'broken': what is open will not end well. */
  function take(line: Line, { delimiter, columns }: Shape): Line | 'broken' | null {
    const goesOn = open.length > 0;
    if (!goesOn && isWhole(line.text)) return line;
    open.push(line);
    const text = open.map((one) => one.text).join('\n');
    // What looks like a row of its own was swallowed by a quotation mark that somebody forgot to close.
    const full = (one: Line) => one.text.split(delimiter).length >= columns;
    const swallows = goesOn && full(line) && (isWhole(line.text) || open.slice(0, 1).every(full));
    if (swallows || open.length > MOST_LINES || text.length > MOST_CHARACTERS) return 'broken';
    if (!isWhole(text)) return null;
    const [first] = open;
    open = [];
    return { line: first?.line ?? line.line, text };
  }

  /** Gives up the first line of what is open; the others are read once more, each for itself. */
  function release(rows: CsvRow[]): Line[] {
    const [first, ...others] = open;
    open = [];
    if (first) rows.push({ line: first.line, fault: 'a quotation mark is not closed' });
    return others;
  }

  return gather;
}

function isWhole(text: string): boolean {
  if (!text.includes('"')) return true;
  return (text.split('"').length - 1) % 2 === 0;
}

function shapeOf(header: string): Shape | null {
  if (header.trim() === '') return null;
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, columns: header.split(delimiter).length }));
  return counts.reduce((best, other) => (other.columns > best.columns ? other : best));
}

/** Many at once, which is much quicker; where one of them is broken, each for itself. */
function parseAll(lines: readonly Line[], { delimiter }: Shape): CsvRow[] {
  const short = lines.filter(({ text }) => text.length <= MOST_CHARACTERS);
  const long = lines
    .filter(({ text }) => text.length > MOST_CHARACTERS)
    .map(({ line }) => ({ line, fault: `longer than ${MOST_CHARACTERS} characters` }));
  const rows = attempt(short.map(({ text }) => text).join('\n'), delimiter);
  if (rows.kind === 'ok' && rows.fields.length === short.length)
    return [...long, ...short.map(({ line }, index) => ({ line, fields: rows.fields[index] ?? [] }))];
  return [...long, ...short.map((line) => parseOne(line, delimiter))];
}

function parseOne({ line, text }: Line, delimiter: string): CsvRow {
  const rows = attempt(text, delimiter);
  if (rows.kind === 'broken') return { line, fault: rows.fault };
  const [fields] = rows.fields;
  return fields && rows.fields.length === 1 ? { line, fields } : { line, fault: 'not one row' };
}

function attempt(
  text: string,
  delimiter: string,
): { kind: 'ok'; fields: string[][] } | { kind: 'broken'; fault: string } {
  try {
    return {
      kind: 'ok',
      fields: parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n' }),
    };
  } catch (error) {
    const { code } = error as { code?: string };
    // Its messages quote what they read: names and numbers of people.
    return { kind: 'broken', fault: `not CSV (${code ?? 'unreadable'})` };
  }
}
