import { once } from 'node:events';
import { Busboy } from '@fastify/busboy';
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy';
import type { Context } from 'koa';
import { addressKey } from '../http/client-address.ts';
import { putField } from '../http/form.ts';
import type { Fields } from '../http/form.ts';
import { stateOf } from '../http/state.ts';
import type { UploadedFile } from './uploads.ts';

export interface MultipartLimits {
  /** Names of the controls that take files; any other is no form of ours. */
  fileNames: readonly string[];
  fileBytes: number;
  files: number;
}

export interface ReceivedFile extends UploadedFile {
  /** Of the control. */
  field: string;
}

export interface Received {
  fields: Fields;
  files: ReceivedFile[];
  /** More files were sent than are taken; these were not read. */
  tooMany: boolean;
  /** So many people send files at once that ours were not kept: later. What was typed is here. */
  busy: boolean;
}

export interface MultipartReader {
  /** Reads a posted form with files, and hands it over; what it holds in memory is given back after that. */
  read<T>(ctx: Context, limits: MultipartLimits, use: (received: Received) => Promise<T>): Promise<T>;
}

/** A person's text; the longest is two thousand characters, of four bytes at most. */
const FIELD_BYTES = 16 * 1024;
const FIELDS = 20;

/**
 * Multipart forms (RFC 7578), of all requests together at most `memoryBytes` of files at a time, of one address at most
 * `addressBytes`: beyond it a body is read to its end, so that its sender gets an answer, and not kept. Whatever no form of
 * ours sends is thrown as a 4xx.
 */
export function createMultipartReader(most: { memoryBytes: number; addressBytes: number }): MultipartReader {
  const room = createRoom(most);
  return {
    async read(ctx, limits, use) {
      const place = room.enter(addressKey(stateOf(ctx).address));
      try {
        return await use(await receive(ctx, limits, place.take));
      } finally {
        place.leave();
      }
    },
  };
}

/** Who sends slowly holds what came already: one address must not hold all there is. */
function createRoom({ memoryBytes, addressBytes }: { memoryBytes: number; addressBytes: number }) {
  const heldBy = new Map<string, number>();
  let left = memoryBytes;
  function hold(address: string, bytes: number): void {
    left -= bytes;
    const held = (heldBy.get(address) ?? 0) + bytes;
    if (held > 0) heldBy.set(address, held);
    else heldBy.delete(address);
  }
  return {
    enter(address: string) {
      let mine = 0;
      return {
        take(bytes: number): boolean {
          if (bytes > left || bytes > addressBytes - (heldBy.get(address) ?? 0)) return false;
          hold(address, bytes);
          mine += bytes;
          return true;
        },
        leave: () => hold(address, -mine),
      };
    },
  };
}

async function receive(
  ctx: Context,
  limits: MultipartLimits,
  take: (bytes: number) => boolean,
): Promise<Received> {
  const received: Received = {
    fields: Object.create(null) as Fields,
    files: [],
    tooMany: false,
    busy: false,
  };
  const parser = parserOf(ctx, limits);
  let fault: unknown = null;
  const guarded = (act: () => void) => {
    try {
      if (fault === null) act();
    } catch (error) {
      fault = error;
    }
  };
  parser.on('field', (name, value, _nameCut, valueCut) =>
    guarded(() => {
      if (valueCut) ctx.throw(413, 'a field is too large', { code: 'body_too_large' });
      putField(ctx, received.fields, { name, value });
    }),
  );
  parser.on('file', (field, stream, name) => {
    guarded(() => {
      if (!limits.fileNames.includes(field)) ctx.throw(400, 'not a field for files', { code: 'form_name' });
      // A control that was left empty is sent as a file without a name.
      if (name !== undefined && name !== '') collect(stream, { field, name, received, take });
    });
    // Read on, whatever becomes of it: else the form never ends. An error shows at the parser too.
    stream.on('error', () => {});
    stream.resume();
  });
  parser.on('filesLimit', () => (received.tooMany = true));
  for (const limit of ['partsLimit', 'fieldsLimit'] as const) {
    parser.on(limit, () => guarded(() => ctx.throw(400, 'too many fields', { code: 'form_invalid' })));
  }
  await readThrough(ctx, parser, limits);
  if (fault !== null) throw fault;
  return received;
}

function parserOf(ctx: Context, { fileBytes, files, fileNames }: MultipartLimits): BusboyInstance {
  const headers = { ...ctx.req.headers, 'content-type': ctx.get('content-type') };
  if (!/^multipart\/form-data\s*;/i.test(headers['content-type'])) {
    ctx.throw(415, 'only forms are accepted here', { code: 'not_a_form' });
  }
  try {
    return new Busboy({
      headers,
      limits: {
        fieldNameSize: 100,
        fieldSize: FIELD_BYTES,
        fields: FIELDS,
        fileSize: fileBytes,
        // An empty control counts as a file here.
        files: files + fileNames.length,
        parts: FIELDS + files + fileNames.length + 1,
        headerPairs: 20,
        headerSize: 4096,
      },
    });
  } catch (cause) {
    return ctx.throw(400, 'the form is malformed', { code: 'form_invalid', cause });
  }
}

interface Collecting {
  field: string;
  name: string;
  received: Received;
  take: (bytes: number) => boolean;
}

function collect(stream: BusboyFileStream, { field, name, received, take }: Collecting): void {
  const file: ReceivedFile = { field, name, bytes: new Uint8Array(), tooLarge: false };
  received.files.push(file);
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    if (received.busy || file.tooLarge) return;
    if (take(chunk.length)) chunks.push(chunk);
    else received.busy = true;
  });
  stream.on('limit', () => {
    file.tooLarge = true;
    chunks.length = 0;
  });
  stream.on('end', () => {
    // A copy of its own: it goes to a worker whole.
    file.bytes = new Uint8Array(Buffer.concat(chunks));
    chunks.length = 0;
  });
}

/**
 * A body that never ends is cut off; one that is malformed or merely too large is read to its end, so that its sender gets to
 * see our answer, not a broken pipe. (A pipeline would destroy the request where the parser fails.)
 */
async function readThrough(
  ctx: Context,
  parser: BusboyInstance,
  { fileBytes, files }: MultipartLimits,
): Promise<void> {
  const most = 2 * files * fileBytes;
  const ended = endOf(parser);
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) break;
      if (!parser.destroyed && !parser.write(chunk)) await Promise.race([once(parser, 'drain'), ended]);
    }
  } catch (cause) {
    parser.destroy();
    ctx.throw(400, 'the request body ended early', { code: 'body_aborted', cause });
  }
  if (size > most) {
    parser.destroy();
    ctx.set('Connection', 'close');
    ctx.throw(413, 'the request body is too large', { code: 'body_too_large' });
  }
  if (!parser.destroyed) parser.end();
  const cause = await ended;
  if (cause !== null) ctx.throw(400, 'the form is malformed', { code: 'form_invalid', cause });
}

/** Resolves in any case, with the error where there was one: nobody may be listening yet when it comes. */
function endOf(parser: BusboyInstance): Promise<unknown> {
  return new Promise((resolve) => {
    parser.once('finish', () => resolve(null));
    parser.on('error', (error) => {
      parser.destroy();
      resolve(error);
    });
  });
}
