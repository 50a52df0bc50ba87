import type { TestApp } from './app.ts';

export interface Page {
  status: number;
  url: string;
  headers: Headers;
  text: string;
}

/** A browser with a cookie jar for one origin, without script: follows redirects on that origin, stops at others. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Posts the first form of the last page, hidden fields included, to its own action. */
  submit(fields?: Record<string, string>): Promise<Page>;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Page>;
  cookies: Map<string, string>;
}

/**
 * `address`: where it comes from, for an app that trusts one proxy. `headers`: sent with every request; whoever keeps the
 * object may change it. `stopAt`: a redirect there is not followed.
 */
export function visitor(
  { issuer }: Pick<TestApp, 'issuer'>,
  {
    address,
    headers: always = {},
    stopAt,
  }: { address?: string; headers?: Record<string, string>; stopAt?: RegExp } = {},
): Visitor {
  const cookies = new Map<string, string>();
  let last: Page | null = null;

  async function follow(target: string, init: RequestInit, hops = 0): Promise<Page> {
    const url = new URL(target, issuer);
    const headers = new Headers({ ...always, ...(init.headers as Record<string, string> | undefined) });
    if (address !== undefined) headers.set('x-forwarded-for', address);
    const jar = [...cookies].filter(([key]) => url.pathname.startsWith(key.split('|')[1] ?? '/'));
    if (jar.length > 0)
      headers.set('cookie', jar.map(([key, value]) => `${key.split('|')[0]}=${value}`).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(line);
    const location = answer.headers.get('location');
    const next = location === null ? null : new URL(location, url);
    if (next && next.origin === issuer && hops < 12 && !stopAt?.test(next.pathname)) {
      await answer.body?.cancel();
      return follow(next.href, { method: 'GET' }, hops + 1);
    }
    last = {
      status: answer.status,
      url: next?.href ?? url.href,
      headers: answer.headers,
      text: await answer.text(),
    };
    return last;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const key = `${pair.slice(0, at)}|${path}`;
    const gone = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one));
    if (gone) cookies.delete(key);
    else cookies.set(key, pair.slice(at + 1));
  }

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    follow(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });

  return {
    cookies,
    post,
    get: (path, headers = {}) => follow(path, { headers }),
    submit(fields = {}) {
      const { action, hidden } = firstForm(last?.text ?? '');
      return post(action, new URLSearchParams({ ...hidden, ...fields }).toString());
    },
  };
}

const unescape = (text: string) =>
  text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The step's form: the first one in <main>. */
export function firstForm(html: string): { action: string; hidden: Record<string, string> } {
  const main = html.slice(Math.max(0, html.indexOf('<main')));
  const [, action = '', inner = ''] = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(main) ?? [];
  const hidden: Record<string, string> = {};
  for (const [input] of inner.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) hidden[name] = unescape(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return { action: unescape(action), hidden };
}

export function headingOf(html: string): string {
  return (/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '').trim();
}
