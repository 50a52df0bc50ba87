import type { Context } from 'koa';
import { z } from 'zod';

/** What a logout came to, for the page after it. */
export interface LoggedOut {
  applications: { name: string; done: boolean; href: string | null }[];
  /** The application that asked for the logout, where its page was not gone back to at once. */
  continueTo: { name: string; href: string } | null;
}

const schema = z.object({
  applications: z
    .array(z.object({ name: z.string().max(100), done: z.boolean(), href: z.string().nullable() }))
    .max(20),
  continueTo: z.object({ name: z.string().max(100), href: z.string() }).nullable(),
});
const SECONDS = 120;
/** A cookie has 4096 bytes at most; whoever has an address too long for it loses the link, not the page. */
const LONGEST = 2800;
const NOTHING: LoggedOut = { applications: [], continueTo: null };

/**
 * Which applications a logout reached, carried over the redirect to the page that says so. It is the only trace of
 * the session that has just ended, and it is gone once shown. Signed: the page links to what stands in it, and a sibling host could
 * set a cookie of ours.
 */
export function rememberLoggedOut(
  ctx: Context,
  issuer: string,
  { applications, continueTo }: LoggedOut,
): void {
  const short = applications
    .slice(0, 20)
    .map(({ name, done, href }) => ({ name: name.slice(0, 100), done, href: bounded(href, 200) }));
  const back = continueTo && bounded(continueTo.href, 1000);
  const told: LoggedOut = {
    applications: short,
    continueTo: continueTo && back ? { name: continueTo.name.slice(0, 100), href: back } : null,
  };
  const text = encode(told);
  const bare = { ...told, applications: short.map((one) => ({ ...one, href: null })) };
  write(ctx, issuer, text.length <= LONGEST ? text : encode(bare).slice(0, LONGEST));
}

/** What was remembered, once. */
export function takeLoggedOut(ctx: Context, issuer: string): LoggedOut {
  const value = ctx.cookies.get(cookieName(issuer), { signed: true });
  if (value === undefined) return NOTHING;
  write(ctx, issuer, null);
  const parsed = schema.safeParse(parseJson(Buffer.from(value, 'base64url').toString()));
  return parsed.success ? parsed.data : NOTHING;
}

const encode = (told: LoggedOut) => Buffer.from(JSON.stringify(told)).toString('base64url');
const bounded = (href: string | null, most: number) =>
  href !== null && href.length <= most && /^https?:/.test(href) ? href : null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function cookieName(issuer: string): string {
  return issuer.startsWith('https:') ? '__Host-logged_out' : 'logged_out';
}

function write(ctx: Context, issuer: string, value: string | null): void {
  const https = issuer.startsWith('https:');
  // Behind a proxy the socket is plain though the browser's connection is not; the flag is decided by the issuer.
  ctx.cookies.secure = https;
  ctx.cookies.set(cookieName(issuer), value, {
    signed: true,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: https,
    maxAge: value === null ? 0 : SECONDS * 1000,
    overwrite: true,
  });
}
