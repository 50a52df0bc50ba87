export type UploadKind = 'jpeg' | 'png' | 'heic' | 'pdf';

/** Why a file is not taken; the words are the catalogue's. */
export type UploadFault =
  | 'empty'
  | 'too_large'
  | 'type'
  | 'name'
  | 'polyglot'
  | 'damaged'
  | 'pixels'
  | 'pages'
  | 'encrypted'
  | 'script'
  | 'slow';

/** Brands of HEIF whose pictures are HEVC; `avif` and others are not what phones make. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** What a file is, by how it begins, whatever it is called; null: none of what we take. */
export function sniff(bytes: Uint8Array): UploadKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  // At the very beginning: readers forgive a kilobyte of junk before it, and in that hides another file.
  if (/^%PDF-[12]\.\d/.test(head)) return 'pdf';
  if (head.slice(4, 8) !== 'ftyp') return null;
  return HEIC_BRANDS.has(head.slice(8, 12)) && !head.includes('avif') ? 'heic' : null;
}

const NAMES: Record<string, readonly UploadKind[]> = {
  pdf: ['pdf'],
  // Pictures are often called by another picture's name by the programs that pass them on; that harms nobody.
  jpg: ['jpeg', 'png', 'heic'],
  jpeg: ['jpeg', 'png', 'heic'],
  jfif: ['jpeg', 'png', 'heic'],
  png: ['jpeg', 'png', 'heic'],
  heic: ['jpeg', 'png', 'heic'],
  heif: ['jpeg', 'png', 'heic'],
};

/** Whether a name may stand over such a content: a picture that calls itself a document or a program is refused. */
export function nameFits(name: string, kind: UploadKind): boolean {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase();
  return ending === undefined || (NAMES[ending]?.includes(kind) ?? false);
}

const FOREIGN_IN_PICTURE = /%PDF-[12]\.|<script|<\?php|<!doctype html|<iframe|<svg[\s>]/i;

/** A file that is another one too: a ZIP at its end, a page of HTML in a comment. Phones' trailing pictures are not. */
export function isPolyglot(bytes: Buffer, kind: UploadKind): boolean {
  if (endsAsZip(bytes)) return true;
  if (kind !== 'pdf') return FOREIGN_IN_PICTURE.test(bytes.toString('latin1'));
  const end = bytes.lastIndexOf('%%EOF');
  return end >= 0 && bytes.length - end > TRAILING_OF_PDF;
}

/** Readers look for the end marker in the last kilobyte. */
const TRAILING_OF_PDF = 1024 + 5;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_LENGTH = 22;

/** The end record of a ZIP says how long its comment is: that it fits makes a chance hit all but impossible. */
function endsAsZip(bytes: Buffer): boolean {
  const first = Math.max(0, bytes.length - ZIP_END_LENGTH - 0xffff);
  for (let at = bytes.lastIndexOf(ZIP_END); at >= first; at = bytes.lastIndexOf(ZIP_END, at - 1)) {
    const fits = at + ZIP_END_LENGTH <= bytes.length;
    if (fits && at + ZIP_END_LENGTH + bytes.readUInt16LE(at + 20) <= bytes.length) return true;
    if (at === 0) return false;
  }
  return false;
}
