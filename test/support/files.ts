import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts, rgb } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** Files as people and attackers send them, made on the spot. */

const fixtures = path.resolve(import.meta.dirname, '../fixtures');

export async function jpeg({ width = 640, height = 480 } = {}): Promise<Buffer> {
  return plainPicture(width, height).jpeg().toBuffer();
}

export async function png({ width = 640, height = 480 } = {}): Promise<Buffer> {
  return plainPicture(width, height).png().toBuffer();
}

/** As large in bytes as a photograph of that many pixels. */
export async function noisyPicture(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

function plainPicture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#b3121d' } });
}

/** 120 by 80, red and blue, made by libheif's encoder. */
export function heic(): Buffer {
  return readFileSync(path.join(fixtures, 'picture.heic'));
}

/** The same, but it says it is so large. */
export function heicClaiming(width: number, height: number): Buffer {
  const bytes = heic();
  for (let at = bytes.indexOf('ispe'); at >= 0; at = bytes.indexOf('ispe', at + 4)) {
    bytes.writeUInt32BE(width, at + 8);
    bytes.writeUInt32BE(height, at + 12);
  }
  return bytes;
}

/** A few hundred bytes of PNG that say they are `width` by `height`. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1 << 16));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A document of so many pages, as an office program writes it (objects packed into streams). */
export async function pdf({ pages = 1 } = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let at = 1; at <= pages; at += 1) {
    const page = document.addPage([595, 842]);
    page.drawRectangle({ x: 0, y: 600, width: 595, height: 242, color: rgb(0, 0, 1) });
    page.drawText(`SK Pengangkatan, halaman ${at}`, { x: 60, y: 500, size: 24, font });
  }
  return Buffer.from(await document.save({ useObjectStreams: true }));
}

/** A document whose objects are given, with a right cross-reference table, so that every reader takes it. */
export function pdfOf(objects: readonly string[], { trailer = '' } = {}): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>';

/** A document of one empty page with something more in its catalogue, and more objects from 4 on. */
export function pdfWith(catalogue: string, more: readonly string[] = [], trailer = ''): Buffer {
  return pdfOf([`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`, PAGES, PAGE, ...more], { trailer });
}

/** A stream object; `deflated` of what is given, with so much more in its dictionary. */
export function streamObject(content: Buffer, dictionary: string): string {
  const data = deflateSync(content);
  return `<< ${dictionary} /Filter /FlateDecode /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`;
}

/** A script that no search of the plain bytes finds: its object is packed and deflated. */
export function pdfWithPackedScript(): Buffer {
  const packed = '5 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>';
  const stream = streamObject(Buffer.from(packed), '/Type /ObjStm /N 1 /First 4');
  return pdfWith('/OpenAction 5 0 R', [stream]);
}

/** An empty ZIP archive, as it would be hung to the end of a picture. */
export const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
