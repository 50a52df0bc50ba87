import type { Context } from 'koa';

/** What was typed, by name; a name given twice never gets here. */
export type Form = ReadonlyMap<string, string>;

const LIMIT = 16 * 1024;
/** After refusing a body we read on for so long that the browser gets our answer, not a broken pipe. */
const DRAIN = 8 * 1024 * 1024;

/** Reads a form: 415 for another content type, 413 above 16 KB, 400 where it is not UTF-8 or repeats a name. */
export async function readForm(ctx: Context): Promise<Form> {
  if (!ctx.is('application/x-www-form-urlencoded')) ctx.throw(415);
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await readText(ctx))) {
    if (fields.has(name)) ctx.throw(400);
    fields.set(name, value);
  }
  return fields;
}

async function readText(ctx: Context): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > DRAIN) break;
      if (size <= LIMIT) chunks.push(chunk);
    }
    if (size <= LIMIT) return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    ctx.throw(400);
  }
  ctx.set('Connection', 'close');
  return ctx.throw(413);
}
