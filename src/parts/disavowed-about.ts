import { policy } from '../../config/policy.ts';
import { sha256 } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';

/** What its own page said of an event that is disavowed there. */
export interface DisavowedAbout {
  /** Of the row, for its sentence. */
  details: Record<string, unknown>;
  browser: string | null;
  address: string | null;
  /** Names. */
  applications: string[];
  /** The page it was pressed on. */
  from: 'activity' | 'sessions';
}

const keyOf = (token: string) => `disavow-about:${sha256(token)}`;

/**
 * Beside a link made on a page of the account: whoever pressed there has just read it, and chooses by it. For as long as the cookie
 * waits and no longer, since the page behind the link asks for no sign-in; a mailed link has none of it.
 */
export async function keepAbout({ kv }: { kv: Kv }, token: string, about: DisavowedAbout): Promise<void> {
  await kv.set(keyOf(token), JSON.stringify(about), policy.links.heldSeconds);
}

export async function aboutOf({ kv }: { kv: Kv }, token: string): Promise<DisavowedAbout | null> {
  const kept = await kv.get(keyOf(token));
  // Only keepAbout() writes it.
  return kept === null ? null : (JSON.parse(kept) as DisavowedAbout);
}
