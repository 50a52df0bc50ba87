import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { maySignIn } from '../../policies/access.ts';
import { sessionsFromSql } from './end-sessions.ts';

/** What may change under a running session. */
export interface Watched {
  epoch: number;
  /** False once the account is suspended, frozen, closed or its legal position forbids sign-in. */
  usable: boolean;
  /** An emergency ended what began before this (epoch ms); null: there was none. */
  sessionsFrom: number | null;
}

export interface AccountWatch {
  /** At most `epochCacheSeconds` old; null where there is no such account. */
  current(accountId: string): Promise<Watched | null>;
  /** What the database has just said to somebody else: no need to ask again. */
  saw(accountId: string, watched: Watched): void;
  /** Forgets what this node knows, after a change made by this node. */
  forget(accountId: string): void;
  /** The same of everybody. */
  forgetAll(): void;
}

const maxAgeMs = policy.session.epochCacheSeconds * 1000;
const maxEntries = 50_000;

/** Compared wherever something would go on: code, refresh, userinfo, introspection, our APIs, silent sign-on. */
export function createAccountWatch({ db, now }: { db: Db; now: () => number }): AccountWatch {
  const known = new Map<string, { at: number; watched: Promise<Watched | null> }>();

  function remember(accountId: string, watched: Promise<Watched | null>): void {
    known.delete(accountId);
    known.set(accountId, { at: now(), watched });
    const [oldest] = known.keys();
    if (known.size > maxEntries && oldest !== undefined) known.delete(oldest);
  }

  function load(accountId: string): Promise<Watched | null> {
    const watched = loadWatched(db, accountId);
    remember(accountId, watched);
    // A failure is not remembered: the next caller asks again.
    watched.catch(() => known.delete(accountId));
    return watched;
  }

  return {
    current(accountId) {
      const entry = known.get(accountId);
      if (entry && now() - entry.at < maxAgeMs && now() >= entry.at) return entry.watched;
      return load(accountId);
    },
    saw: (accountId, watched) => remember(accountId, Promise.resolve(watched)),
    forget(accountId) {
      known.delete(accountId);
    },
    forgetAll: () => known.clear(),
  };
}

async function loadWatched(db: Db, accountId: string): Promise<Watched | null> {
  const row = await db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .innerJoin('agency', 'agency.id', 'employee.instansi_id')
    .select(sessionsFromSql('agency.sessions_from').as('sessionsFrom'))
    .select(['account.epoch', 'account.state', 'employee.kedudukan_hukum_id as kedudukanHukum'])
    .select((eb) =>
      eb
        .selectFrom('account_block')
        .select((b) => b.fn.jsonAgg('account_block.kind').as('kinds'))
        .whereRef('account_block.account_id', '=', 'account.id')
        .where('account_block.ended_at', 'is', null)
        .as('blocks'),
    )
    .where('account.id', '=', accountId)
    .executeTakeFirst();
  if (!row) return null;
  const { state: accountState, blocks, kedudukanHukum, sessionsFrom } = row;
  const verdict = maySignIn({ accountState, blocks: blocks ?? [], kedudukanHukum });
  return { epoch: row.epoch, usable: accountState !== 'unverified' && verdict.kind === 'may', sessionsFrom };
}
