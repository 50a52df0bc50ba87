import type { Log } from '../kit/log.ts';
import type { Session } from '../kit/sessions.ts';
import { readDirectory } from './directory.ts';
import type { Directory } from './directory.ts';

/** The last record read in this session, and what came of trying to renew it. */
export interface Snapshot {
  directory: Directory | null;
  /** Milliseconds; null where nothing was read yet. */
  readAt: number | null;
  trouble: 'unknown' | 'token' | 'away' | null;
}

const FRESH = 60_000;

/**
 * Keeps each session's copy of the directory record, renewed when older than a minute. An access token lives ten
 * minutes: later, and whenever the API is away, the copy is shown with its age.
 */
export function createSnapshots({ api, now }: { api: string; now: () => number }) {
  const kept = new WeakMap<Session, { directory: Directory; readAt: number }>();

  return async (session: Session, log: Log): Promise<Snapshot> => {
    const known = kept.get(session);
    const before = { directory: known?.directory ?? null, readAt: known?.readAt ?? null };
    if (known && now() - known.readAt < FRESH) return { ...before, trouble: null };
    if (session.accessToken.expiresAt <= now()) return { ...before, trouble: 'token' };

    const outcome = await readDirectory(api, session.accessToken.value);
    if (outcome.kind === 'found') {
      const fresh = { directory: outcome.directory, readAt: now() };
      kept.set(session, fresh);
      return { ...fresh, trouble: null };
    }
    log('directory_unread', { kind: outcome.kind, reason: outcome.kind === 'away' ? outcome.reason : null });
    return { ...before, trouble: outcome.kind };
  };
}
