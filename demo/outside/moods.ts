import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How an outside system may behave: as it should, late, not at all, overrun, talking nonsense, or ill every other time. */
export const MOODS = ['ok', 'slow', 'down', 'busy', 'odd', 'flaky'] as const;
export type Mood = (typeof MOODS)[number];

const SLOW_MS = 10_000;
const BUSY_SECONDS = 5;

export const isMood = (value: unknown): value is Mood => MOODS.some((mood) => mood === value);

/** Plays one request by the mood of the moment; true where an answer went out already, or none ever will. */
export async function play(mood: Mood, count: number, response: ServerResponse): Promise<boolean> {
  const even = count % 2 === 0;
  switch (mood) {
    case 'ok':
      return false;
    case 'slow':
      await sleep(SLOW_MS, undefined, { ref: false });
      return response.destroyed;
    case 'down':
      if (even) response.destroy();
      else answer(response, 503, { message: 'service unavailable' });
      return true;
    case 'busy':
      response.setHeader('retry-after', String(BUSY_SECONDS));
      answer(response, 429, { message: 'too many requests' });
      return true;
    case 'odd':
      response.writeHead(200, { 'content-type': even ? 'text/html' : 'application/json' });
      response.end(even ? '<!doctype html><title>Portal</title>' : '{"id": "cut off in the mid');
      return true;
    case 'flaky':
      if (even) return false;
      answer(response, 500, { message: 'internal error' });
      return true;
  }
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
