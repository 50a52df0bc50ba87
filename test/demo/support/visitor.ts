/** A browser without its chrome: cookies by host, redirects followed by hand. */
export function createVisitor() {
  const cookies = new Map<string, string>();

  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, pair.slice(name.length + 1));
    }
  };
  const request = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('cookie', Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    keep(response);
    return response;
  };
  const follow = async (start: Response, url: string): Promise<Page> => {
    let response = start;
    let at = url;
    const passed: string[] = [];
    for (let hops = 0; hops < 12 && response.headers.has('location'); hops += 1) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      passed.push(at);
      response = await request(at);
    }
    return {
      url: at,
      status: response.status,
      html: await response.text(),
      passed,
      headers: response.headers,
    };
  };
  return {
    cookies,
    request,
    async visit(url: string): Promise<Page> {
      return follow(await request(url), url);
    },
    /** Sends a form as the application's own page would. */
    async post(
      url: string,
      fields: Record<string, string> | string = {},
      headers: Record<string, string> = {},
    ) {
      const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
      const response = await request(url, { method: 'POST', body, headers: { ...type, ...headers } });
      const first = response.status;
      return { first, ...(await follow(response, url)) };
    },
  };
}

export interface Page {
  url: string;
  status: number;
  html: string;
  passed: string[];
  headers: Headers;
}

export type Visitor = ReturnType<typeof createVisitor>;
