import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { close, listen } from '../kit/listen.ts';
import { answer, isMood, play } from './moods.ts';
import type { Mood } from './moods.ts';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

export interface Told {
  status: number;
  body: unknown;
}

export interface OutsideServer {
  url: string;
  close(): Promise<void>;
}

export interface OutsideServerOptions {
  /** The port it would like; another one where that is taken. */
  port: number;
  token: string;
  respond: (asked: Asked) => Told;
}

const MOST_BYTES = 4_096;

/** Somebody else's system as the demo plays it: a bearer token, JSON, and a switch for its moods. Loopback only. */
export async function startOutsideServer(options: OutsideServerOptions): Promise<OutsideServer> {
  const handle = createHandler(options);
  const handler = (request: IncomingMessage, response: ServerResponse) =>
    void handle(request, response).catch(() => answer(response, 500, { message: 'internal error' }));
  const host = 'localhost';
  const server = await listen(handler, { host, port: options.port }).catch(() =>
    listen(handler, { host, port: 0 }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, close: () => close(server, 200) };
}

function createHandler({ token, respond }: OutsideServerOptions) {
  let mood: Mood = 'ok';
  let count = 0;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request);
    const { pathname: path } = new URL(request.url ?? '/', 'http://localhost');
    if (path === '/_switch') {
      const wanted = switched(request, body);
      if (wanted === null) return answer(response, 422, { message: 'POST {"mode": …} as application/json' });
      mood = wanted;
      return answer(response, 200, { mode: mood });
    }
    if (!proves(request, token)) return answer(response, 401, { message: 'unauthorized' });
    count += 1;
    if (await play(mood, count, response)) return;
    const told = respond({ method: request.method ?? 'GET', path, body });
    answer(response, told.status, told.body);
  };
}

/** Only JSON: a form of some web page that a browser sends here must switch nothing. */
function switched({ method, headers }: IncomingMessage, body: unknown): Mood | null {
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return null;
  const { mode } = (body ?? {}) as { mode?: unknown };
  return isMood(mode) ? mode : null;
}

function proves({ headers }: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MOST_BYTES) return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
