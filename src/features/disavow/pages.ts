import type { Context } from 'koa';
import { z } from 'zod';
import { policy } from '../../../config/policy.ts';
import type { AuditContext } from '../../model/audit.ts';
import { killDevice } from '../../model/credentials/devices.ts';
import { findDisavowal, justUsedDisavowal, takeDisavowal } from '../../model/people/disavowals.ts';
import type { Disavowal, DisavowalChoice } from '../../model/people/disavowals.ts';
import { disavowLeftSessions } from '../../model/people/disavow-left-sessions.ts';
import { endSessionsForOwner } from '../../model/people/end-sessions-for-owner.ts';
import { freezeAccount } from '../../model/people/freeze-account.ts';
import { DISAVOW_PAGE, disavowedSentence, disavowLinks } from '../../parts/disavow-link.ts';
import { aboutOf } from '../../parts/disavowed-about.ts';
import type { DisavowedAbout } from '../../parts/disavowed-about.ts';
import { heldToken } from '../../parts/held-token.ts';
import { contextOf } from '../../parts/page-context.ts';
import type { Web } from '../../parts/web.ts';
import type { Db } from '../../platform/db.ts';
import { readForm } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { DisavowViews } from '../../platform/http/page-locals/disavow.ts';
import { stateOf } from '../../platform/http/state.ts';
import { factorsBefore } from '../../policies/freeze.ts';
import { namesOf, sessionsOf } from './sessions-of.ts';

export type DisavowDeps = Pick<
  Web,
  'db' | 'kv' | 'sessions' | 'watch' | 'messages' | 'render' | 'compose' | 'now' | 'issuer'
>;

export interface DisavowPages {
  /** The address in the message. */
  arrive(ctx: Context, token: string): void;
  /** The page behind it, at an address without the token. */
  ask(ctx: Context): Promise<void>;
  /** Its buttons. */
  choose(ctx: Context): Promise<void>;
  /** What was done, over a reload. */
  done(ctx: Context): Promise<void>;
}

const choices = z.object({ choice: z.enum(['freeze', 'sessions', 'session']) });

/**
 * Works without signing in: whoever needs it may be locked out. So it only takes away, and the page says no more of the
 * account than its message did. A used, old and unknown link get the same page.
 */
export function disavowPages(deps: DisavowDeps): DisavowPages {
  const { db, now, issuer } = deps;
  const links = disavowLinks(issuer);
  // Whoever pressed is shown what became of it; whoever opens the used link is not.
  const pressed = heldToken({ issuer, name: 'disavowed' });
  const gone = (ctx: Context) =>
    deps.render(ctx, 'disavow/gone', { days: policy.disavowals.ttlSeconds / 86_400 }, { status: 422 });
  const eventOf = (ctx: Context, { event, eventAt }: Disavowal, about: DisavowedAbout | null = null) => {
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    return { event: disavowedSentence(event, words, about?.details), at: eventAt };
  };
  /** `nothingEnded`: the one session was to end, and had been left or is not found; the other choices are left. */
  async function asks(
    ctx: Context,
    token: string,
    { found, nothingEnded }: { found: Disavowal; nothingEnded: NothingEnded | null },
  ): Promise<void> {
    const about = await aboutOf(deps, token);
    const locals = {
      ...eventOf(ctx, found, about),
      about: about && [about.browser, about.address, ...about.applications].filter((part) => part !== null),
      from: about?.from ?? null,
      endsSession: knowsSession(found) && nothingEnded === null,
      nothingEnded,
    };
    deps.render(ctx, 'disavow/ask', locals, { status: nothingEnded === null ? 200 : 422 });
  }

  return {
    arrive: (ctx, token) => links.arrive(ctx, token, DISAVOW_PAGE),
    async ask(ctx) {
      const token = links.held(ctx);
      const found = token === null ? null : await findDisavowal(db, token, now());
      if (!found || token === null) return gone(ctx);
      await asks(ctx, token, { found, nothingEnded: null });
    },
    async choose(ctx) {
      const { choice } = await readForm(ctx, choices);
      const token = links.held(ctx);
      if (token === null) return gone(ctx);
      const missed = choice === 'session' ? await nothingToEnd(deps, ctx, token) : null;
      if (missed) return asks(ctx, token, missed);
      const chosen = await act(deps, ctx, { token, choice });
      if (!chosen) return gone(ctx);
      await endWhatRuns(deps, ctx, { disavowal: chosen, choice });
      links.drop(ctx);
      pressed.hold(ctx, token);
      seeOther(ctx, '/bukan-saya/done');
    },
    async done(ctx) {
      const token = pressed.held(ctx);
      const used = token === null ? null : await justUsedDisavowal(db, token, now());
      if (!used) return gone(ctx);
      const { choice, usedAt, eventAt } = used;
      // Before it a factor must have been in force to leave the freeze.
      const at = factorsBefore({ placedAt: usedAt, eventAt }, policy.proof);
      deps.render(ctx, 'disavow/done', { ...eventOf(ctx, used), at, choice, usedAt });
    },
  };
}

