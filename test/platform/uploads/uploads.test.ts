import { afterAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { policy } from '../../../config/policy.ts';
import { displayName } from '../../../src/platform/uploads/display-name.ts';
import { createUploads } from '../../../src/platform/uploads/uploads.ts';
import type { Prepared } from '../../../src/platform/uploads/uploads.ts';
import {
  emptyZip,
  heic,
  heicClaiming,
  jpeg,
  pdf,
  pdfOf,
  pdfWith,
  pdfWithPackedScript,
  png,
  pngClaiming,
  streamObject,
} from '../../support/files.ts';

const uploads = createUploads({ ...policy.uploads, threads: 1, queueLimit: 4, timeoutMs: 20_000 });
afterAll(() => uploads.close());

const prepare = (bytes: Uint8Array, name = '', tooLarge = false): Promise<Prepared> =>
  uploads.prepare({ name, bytes: new Uint8Array(bytes), tooLarge });

async function pagesOf(bytes: Uint8Array, name = ''): Promise<Uint8Array[]> {
  const prepared = await prepare(bytes, name);
  if (prepared.kind !== 'ready') throw new Error(JSON.stringify(prepared));
  return prepared.pages;
}

const reasonOf = async (bytes: Uint8Array, name = ''): Promise<string> => {
  const prepared = await prepare(bytes, name);
  return prepared.kind === 'refused' ? prepared.reason : prepared.kind;
};

describe('what is taken', () => {
  test('a photograph is kept upright, shrunk, as JPEG and without what the phone wrote into it', async () => {
    const exif = { IFD0: { Make: 'Telepon', Orientation: '6' }, IFD3: { GPSLatitude: '6/1 12/1 0/1' } };
    const sent = await sharp(await jpeg({ width: 4000, height: 3000 }))
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const [page] = await pagesOf(sent, 'KTP.jpg');
    const kept = await sharp(page).metadata();
    expect([kept.format, kept.width, kept.height]).toEqual(['jpeg', 1650, 2200]);
    expect([kept.exif, kept.orientation]).toEqual([undefined, undefined]);
  });

  test('a PNG with transparency becomes a picture on white', async () => {
    const clear = { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const [page] = await pagesOf(await sharp({ create: clear }).png().toBuffer());
    const { dominant } = await sharp(page).stats();
    expect(dominant.r + dominant.g + dominant.b).toBeGreaterThan(700);
  });

  test('a HEIC of a phone becomes a JPEG with the same colours', async () => {
    const [page] = await pagesOf(heic(), 'IMG_0001.HEIC');
    const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([120, 80]);
    const at = (x: number) => [...data.subarray((40 * 120 + x) * 3, (40 * 120 + x) * 3 + 3)];
    const [left, right] = [at(20), at(100)];
    expect((left[0] ?? 0) - (left[2] ?? 0)).toBeGreaterThan(80);
    expect((right[2] ?? 0) - (right[0] ?? 0)).toBeGreaterThan(80);
  });

  test('each page of a PDF becomes a picture of what stood on it', async () => {
    const pages = await pagesOf(await pdf({ pages: 2 }), 'SK.pdf');
    expect(pages).toHaveLength(2);
    const { data, info } = await sharp(pages[0]).raw().toBuffer({ resolveWithObject: true });
    expect(info.height).toBe(2200);
    // Near the top it is blue.
    const [red = 255, , blue = 0] = data.subarray((100 * info.width + 100) * 3);
    expect(blue - red).toBeGreaterThan(150);
  });

  test.each(['KTP.png', 'ktp.JPEG', 'ktp', 'foto.jfif'])('a JPEG called %s', async (name) => {
    expect(await pagesOf(await jpeg({ width: 60, height: 40 }), name)).toHaveLength(1);
  });
});

describe('what is refused, and why', () => {
  test('what went on beyond the limit, or is empty', async () => {
    expect(await prepare(await jpeg({ width: 9, height: 9 }), 'a.jpg', true)).toEqual({
      kind: 'refused',
      reason: 'too_large',
    });
    expect(await reasonOf(Buffer.alloc(0), 'a.jpg')).toBe('empty');
  });

  test.each([
    ['a program', Buffer.from('MZ\x90\x00'), 'ktp.jpg'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'ktp.png'],
    ['a drawing that may hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'ktp.svg'],
    ['an archive', emptyZip, 'sk.pdf'],
    ['a GIF', Buffer.from('GIF89a'), 'ktp.jpg'],
    ['a PDF behind junk', Buffer.concat([Buffer.from('junk\n'), pdfWith('')]), 'sk.pdf'],
    ['AVIF', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1'), 'a.heic'],
    [
      'AVIF under the common brand',
      Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf', 'latin1'),
      'a.heic',
    ],
  ])('%s is none of the four kinds', async (_, bytes, name) => {
    expect(await reasonOf(bytes, name)).toBe('type');
  });

  test.each(['ktp.pdf', 'ktp.exe', 'ktp.jpg.html', 'ktp.svg'])('a picture called %s', async (name) => {
    expect(await reasonOf(await jpeg({ width: 9, height: 9 }), name)).toBe('name');
  });

  test('a document called a picture', async () => {
    expect(await reasonOf(pdfWith(''), 'ktp.jpg')).toBe('name');
  });

  test('a file that is another one too', async () => {
    const picture = await jpeg({ width: 60, height: 40 });
    const small = await png({ width: 60, height: 40 });
    const asPage = Buffer.concat([picture, Buffer.from('<ScRiPt>alert(1)</ScRiPt>')]);
    expect(await reasonOf(Buffer.concat([picture, emptyZip]))).toBe('polyglot');
    expect(await reasonOf(asPage)).toBe('polyglot');
    expect(await reasonOf(Buffer.concat([small, pdfWith('')]))).toBe('polyglot');
    expect(await reasonOf(Buffer.concat([pdfWith(''), emptyZip]))).toBe('polyglot');
    expect(await reasonOf(Buffer.concat([pdfWith(''), Buffer.alloc(4000, 65)]))).toBe('polyglot');
  });

  test('bombs: a few bytes that would be hundreds of millions of pixels', async () => {
    expect(await reasonOf(pngClaiming(30_000, 30_000))).toBe('pixels');
    expect(await reasonOf(heicClaiming(30_000, 30_000))).toBe('pixels');
    const image =
      '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray';
    expect(await reasonOf(pdfWith('', [streamObject(Buffer.alloc(10), image)]))).toBe('pixels');
  });

  test('a PDF whose stream inflates beyond what any page needs', async () => {
    const bomb = streamObject(Buffer.alloc(policy.uploads.pixels * 3 + 1), '/Type /Metadata');
    expect(bomb.length).toBeLessThan(200_000);
    expect(await reasonOf(pdfWith('', [bomb]))).toBe('pixels');
  });

  test('a PDF with more pages than a letter has', async () => {
    expect(await reasonOf(await pdf({ pages: policy.uploads.pages + 1 }))).toBe('pages');
  });

  test('an encrypted PDF', async () => {
    const locked = pdfWith('', ['<< /Filter /Standard /V 1 /R 2 /P -4 >>'], '/Encrypt 4 0 R ');
    expect(await reasonOf(locked)).toBe('encrypted');
  });

  test.each([
    ['a script when it opens', pdfWith('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>')],
    [
      'a script whose name is disguised',
      pdfWith('/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>'),
    ],
    ['a script packed into an object stream', pdfWithPackedScript()],
    ['a program to be started', pdfWith('/OpenAction << /S /Launch /F (calc.exe) >>')],
    ['a file within', pdfWith('/Names << /EmbeddedFiles << /Names [] >> >>')],
    ['a form of XFA', pdfWith('/AcroForm << /XFA 4 0 R >>', ['<< >>'])],
  ])('a PDF with %s', async (_, bytes) => {
    expect(await reasonOf(bytes, 'sk.pdf')).toBe('script');
  });

  test('objects packed in a way that only hides them', async () => {
    const twice =
      '<< /Type /ObjStm /Filter [/FlateDecode /FlateDecode] /N 1 /First 4 /Length 3 >>\nstream\nabc\nendstream';
    expect(await reasonOf(pdfWith('', [twice]))).toBe('damaged');
  });

  test('what breaks off, and what is none in spite of its first bytes', async () => {
    const picture = await jpeg();
    expect(await reasonOf(picture.subarray(0, 200))).toBe('damaged');
    expect(await reasonOf(Buffer.from('%PDF-1.7\nnothing more'))).toBe('damaged');
    expect(await reasonOf(heic().subarray(0, 300))).toBe('damaged');
    expect(await reasonOf(pdfOf(['<< /Type /Catalog >>']))).toBe('damaged');
  });
});

describe('a crowd', () => {
  test('is told to come back, and what takes too long is ended without harm to the next', async () => {
    const hasty = createUploads({ ...policy.uploads, threads: 1, queueLimit: 1, timeoutMs: 1 });
    const picture = await jpeg({ width: 3000, height: 3000 });
    const file = { name: 'a.jpg', bytes: new Uint8Array(picture), tooLarge: false };
    const answers = await Promise.all([1, 2, 3, 4].map(() => hasty.prepare({ ...file })));
    await hasty.close();
    expect(answers.map(({ kind }) => kind)).toContain('busy');
    expect(answers).toContainEqual({ kind: 'refused', reason: 'slow' });
    expect(await pagesOf(picture)).toHaveLength(1);
  });
});

describe('the name shown for a file', () => {
  test.each([
    ['C:\\Users\\budi\\KTP budi.jpg', 'KTP budi.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['ktp\u202egpj.exe', 'ktpgpj.exe'],
    ['"><script>.png', 'script.png'],
    ['\0\n', 'berkas'],
  ])('%j is %j', (sent, shown) => {
    expect(displayName(sent)).toBe(shown);
  });

  test('is at most eighty characters, with its ending', () => {
    const shown = displayName(`${'panjang '.repeat(40)}.jpeg`);
    expect([...shown].length).toBeLessThanOrEqual(80);
    expect(shown).toMatch(/….jpeg$/);
  });
});
