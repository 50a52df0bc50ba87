import type { Context } from 'koa';

export interface Cookies {
  read(ctx: Context, name: string): string | undefined;
  write(ctx: Context, name: string, value: string): void;
  clear(ctx: Context, name: string): void;
}

/** Cookies under the application's own name: on loopback all ports share one jar. They end with the browser. */
export function createCookies({ id, url }: { id: string; url: string }): Cookies {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${url.startsWith('https:') ? '; Secure' : ''}`;
  return {
    read: (ctx, name) => ctx.cookies.get(`${id}_${name}`),
    write: (ctx, name, value) => ctx.append('Set-Cookie', `${id}_${name}=${value}; ${attributes}`),
    clear: (ctx, name) => ctx.append('Set-Cookie', `${id}_${name}=; ${attributes}; Max-Age=0`),
  };
}
