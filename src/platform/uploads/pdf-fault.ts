import { inflateSync } from 'node:zlib';
import type { UploadFault } from './sniff.ts';

/** Whatever does something when a document is opened, or brings another file with it. */
const ACTIVE =
  /\/(?:JS|JavaScript|Launch|EmbeddedFiles?|XFA|RichMedia|ImportData|SubmitForm|Rendition|GoToE|Movie)(?=[\s()<>[\]{}/%]|$)/;
const ENCRYPTED = /\/Encrypt(?=[\s()<>[\]{}/%]|$)/;
const STREAM = /\bstream(?:\r\n|\n|\r)/g;

/**
 * Reads a PDF's objects without running anything: those that stand in the file, and those packed into object streams, where
 * scripts like to hide. Nothing is inflated beyond what the pictures of `pixels` need, so that a bomb is refused before a
 * library meets it. It gives people a reason; what protects us is that only pictures drawn by PDFium, which runs no script, are kept.
 */
export function pdfFault(bytes: Buffer, { pixels }: { pixels: number }): UploadFault | null {
  const text = bytes.toString('latin1');
  const objects: string[] = [];
  let left = pixels * 6;
  let at = 0;
  for (const found of text.matchAll(STREAM)) {
    if (found.index < at) continue;
    const before = plainNames(text.slice(at, found.index));
    objects.push(before);
    const start = found.index + found[0].length;
    const end = text.indexOf('endstream', start);
    if (end < 0) return 'damaged';
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    const stream = readStream(dictionary, bytes.subarray(start, end), Math.min(left, pixels * 3));
    if (typeof stream === 'string') return stream;
    left -= stream.bytes;
    if (left <= 0) return 'pixels';
    objects.push(stream.objects);
    at = end;
  }
  objects.push(plainNames(text.slice(at)));
  const all = objects.join('\n');
  if (ENCRYPTED.test(all)) return 'encrypted';
  return ACTIVE.test(all) ? 'script' : null;
}

/** `/J#53` is `/JS` (ISO 32000-1 §7.3.5). */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

interface ReadStream {
  /** How much it held. */
  bytes: number;
  /** Text of the objects packed into it. */
  objects: string;
}

function readStream(dictionary: string, data: Buffer, mostBytes: number): ReadStream | UploadFault {
  const packed = /\/ObjStm\b/.test(dictionary);
  const filters = dictionary.match(/\/(?:\w+Decode|Fl|LZW|AHx|A85|RL)\b/g) ?? [];
  const flates = filters.filter((filter) => filter === '/FlateDecode' || filter === '/Fl').length;
  if (tooManyPixels(dictionary, mostBytes / 3)) return 'pixels';
  // A bomb in a bomb; and objects packed in a way that nobody packs them, but who hides something.
  if (flates > 1 || (packed && filters.length > flates)) return 'damaged';
  if (packed && /\/Predictor\s+(?!1\b)/.test(dictionary)) return 'damaged';
  if (flates === 0 || filters[0] !== filters.find((filter) => filter.startsWith('/Fl'))) {
    return { bytes: data.length, objects: packed ? plainNames(data.toString('latin1')) : '' };
  }
  try {
    const plain = inflateSync(data, { maxOutputLength: Math.max(1, Math.floor(mostBytes)) });
    return { bytes: plain.length, objects: packed ? plainNames(plain.toString('latin1')) : '' };
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return 'pixels';
    // A damaged picture shows as such when it is drawn.
    return packed ? 'damaged' : { bytes: data.length, objects: '' };
  }
}

function tooManyPixels(dictionary: string, pixels: number): boolean {
  if (!/\/Subtype\s*\/Image\b/.test(dictionary)) return false;
  const side = (name: string) => Number(new RegExp(`/${name}\\s+(\\d+)`).exec(dictionary)?.[1] ?? 0);
  return side('Width') * side('Height') > pixels;
}
