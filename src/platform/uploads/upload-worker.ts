import { PDFiumLibrary } from '@hyzyla/pdfium';
import decodeHeic from 'heic-decode';
import sharp from 'sharp';
import type { Sharp, SharpOptions } from 'sharp';
import { pdfFault } from './pdf-fault.ts';
import { isPolyglot } from './sniff.ts';
import type { UploadFault, UploadKind } from './sniff.ts';

export interface UploadFigures {
  /** Of a picture, before it is decoded. */
  pixels: number;
  /** Of a document. */
  pages: number;
  /** What is kept. */
  longestSide: number;
  quality: number;
}

export type UploadUse = 'document' | 'logo';

export interface UploadTask {
  bytes: Uint8Array;
  kind: UploadKind;
  figures: UploadFigures;
  /** What it is for: a document's pages, or a small square logo. */
  use: UploadUse;
}

export type Remade = { kind: 'ready'; pages: Uint8Array[] } | { kind: 'refused'; reason: UploadFault };

// libheif says aloud what it cannot read; our output is a log of JSON lines.
console.log = () => {};
// One picture at a time, and nothing kept of one for the next.
sharp.concurrency(1);
sharp.cache(false);

/** Runs in a worker thread, which is ended where it takes too long: makes pictures anew out of whatever somebody sent. */
export default async function remake({ bytes, kind, figures, use }: UploadTask): Promise<Remade> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isPolyglot(file, kind)) return refused('polyglot');
  try {
    if (use === 'logo') return await remadeLogo(file, kind, figures);
    if (kind === 'pdf') return await remadePdf(file, figures);
    if (kind === 'heic') return await remadeHeic(file, figures);
    return await remadePicture(file, kind, figures);
  } catch {
    // Decoders throw whatever they like at what they cannot read.
    return refused('damaged');
  }
}

const refused = (reason: UploadFault) => ({ kind: 'refused', reason }) as const;

/** Side of the square; twice what the portal shows, for finer screens. */
const LOGO_SIDE = 128;

async function remadeLogo(file: Buffer, kind: UploadKind, figures: UploadFigures): Promise<Remade> {
  if (kind !== 'png' && kind !== 'jpeg') return refused('type');
  const opened = await openPicture(file, kind, figures);
  if ('reason' in opened) return opened;
  const fit = { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
  const square = opened.picture.rotate().resize(LOGO_SIDE, LOGO_SIDE, fit).toColourspace('srgb');
  return { kind: 'ready', pages: [await square.png({ palette: true }).toBuffer()] };
}

async function remadePicture(file: Buffer, kind: 'jpeg' | 'png', figures: UploadFigures): Promise<Remade> {
  const opened = await openPicture(file, kind, figures);
  return 'reason' in opened ? opened : { kind: 'ready', pages: [await asJpeg(opened.picture, figures)] };
}

async function openPicture(
  file: Buffer,
  kind: 'jpeg' | 'png',
  figures: UploadFigures,
): Promise<{ picture: Sharp } | Extract<Remade, { kind: 'refused' }>> {
  const options: SharpOptions = { limitInputPixels: false, failOn: 'error', animated: false };
  const { format, width, height } = await sharp(file, options).metadata();
  if (format !== kind) return refused('damaged');
  if (width * height > figures.pixels) return refused('pixels');
  return { picture: sharp(file, { ...options, limitInputPixels: figures.pixels }) };
}

async function remadeHeic(file: Buffer, figures: UploadFigures): Promise<Remade> {
  const pictures = await decodeHeic.all({ buffer: file });
  try {
    const [first] = pictures;
    if (!first) return refused('damaged');
    // The file says so itself; nothing has been decoded yet.
    if (first.width * first.height > figures.pixels) return refused('pixels');
    const { width, height, data } = await first.decode();
    const picture = sharp(data, { raw: { width, height, channels: 4 } });
    return { kind: 'ready', pages: [await asJpeg(picture, figures)] };
  } finally {
    pictures.dispose();
  }
}

/** Upright, on white, no larger than print needs, and without the metadata: a phone writes down where it was. */
async function asJpeg(picture: Sharp, { longestSide, quality }: UploadFigures): Promise<Uint8Array> {
  return picture
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .jpeg({ quality })
    .toBuffer();
}

async function remadePdf(file: Buffer, figures: UploadFigures): Promise<Remade> {
  const fault = pdfFault(file, figures);
  if (fault) return refused(fault);
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(file);
    if (bringsMore(library, document)) return refused('script');
    const count = document.getPageCount();
    if (count < 1) return refused('damaged');
    if (count > figures.pages) return refused('pages');
    const pages: Uint8Array[] = [];
    for (const page of document.pages()) pages.push(await drawPage(page, figures));
    document.destroy();
    return { kind: 'ready', pages };
  } finally {
    library.destroy();
  }
}

type Document = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>;
type Page = ReturnType<Document['getPage']>;

async function drawPage(page: Page, figures: UploadFigures): Promise<Uint8Array> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = figures.longestSide / Math.max(1, originalWidth, originalHeight);
  // Stamps and signatures are form fields and annotations.
  const drawn = await page.render({ scale, render: 'bitmap', renderFormFields: true });
  const { width, height, data } = drawn;
  return asJpeg(sharp(data, { raw: { width, height, channels: 4 } }), figures);
}

/** PDFium's own word on scripts, attached files and XFA: it reads what our look at the bytes may have been led past. */
function bringsMore(library: PDFiumLibrary, document: Document): boolean {
  // The wrapper keeps both private; these three calls are all that is missing in it.
  const { module } = library as unknown as { module: Record<string, (document: number) => number> };
  const { documentIdx } = document as unknown as { documentIdx: number };
  const ask = (name: string) => module[name]?.(documentIdx) ?? 0;
  return (
    ask('_FPDFDoc_GetJavaScriptActionCount') > 0 ||
    ask('_FPDFDoc_GetAttachmentCount') > 0 ||
    ask('_FPDF_GetFormType') >= XFA_FORM
  );
}

/** FORMTYPE_XFA_FULL and FORMTYPE_XFA_FOREGROUND of PDFium's fpdf_formfill.h. */
const XFA_FORM = 2;
