import { Piscina } from 'piscina';
import { createGate } from '../gate.ts';
import { nameFits, sniff } from './sniff.ts';
import type { UploadFault } from './sniff.ts';
import type { Remade, UploadFigures, UploadTask, UploadUse } from './upload-worker.ts';

export interface UploadedFile {
  /** As the sender called it. */
  name: string;
  bytes: Uint8Array;
  /** It went on beyond the limit; what stands in `bytes` is not all. */
  tooLarge: boolean;
}

export type Prepared =
  | { kind: 'ready'; pages: Uint8Array[] }
  | { kind: 'refused'; reason: UploadFault }
  /** Too many files are being worked on: later. */
  | { kind: 'busy'; waitSeconds: number };

export interface Uploads {
  /** Makes JPEG pictures, one a page, out of a file that somebody sent; of a logo, one small square PNG. */
  prepare(file: UploadedFile, use?: UploadUse): Promise<Prepared>;
  close(): Promise<void>;
}

export interface UploadsOptions extends UploadFigures {
  /** How many are worked on at a time, and how many may wait. */
  threads: number;
  queueLimit: number;
  timeoutMs: number;
}

/** JavaScript's share of a worker's memory; pictures themselves lie outside, bounded by the pixel limit. */
const WORKER_HEAP_MB = 256;

/**
 * What people send is hostile (design §6): its kind is read from its content, and it is decoded in a worker thread with
 * limits of pixels, memory and time, a few at a time. What comes out is pixels drawn by us. The thread starts with the first file.
 */
export function createUploads(options: UploadsOptions): Uploads {
  const gate = createGate({ concurrency: options.threads, queueLimit: options.queueLimit });
  const { pixels, pages, longestSide, quality } = options;
  let pool: Piscina | undefined;
  const workers = () => (pool ??= startPool(options.threads));

  async function remake(task: UploadTask): Promise<Prepared> {
    const signal = AbortSignal.timeout(options.timeoutMs);
    try {
      // The pool ends the thread of a task that is called off.
      return (await workers().run(task, { signal })) as Remade;
    } catch (error) {
      if (signal.aborted) return { kind: 'refused', reason: 'slow' };
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        return { kind: 'refused', reason: 'pixels' };
      throw error;
    }
  }

  return {
    async prepare({ name, bytes, tooLarge }, use = 'document') {
      if (tooLarge) return { kind: 'refused', reason: 'too_large' };
      if (bytes.byteLength === 0) return { kind: 'refused', reason: 'empty' };
      const kind = sniff(bytes);
      if (kind === null) return { kind: 'refused', reason: 'type' };
      if (!nameFits(name, kind)) return { kind: 'refused', reason: 'name' };
      const entry = gate.enter();
      if (entry.kind === 'full') return { kind: 'busy', waitSeconds: entry.waitSeconds };
      const task = { bytes, kind, figures: { pixels, pages, longestSide, quality }, use };
      return gate.run(() => remake(task), { first: false, place: entry.place });
    },
    async close() {
      await pool?.destroy();
    },
  };
}

function startPool(threads: number): Piscina {
  return new Piscina({
    filename: new URL('./upload-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
  });
}