type NothingEnded = NonNullable<DisavowViews['disavow/ask']['nothingEnded']>;

const knowsSession = ({ sid, signin }: Disavowal) => sid !== null || signin !== null;

/**
 * Where that session has ended by itself, or never came to be: nothing is said to have ended, and the link stays good for the
 * other choices. A sign-in that still waits to become one never does; that first, so that none slips in while it is looked for.
 * What was asked for in it ends all the same: leaving right after asking is what a thief does.
 */
async function nothingToEnd(
  deps: DisavowDeps,
  ctx: Context,
  token: string,
): Promise<{ found: Disavowal; nothingEnded: NothingEnded } | null> {
  const { db, kv, sessions, now } = deps;
  const at = now();
  const found = await findDisavowal(db, token, at);
  if (!found || !knowsSession(found)) return null;
  await sessions.endParked(found.accountId);
  if ((await sessionsOf(sessions, found)).length > 0) return null;
  const sids = await namesOf(kv, found);
  const context = contextOf(ctx, at);
  await db.transaction().execute(async (trx) => {
    await forgetBrowser(trx, found, { now: at, context });
    await disavowLeftSessions(trx, { accountId: found.accountId, sids, now: at }, context);
  });
  return { found, nothingEnded: sids.length > 0 ? 'left' : 'unknown' };
}

/** Once; the second of a double tap finds what the first has just done, and is led to the same page. */
async function act(
  deps: DisavowDeps,
  ctx: Context,
  { token, choice }: { token: string; choice: DisavowalChoice },
): Promise<Disavowal | null> {
  const { db, now } = deps;
  const at = now();
  const context = contextOf(ctx, at);
  const taken = await db.transaction().execute(async (trx) => {
    const disavowal = await takeDisavowal(trx, { token, choice, now: at }, context);
    if (disavowal) await takeEffect(deps, trx, { disavowal, choice, context });
    return disavowal;
  });
  if (taken) return taken;
  const before = await justUsedDisavowal(db, token, at);
  return before?.choice === choice ? before : null;
}

/** What must stand with the choice itself. Whichever it is, the browser of the event is a stranger again. */
async function takeEffect(
  { compose, now }: DisavowDeps,
  trx: Db,
  { disavowal, choice, context }: { disavowal: Disavowal; choice: DisavowalChoice; context: AuditContext },
): Promise<void> {
  const { accountId, event, eventAt } = disavowal;
  const at = now();
  if (choice === 'freeze') {
    const freezing = { accountId, reason: event, eventAt, now: at };
    await freezeAccount(trx, freezing, { compose, context });
    return;
  }
  if (choice === 'sessions') return endSessionsForOwner(trx, { accountId, now: at }, context);
  await forgetBrowser(trx, disavowal, { now: at, context });
}

/** Another sign-in there is told of again. */
async function forgetBrowser(
  trx: Db,
  { accountId, signin }: Disavowal,
  { now, context }: { now: number; context: AuditContext },
): Promise<void> {
  const deviceId = signin?.device ?? null;
  if (deviceId === null) return;
  await killDevice(trx, { accountId, deviceId, reason: 'disavowed', now }, context);
}

/**
 * Repeated where the first press failed half-way: ending what is ended is harmless. One that was left in this very moment was
 * not ended by anybody, and is disavowed as such.
 */
async function endWhatRuns(
  { db, kv, sessions, watch, now }: DisavowDeps,
  ctx: Context,
  { disavowal, choice }: { disavowal: Disavowal; choice: DisavowalChoice },
): Promise<void> {
  const { accountId } = disavowal;
  if (choice === 'session') {
    const uids = await sessionsOf(sessions, disavowal);
    await Promise.all(uids.map((uid) => sessions.endOne(accountId, uid, 'disavowed')));
    const at = now();
    const left = { accountId, sids: [...new Set([...uids, ...(await namesOf(kv, disavowal))])], now: at };
    await db.transaction().execute((trx) => disavowLeftSessions(trx, left, contextOf(ctx, at)));
    return;
  }
  watch.forget(accountId);
  await sessions.endAll(accountId, 'disavowed');
}
