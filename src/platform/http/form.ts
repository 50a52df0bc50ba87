import type { Context } from 'koa';
import type { z } from 'zod';
import { readBody } from './body.ts';

export type Fields = Record<string, string>;

const FORM = 'application/x-www-form-urlencoded';
const LIMIT_BYTES = 16 * 1024;
/** Control characters that no field of ours takes; tab and line breaks stay. */
// oxlint-disable-next-line no-control-regex -- exactly these characters are refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const read = new WeakMap<object, Fields>();

/**
 * Reads a posted form into the typed values of `schema`. Whatever no form of ours sends (another content type, a
 * body over the limit, repeated or nested names, NUL bytes, a value the schema refuses) is thrown as a 4xx and
 * becomes a plain page. What a person may mistype is for the step to judge, so schemas stay permissive.
 */
export async function readForm<Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
  limitBytes = LIMIT_BYTES,
): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(await readFields(ctx, limitBytes));
  if (!parsed.success) {
    return ctx.throw(400, 'the form is not one of ours', { code: 'form_invalid', cause: parsed.error });
  }
  return parsed.data;
}

/** The posted fields as they are, each name once. A second call in the same request gives the same ones. */
export async function readFields(ctx: Context, limitBytes = LIMIT_BYTES): Promise<Fields> {
  const before = read.get(ctx.req);
  if (before) return before;
  const fields = parseForm(ctx, await readFormBody(ctx, limitBytes));
  read.set(ctx.req, fields);
  return fields;
}

async function readFormBody(ctx: Context, limitBytes: number): Promise<string> {
  const text = await readBody(ctx, limitBytes);
  const type = ctx.get('content-type').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== FORM && !(type === '' && text === '')) {
    ctx.throw(415, 'only forms are accepted here', { code: 'not_a_form' });
  }
  return text;
}

function parseForm(ctx: Context, text: string): Fields {
  // Without a prototype: a field named `__proto__` is a field like any other.
  const fields: Fields = Object.create(null) as Fields;
  for (const [name, value] of new URLSearchParams(text)) putField(ctx, fields, { name, value });
  return fields;
}

/** Takes a posted field, whichever way it was packed; throws 400 for one that no form of ours sends. */
export function putField(
  ctx: Context,
  fields: Fields,
  { name, value }: { name: string; value: string },
): void {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) refuse(ctx, 'form_name');
  if (Object.hasOwn(fields, name)) refuse(ctx, 'form_repeated');
  if (CONTROL.test(value) || value.includes('\ufffd')) refuse(ctx, 'form_characters');
  fields[name] = value;
}

function refuse(ctx: Context, code: string): never {
  return ctx.throw(400, 'the form is malformed', { code });
}
