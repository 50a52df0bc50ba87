import type { Context } from 'koa';
import { consentsOf } from '../../../model/people/consents.ts';
import { contextIn } from '../../../parts/page-context.ts';
import type { Web } from '../../../parts/web.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { refuseOthers } from '../whose.ts';

const LIST = '/account/applications';

export interface ApplicationPages {
  list(ctx: Context): Promise<void>;
  ask(ctx: Context): Promise<void>;
  revoke(ctx: Context): Promise<void>;
}

interface Application {
  id: string;
  name: string;
  uri: string | null;
  /** Epoch milliseconds; null: it is one of the government's own, which ask for no consent. */
  consentedAt: number | null;
  /** It has a part in a session now, or may refresh. */
  active: boolean;
}

/** The applications with access: those with a part in a session or a refresh family, and those that were consented to. */
export function applicationPages(deps: Web): ApplicationPages {
  async function applications({ accountId }: SsoSession): Promise<Application[]> {
    const [{ sessions, apps }, consents, clients] = await Promise.all([
      deps.sessions.list(accountId),
      consentsOf(deps.db, accountId),
      deps.clients.all(),
    ]);
    const active = new Set([...sessions.flatMap((session) => session.clients), ...apps]);
    const consented = new Map(consents.map((consent) => [consent.clientId, consent.grantedAt]));
    return clients
      .filter(({ id }) => id !== 'portal' && (active.has(id) || consented.has(id)))
      .map(({ id, name, uri }) => ({
        id,
        name,
        uri,
        consentedAt: consented.get(id) ?? null,
        active: active.has(id),
      }));
  }

  /** Whose it is and which; what has no access is not there, and that it was asked for is written down. */
  async function one(ctx: Context): Promise<{ session: SsoSession; application: Application } | null> {
    const session = await deps.guard.person(ctx);
    if (!session) return null;
    const { client = '' } = ctx.params as { client?: string };
    const application = (await applications(session)).find(({ id }) => id === client);
    return application ? { session, application } : refuseOthers(deps, ctx, session);
  }

  return {
    async list(ctx) {
      const session = await deps.guard.person(ctx);
      if (!session) return;
      const words = deps.messages.messagesFor(stateOf(ctx).locale);
      const done = new URLSearchParams(ctx.querystring).has('done');
      deps.render(ctx, 'account/activity/applications', {
        applications: await applications(session),
        note: done ? words.t('activity.application.revoked') : null,
      });
    },
    async ask(ctx) {
      const found = await one(ctx);
      if (found) deps.render(ctx, 'account/activity/application', { application: found.application });
    },
    async revoke(ctx) {
      const found = await one(ctx);
      if (!found) return;
      const { session, application } = found;
      const context = contextIn(ctx, deps.now(), session);
      await deps.sessions.endClient(session.accountId, application.id, context);
      seeOther(ctx, `${LIST}?done=1`);
    },
  };
}
