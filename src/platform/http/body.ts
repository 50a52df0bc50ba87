import type { Context } from 'koa';

/** After refusing a body we read on for so long that the client gets to see our answer, not a broken pipe. */
const DRAIN_BYTES = 8 * 1024 * 1024;

/**
 * Reads a request's body as UTF-8 text, at most `limitBytes`. Throws 413 where it is larger and 400 where it is not
 * text; nothing is kept of a body that is refused.
 */
export async function readBody(ctx: Context, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > DRAIN_BYTES) break;
      if (size <= limitBytes) chunks.push(chunk);
    }
  } catch (cause) {
    ctx.throw(400, 'the request body ended early', { code: 'body_aborted', cause });
  }
  if (size > limitBytes) {
    ctx.set('Connection', 'close');
    ctx.throw(413, 'the request body is too large', { code: 'body_too_large' });
  }
  return decode(ctx, Buffer.concat(chunks));
}

function decode(ctx: Context, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    return ctx.throw(400, 'the request body is not UTF-8', { code: 'body_not_text', cause });
  }
}
