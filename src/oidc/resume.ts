import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { equal } from '../platform/crypto.ts';
import { speakInRequest } from '../platform/http/locale.ts';
import { readFields } from '../platform/http/form.ts';
import { seeOther } from '../platform/http/see-other.ts';
import { loadProgress } from '../model/progress.ts';
import { findPerson } from '../model/people/person.ts';
import type { FederationDeps } from './context.ts';
import { auditContextOf } from './context.ts';
import { cookieSettings } from './cookies.ts';
import { words } from './demands.ts';
import type { BrowserBinding } from '../platform/http/browser-binding.ts';
import { endOneOf, endSession } from './end-session.ts';
import { applicationOf, mustRestart } from './errors.ts';
import { findInteraction, forgetSession } from './interactions.ts';
import { isOld, loginOf, wasEnded } from './parked-signins.ts';
import { sessionRecord } from './records.ts';
import type { SessionRecord } from './records.ts';

export interface ResumeDeps extends FederationDeps {
  provider: () => Provider;
  browsers: BrowserBinding;
  /** Refuses a POST that no page of ours sent. */
  ownPage: (ctx: Context, next: () => Promise<void>) => Promise<void>;
}

type Found = NonNullable<Awaited<ReturnType<typeof findInteraction>>>;

/** Whatever the library's router takes for a resume: it reads any case, a slash at the end, and any uid (the cookie's counts). */
const PATH = /^\/auth\/([^/]+)(\/switch)?\/?$/i;
const UID = /^[A-Za-z0-9_-]{20,64}$/;

/**
 * Stands before the library's resume of an authorization request: the browser is checked once more, what was finished long
 * ago or ended since becomes no session, a sign-in as another person than the session's asks first, and whatever cannot be resumed starts anew without an error page (design §2).
 */
export function guardResume(deps: ResumeDeps) {
  return async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    const [, uid, switching] = PATH.exec(ctx.path) ?? [];
    if (uid === undefined) return next();
    const found = await resumable(deps, ctx, uid);
    if (!found) return restart(deps, ctx, uid);
    const [ended, other] = await Promise.all([wasEnded(deps, found), sessionOfAnother(deps, ctx, found)]);
    if (ended || isOld(deps, found, switching !== undefined || other !== null)) {
      await found.destroy();
      return restart(deps, ctx, uid);
    }
    if (switching) return decideSwitch(deps, ctx, { found, other });
    if (!found.result) return seeOther(ctx, `/interaction/${uid}`);
    if (other) return askSwitch(deps, ctx, { found, other });
    await next();
    if (mustRestart(ctx) || (await endedMeanwhile(deps, ctx, found))) await restart(deps, ctx, uid);
  };
}

/**
 * Ended after the look at it: whoever did may have read the list of sessions before this one stood in it. What is marked later than
 * this second look finds it there.
 */
async function endedMeanwhile(deps: ResumeDeps, ctx: Context, found: Found): Promise<boolean> {
  const login = loginOf(found);
  const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
  const session = oidc?.session;
  if (!login || !session) return false;
  const { uid } = sessionRecord(session);
  if (!(await wasEnded(deps, found, uid))) return false;
  const { accountId } = login;
  const context = auditContextOf(ctx, accountId, String(found.params.client_id));
  await endOneOf(deps, { accountId, uid }, { reason: 'parked', context });
  return true;
}

async function resumable(deps: ResumeDeps, ctx: Context, uid: string): Promise<Found | null> {
  if (!UID.test(uid)) return null;
  const { names } = cookieSettings(deps.issuer, deps.cookieKeys);
  const cookie = ctx.cookies.get(names.resume, { signed: true });
  return cookie && equal(cookie, uid) ? findInteraction(deps, ctx, uid) : null;
}

/** A fresh sign-in at the client that began this one, where that is still known; else the portal. Nothing is replayed. */
async function restart({ kv }: ResumeDeps, ctx: Context, uid: string): Promise<void> {
  const progress = UID.test(uid) ? await loadProgress(kv, uid) : null;
  ctx.body = null;
  return seeOther(ctx, progress?.initiateLoginUri ?? '/portal');
}

/** The live session of somebody else than who has just signed in. */
async function sessionOfAnother(deps: ResumeDeps, ctx: Context, found: Found): Promise<SessionRecord | null> {
  const login = loginOf(found);
  if (!login) return null;
  const session = sessionRecord(await deps.provider().Session.get(ctx));
  return session.accountId !== undefined && session.accountId !== login.accountId ? session : null;
}

async function askSwitch(
  { db, kv, clients, render }: ResumeDeps,
  ctx: Context,
  { found, other }: { found: Found; other: SessionRecord },
): Promise<void> {
  const [progress, from, to, application] = await Promise.all([
    loadProgress(kv, found.uid),
    findPerson(db, other.accountId ?? ''),
    findPerson(db, loginOf(found)?.accountId ?? ''),
    applicationOf(clients, String(found.params.client_id)),
  ]);
  speakInRequest(ctx, { switched: progress?.locale ?? null, uiLocales: words(found.params.ui_locales) });
  const action = `/auth/${found.uid}/switch`;
  const names = { from: { name: from?.nama ?? '' }, to: { name: to?.nama ?? '' } };
  render(ctx, 'switch-account', { action, hidden: {}, ...names, application });
}

/** 'switch' ends the first person's session everywhere and goes on; anything else keeps it and drops this sign-in. */
async function decideSwitch(
  deps: ResumeDeps,
  ctx: Context,
  { found, other }: { found: Found; other: SessionRecord | null },
): Promise<void> {
  if (ctx.method !== 'POST') return seeOther(ctx, `/auth/${found.uid}`);
  return deps.ownPage(ctx, async () => {
    const { decision } = await readFields(ctx);
    if (decision !== 'switch') {
      await found.destroy();
      return restart(deps, ctx, found.uid);
    }
    if (other) {
      await endSession(
        deps,
        other,
        auditContextOf(ctx, other.accountId ?? 'self', String(found.params.client_id)),
      );
      const login = loginOf(found);
      if (login) login.switchedAt = deps.now();
      await forgetSession(found);
    }
    return seeOther(ctx, `/auth/${found.uid}`);
  });
}
