import { randomBytes } from 'node:crypto';
import type { Notice } from './application.ts';
import { createExpiringMap } from './expiring-map.ts';
import type { Person } from './person.ts';

export interface Session {
  id: string;
  person: Person;
  sid: string;
  idToken: string;
  accessToken: { value: string; expiresAt: number };
  /** The provider's `session_expiry`, in milliseconds: nothing of ours outlives the single sign-on. */
  expiresAt: number;
  /** Shown once, on the next page. */
  notice: Notice | null;
}

export interface Ended {
  sub?: string | undefined;
  sid?: string | undefined;
  /** When the provider said so, in seconds. */
  issuedAt: number;
}

export type Sessions = ReturnType<typeof createSessions>;

const REMEMBER_ENDED = 15 * 60_000;

/** A relying party's own sessions: random ids, in memory. */
export function createSessions({ now }: { now: () => number }) {
  const open = createExpiringMap<Session>({ now });
  const endings = createExpiringMap<number>({ now });

  return {
    /** Always under a new id, so that an id planted before the sign-in is worth nothing. */
    open(details: Omit<Session, 'id' | 'notice'>): Session {
      const session = { ...details, id: randomBytes(32).toString('base64url'), notice: null };
      open.set(session.id, session, session.expiresAt);
      return session;
    },
    find: (id: string | undefined): Session | undefined => (id === undefined ? undefined : open.get(id)),
    end: (id: string): boolean => open.delete(id),
    /** Ends one session of the provider, or all of a person where no `sid` is given. */
    endBy({ sub, sid, issuedAt }: Ended): number {
      endings.set(sid === undefined ? `sub ${sub}` : `sid ${sid}`, issuedAt, now() + REMEMBER_ENDED);
      const matching = open
        .values()
        .filter(
          (session) =>
            (sid === undefined || session.sid === sid) && (sub === undefined || session.person.sub === sub),
        );
      for (const session of matching) open.delete(session.id);
      return matching.length;
    },
    /** Whether a logout overtook this sign-in: its token was on the way while the code was being exchanged. */
    endedSince({ sub, sid, issuedAt }: { sub: string; sid: string; issuedAt: number }): boolean {
      const ended = Math.max(endings.get(`sid ${sid}`) ?? 0, endings.get(`sub ${sub}`) ?? 0);
      return ended >= issuedAt;
    },
  };
}
