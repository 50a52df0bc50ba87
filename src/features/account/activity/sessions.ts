import type { Context } from 'koa';
import { makeDisavowable } from '../../../model/people/disavowals.ts';
import type { EndedClient, SsoSession } from '../../../oidc/sessions.ts';
import type { ListedSession } from '../../../oidc/own-sessions.ts';
import { browserName } from '../../../parts/browser-name.ts';
import { DISAVOW_PAGE, disavowLinks } from '../../../parts/disavow-link.ts';
import { keepAbout } from '../../../parts/disavowed-about.ts';
import type { DisavowedAbout } from '../../../parts/disavowed-about.ts';
import { contextIn } from '../../../parts/page-context.ts';
import type { Web } from '../../../parts/web.ts';
import type { ActivityViews } from '../../../platform/http/page-locals/activity.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { refuseOthers } from '../whose.ts';

const LIST = '/account/sessions';
const PUBLIC_ID = /^[\w-]{22}$/;
type Ended = NonNullable<ActivityViews['account/activity/sessions']['ended']>;

/** How long what was ended is remembered: for the page after it, and for a double tap. */
const TOLD_SECONDS = 60;

export interface SessionPages {
  list(ctx: Context): Promise<void>;
  /** Ends one of them; no proof is asked, it only takes away. */
  end(ctx: Context): Promise<void>;
  /** Once more, before every other one is ended. */
  askEndOthers(ctx: Context): Promise<void>;
  endOthers(ctx: Context): Promise<void>;
  /** "Bukan saya": to the page with the two choices. */
  disavow(ctx: Context): Promise<void>;
}

/** Where an account is signed in: looked at, and ended one by one or all but this one. */
export function sessionPages(deps: Web): SessionPages {
  const from = (ctx: Context, session: SsoSession) => contextIn(ctx, deps.now(), session);
  const keyOf = ({ uid, accountId }: SsoSession) => `ended-sessions:${accountId}:${uid}`;
  const endedKey = (session: SsoSession, id: string) => `${keyOf(session)}:${id}`;

  /** Said once, on the page that follows: a reload of it ends nothing. */
  async function tell(
    ctx: Context,
    session: SsoSession,
    { others, clients }: { others: boolean; clients: EndedClient[] },
  ): Promise<void> {
    const said: Ended = { others, clients: clients.map(({ name, done }) => ({ name, done })) };
    // The second tap of two finds nothing left to end: what the first one did is told.
    const keep = clients.length > 0 ? deps.kv.set : deps.kv.setIfAbsent;
    await keep(keyOf(session), JSON.stringify(said), TOLD_SECONDS);
    seeOther(ctx, `${LIST}?done=1`);
  }

  async function ended(ctx: Context, session: SsoSession): Promise<Ended | null> {
    if (!new URLSearchParams(ctx.querystring).has('done')) return null;
    const said = await deps.kv.take(keyOf(session));
    // Only tell() writes it.
    return said === null ? null : (JSON.parse(said) as Ended);
  }

  async function page(
    ctx: Context,
    view: 'account/activity/sessions' | 'account/activity/end-others',
  ): Promise<void> {
    const session = await deps.guard.person(ctx);
    if (!session) return;
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const [{ sessions, apps }, clients] = await Promise.all([
      deps.sessions.list(session.accountId),
      deps.clients.all(),
    ]);
    const names = new Map(clients.map(({ id, name }) => [id, name]));
    const shown = (one: ListedSession) => ({
      id: one.publicId,
      current: one.uid === session.uid,
      browser: browserName(one.userAgent) ?? words.t('portal.browser.unknown'),
      address: one.address,
      startedAt: one.startedAt,
      lastActiveAt: one.lastActiveAt,
      shared: one.shared,
      applications: one.clients.filter((id) => id !== 'portal').map((id) => names.get(id) ?? id),
    });
    deps.render(ctx, view, {
      sessions: sessions.map(shown).toSorted((a, b) => Number(b.current) - Number(a.current)),
      apps: apps.map((id) => names.get(id) ?? id),
      ended: await ended(ctx, session),
    });
  }

  /** The second of a double tap finds nothing any more: it is no look at anybody else's. */
  async function justEnded(ctx: Context, session: SsoSession): Promise<boolean> {
    const { id = '' } = ctx.params as { id?: string };
    return PUBLIC_ID.test(id) && Number(await deps.kv.get(endedKey(session, id))) > deps.now();
  }

  /** One of theirs; another person's is not there, and that it was asked for is written down. */
  async function own(ctx: Context, session: SsoSession): Promise<ListedSession> {
    const { id = '' } = ctx.params as { id?: string };
    const { sessions } = await deps.sessions.list(session.accountId);
    const found = sessions.find(({ publicId }) => publicId === id);
    if (found) return found;
    return refuseOthers(deps, ctx, session);
  }

  async function aboutSession({ userAgent, address, clients }: ListedSession): Promise<DisavowedAbout> {
    const names = new Map((await deps.clients.all()).map(({ id, name }) => [id, name]));
    const applications = clients.filter((id) => id !== 'portal').map((id) => names.get(id) ?? id);
    return { details: {}, browser: browserName(userAgent), address, applications, from: 'sessions' };
  }

  return {
    list: (ctx) => page(ctx, 'account/activity/sessions'),
    askEndOthers: (ctx) => page(ctx, 'account/activity/end-others'),
    async end(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      if (await justEnded(ctx, session)) return seeOther(ctx, `${LIST}?done=1`);
      const found = await own(ctx, session);
      // One's own is left by logging out, which says of which applications.
      if (found.uid === session.uid) return seeOther(ctx, LIST);
      const { accountId } = session;
      // Before it is gone, so that no tap finds neither.
      await deps.kv.set(
        endedKey(session, found.publicId),
        String(deps.now() + TOLD_SECONDS * 1000),
        TOLD_SECONDS,
      );
      const clients = await deps.sessions.endOne(accountId, found.uid, 'owner', from(ctx, session));
      await tell(ctx, session, { others: false, clients });
    },
    async endOthers(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      const clients = await deps.sessions.endOthers(session, 'owner', from(ctx, session));
      await tell(ctx, session, { others: true, clients });
    },
    async disavow(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      await readFields(ctx);
      const found = await own(ctx, session);
      const { uid: sid, startedAt: eventAt } = found;
      if (sid === session.uid) return seeOther(ctx, LIST);
      const { accountId } = session;
      const disavowed = { accountId, event: 'signin.success', sid, eventAt, now: deps.now() } as const;
      const token = await makeDisavowable(deps.db, disavowed);
      await keepAbout(deps, token, await aboutSession(found));
      disavowLinks(deps.issuer).arrive(ctx, token, DISAVOW_PAGE);
    },
  };
}
