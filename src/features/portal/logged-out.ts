import type { Context } from 'koa';
import { z } from 'zod';

export interface LoggedOut {
  name: string;
  done: boolean;
}

const schema = z.array(z.object({ name: z.string().max(100), done: z.boolean() })).max(20);
const SECONDS = 120;

/**
 * Which applications a logout reached, carried over the redirect to the page that says so. It is the only trace of
 * the session that has just ended, and it is gone once shown.
 */
export function rememberLoggedOut(ctx: Context, issuer: string, applications: readonly LoggedOut[]): void {
  const short = applications.slice(0, 20).map(({ name, done }) => ({ name: name.slice(0, 100), done }));
  write(ctx, issuer, Buffer.from(JSON.stringify(short)).toString('base64url'), SECONDS);
}

export function readLoggedOut(ctx: Context, issuer: string): LoggedOut[] {
  const value = ctx.cookies.get(cookieName(issuer)) ?? '';
  const parsed = schema.safeParse(parseJson(Buffer.from(value, 'base64url').toString()));
  return parsed.success ? parsed.data : [];
}

export function clearLoggedOut(ctx: Context, issuer: string): void {
  write(ctx, issuer, '', 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function cookieName(issuer: string): string {
  return issuer.startsWith('https:') ? '__Secure-logged_out' : 'logged_out';
}

function write(ctx: Context, issuer: string, value: string, seconds: number): void {
  const secure = issuer.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=/portal/logout; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${cookieName(issuer)}=${value}; ${attributes}`);
}
