import type { Context } from 'koa';

/**
 * Answers with a picture that somebody sent us. It was made anew by us, and is not trusted even so: it is saved, not shown, and
 * where a browser shows it all the same nothing in it runs, loads or is framed (design §6).
 */
export function serveAttachment(ctx: Context, { name, bytes }: { name: string; bytes: Buffer }): void {
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
  ctx.set('Content-Disposition', `attachment; filename="${plainName(name)}.jpg"`);
  ctx.type = 'image/jpeg';
  ctx.body = bytes;
}

/** What a person called it names a file on the officer's disk: letters, digits and dashes of it are enough. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return plain === '' ? 'lampiran' : plain;
}
