import { describe, expect, test } from '@jest/globals';
import { readCsv } from '../../src/platform/csv.ts';
import type { CsvRow } from '../../src/platform/csv.ts';

async function read(text: string | Uint8Array, chunk = 7): Promise<CsvRow[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.slice(at, at + chunk);
  }
  const rows: CsvRow[] = [];
  for await (const some of readCsv(chunks())) rows.push(...some);
  return rows;
}

test.each([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2'],
  ['a BOM', '\uFEFFa,b\n1,2\n'],
  ['Windows lines', 'a,b\r\n1,2\r\n'],
  ['quotation marks', '"a","b"\n"1","2"\n'],
])('reads %s', async (_name, text) => {
  expect(await read(text)).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1', '2'] },
  ]);
});

test('keeps what stands in quotation marks: delimiters, marks, new lines', async () => {
  expect(await read('a,b\n"x, y","he said ""no"""\n"two\nlines",z\nlast,row\n')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['x, y', 'he said "no"'] },
    { line: 3, fields: ['two\nlines', 'z'] },
    { line: 5, fields: ['last', 'row'] },
  ]);
});

test('letters of more bytes than one come through every cut', async () => {
  for (const chunk of [1, 2, 3, 5]) {
    expect(await read('nama\nÉmilie Suharti 😀\n', chunk)).toContainEqual({
      ...{ line: 2, fields: ['Émilie Suharti 😀'] },
    });
  }
});

test('empty lines are no rows, and are counted', async () => {
  expect(await read('\na,b\n\n  \n1,2\n\n')).toEqual([
    { line: 2, fields: ['a', 'b'] },
    { line: 5, fields: ['1', '2'] },
  ]);
});

test('an empty file has no rows', async () => {
  expect([await read(''), await read('\n\n')]).toEqual([[], []]);
});

describe('a broken line is named, and takes no other with it', () => {
  test.each([
    ['a mark left open', 'a,b,c\n1,2,3\n4,"5,6\n7,8,9\nx,y,z\n', 3],
    ['a mark left open where another line has one too', 'a,b,c\n1,2,3\n4,"5,6\n7,"8",9\nx,y,z\n', 3],
    ['text behind a mark', 'a,b,c\n1,2,3\n4,"5"5,6\n7,8,9\nx,y,z\n', 3],
    ['a mark within text', 'a,b,c\n1,2,3\n4,5 "five" 5,6\n7,8,9\nx,y,z\n', 3],
  ])('%s', async (_name, text, line) => {
    const rows = await read(text);
    expect(rows.map((row) => ['fault' in row, row.line])).toEqual(
      [1, 2, 3, 4, 5].map((nr) => [nr === line, nr]),
    );
  });

  test('two marks left open, in two rows', async () => {
    const rows = await read('a,b,c\n1,"2,3\n4,"5,6\n7,8,9\n');
    expect(rows.map((row) => 'fault' in row)).toEqual([false, true, true, false]);
  });

  test('a mark left open in the last line', async () => {
    expect(await read('a,b\n1,2\n3,"4')).toContainEqual({ line: 3, fault: 'a quotation mark is not closed' });
  });

  test('a line without an end is cut, not kept', async () => {
    const rows = await read(`a,b\n${'x'.repeat(300_000)},2\n3,4\n`, 10_000);
    expect(rows).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fault: expect.stringContaining('longer than') },
      { line: 3, fields: ['3', '4'] },
    ]);
  });

  test('many lines after an open mark are read once more', async () => {
    const lines = Array.from({ length: 100 }, (_, nr) => `${nr},x,y`);
    const rows = await read(`a,b,c\n1,"2\n${lines.join('\n')}\n`, 1000);
    expect(rows.filter((row) => 'fields' in row)).toHaveLength(101);
    expect(rows.filter((row) => 'fault' in row)).toEqual([{ line: 2, fault: expect.any(String) }]);
  });
});

test('too few and too many columns are for whoever reads', async () => {
  expect(await read('a,b\n1\n1,2,3\n')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1'] },
    { line: 3, fields: ['1', '2', '3'] },
  ]);
});

test('bytes that are no UTF-8 show as such', async () => {
  const rows = await read(Uint8Array.from([0x61, 0x0a, 0xc9, 0x6d, 0x0a]));
  expect(rows[1]).toEqual({ line: 2, fields: ['\uFFFDm'] });
});
