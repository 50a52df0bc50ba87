import type { Anchor } from './verify.ts';

/**
 * A line of the demo's file of anchors, or of the log that "audit sealed" went to; null: it is neither, and may be passed over.
 */
export function readAnchor(line: string): Anchor | null {
  try {
    const said = JSON.parse(line) as {
      nr?: unknown;
      mac?: unknown;
      seal?: { nr?: unknown; mac?: unknown };
    } | null;
    const { nr, mac } = said?.seal ?? said ?? {};
    return typeof nr === 'number' && typeof mac === 'string' ? { nr, mac } : null;
  } catch {
    return null;
  }
}
