import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { officeDay } from '../../model/figures/office-day.ts';
import { passkeyOffered } from '../../model/passkey-offer.ts';
import { history } from '../../model/people/history.ts';
import { homeFacts } from '../../model/people/home-facts.ts';
import type { HomeFacts } from '../../model/people/home-facts.ts';
import { findPerson } from '../../model/people/person.ts';
import type { Person } from '../../model/people/person.ts';
import { requestsOf } from '../../model/service-requests.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Web } from '../../parts/web.ts';
import { rememberConfirmed } from '../../parts/shared-session.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import { consolesOf } from './consoles.ts';
import { healthOf } from './health.ts';
import { lastSignin } from './last-signin.ts';
import { noticeRows, portalNotices } from './notices.ts';
import { promotionOf } from './promotion.ts';
import { requestsShown } from './requests.ts';
import { serviceCards } from './services.ts';
import type { ServicesFor } from './services.ts';
import { summaryOf } from './summary.ts';
import { timelineOf } from './timeline.ts';

export type HomeDeps = Pick<
  Web,
  'db' | 'clients' | 'banners' | 'messages' | 'render' | 'now' | 'issuer' | 'production'
> & { servicesFor: ServicesFor };

/** The portal of whoever is signed in: everything is asked for at once. */
export async function showHome(deps: HomeDeps, ctx: Context, session: SsoSession): Promise<void> {
  const { db, now } = deps;
  const { accountId } = session;
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const startedAt = session.startedAt * 1000;
  const [person, facts, past, rows, requests, clients, banners] = await Promise.all([
    findPerson(db, accountId),
    homeFacts(db, accountId, startedAt),
    history(db, accountId),
    noticeRows(db, accountId),
    requestsOf(db, accountId, policy.requests.shown),
    deps.clients.all(),
    deps.banners.bannersFor(null, words.locale),
  ]);
  if (!person || !facts) return seeOther(ctx, '/');
  const [services, consoles, mayHavePasskey] = await Promise.all([
    deps.servicesFor(words, person),
    consolesOf(deps, person, session),
    mayBeOffered(deps, { person, facts, session }),
  ]);
  const { favourites } = facts;
  const passkeyOffer = mayHavePasskey && (facts.passkeyLaterUntil ?? 0) <= now();
  const today = officeDay(now());
  rememberConfirmed(ctx, deps.issuer, session);
  deps.render(ctx, 'portal', {
    lastSignin: lastSignin(facts.previous, now(), words),
    person: summaryOf(person, { today, locale: words.locale }),
    timeline: timelineOf(past),
    promotion: promotionOf({ person, facts, history: past, today }, words),
    services: await serviceCards(deps.banners, { services, favourites, locale: words.locale }),
    consoles,
    requests: requestsShown({ requests, clients, production: deps.production }, words),
    notices: portalNotices(rows, words),
    // What is offered right here is not called missing beside it.
    health: healthOf(facts, { now: now(), mayHavePasskey: mayHavePasskey && !passkeyOffer, words }),
    passkeyOffer,
    banners,
    session: { startedAt, expiresAt: session.expiresAt * 1000 },
  });
}

/** Never on a device that others use too, nor where there is a passkey already. */
async function mayBeOffered(
  deps: HomeDeps,
  { person, facts, session }: { person: Person; facts: HomeFacts; session: SsoSession },
): Promise<boolean> {
  if (session.shared || facts.passkeys > 0) return false;
  return passkeyOffered(deps, { accountId: person.id, agencyId: person.instansi.id });
}
