import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { assess, missingFactors } from '../policies/assurance.ts';
import type { Acr, Factors } from '../policies/assurance.ts';
import { isCurrent } from './account.ts';
import { isSignedIn } from './adopt-login.ts';
import type { RegisteredClient } from './clients.ts';
import { auditContextOf, seconds } from './context.ts';
import type { FederationDeps, StoredLogin } from './context.ts';
import type { BrowserBinding } from '../platform/http/browser-binding.ts';
import { stateOf } from '../platform/http/state.ts';
import type { SsoEnds } from '../platform/http/state.ts';
import { demandsOf, words } from './demands.ts';
import type { Demands } from './demands.ts';
import { endSession } from './end-session.ts';
import type { EndDeps } from './end-session.ts';
import { sessionEnd } from './grants.ts';
import { sessionRecord } from './records.ts';
import type { SessionRecord } from './records.ts';
import { clearSessionCookie } from './session-cookie.ts';

/** One authorization request that waits for a person, as the sign-in sees it. */
export interface AuthorizationInteraction {
  uid: string;
  /** Resumes the authorization request, once `finish` has stored a result. */
  returnTo: string;
  /** Epoch seconds. */
  expiresAt: number;
  prompt: 'login' | 'consent';
  reasons: string[];
  client: InteractionClient;
  params: {
    scope: string[];
    acrValues: string[];
    maxAge: number | null;
    prompts: string[];
    loginHint: string | null;
    uiLocales: string[];
  };
  requiredAcr: Acr;
  /** What a step-up approves: bound to an item of the relying party. */
  act: { value: string; text: string } | null;
  /** The session that came along, if it is alive (epoch checked). */
  session: {
    uid: string;
    accountId: string;
    factors: Factors;
    acr: string;
    amr: string[];
    shared: boolean;
  } | null;
  /** What is asked for beyond the session. */
  missing: { password: boolean; secondFactor: boolean };
  /** What a consent page lists. */
  consentScopes: string[];
  /** Ends the session that came along, everywhere and at once ("Bukan saya"); the request goes on without it. */
  endSession(): Promise<void>;
  /** Whoever is signed in in this browser at this moment, whatever session the request began with. */
  signedInHere(): Promise<{ uid: string; accountId: string } | null>;
  /** Another tab of this browser has signed in since: beginning afresh would ask nothing. */
  signedInMeanwhile(): Promise<boolean>;
  /** Stores the result in one write and gives the URL that resumes the authorization request. */
  finish(result: InteractionResult): Promise<string>;
}

export interface InteractionClient {
  id: string;
  name: string;
  /** The address shown to the person. */
  uri: string | null;
  initiateLoginUri: string | null;
  thirdParty: boolean;
  native: boolean;
}

export type InteractionResult =
  | { login?: LoginResult; consent?: boolean }
  /** Ends the authorization request with an OAuth error, e.g. `access_denied`. */
  | { error: string; description: string };

export interface LoginResult {
  accountId: string;
  /** Only those proven in this interaction, in epoch seconds: the session's own are added by the provider. */
  factors: Factors;
  epoch: number;
  shared: boolean;
  /** Begins a session, or its hours anew; false: it only adds to the session that came along (a step-up, a confirmation). */
  whole: boolean;
  /** Its name in the audit log, where it was recorded. */
  signin?: string | undefined;
}

export interface Interactions {
  /** Null where it is gone or finished, or the cookie that binds it to its browser is another's or missing. */
  load(ctx: Context, uid: string): Promise<AuthorizationInteraction | null>;
}

export interface InteractionsDeps extends EndDeps, Pick<FederationDeps, 'watch' | 'issuer' | 'cookieKeys'> {
  browsers: BrowserBinding;
}

type Found = InstanceType<Provider['Interaction']> & { browser?: string };

/** The library's interactions as the sign-in sees them: none that is foreign, answered or changed under it. */
export function createInteractions(deps: InteractionsDeps): Interactions {
  return {
    async load(ctx, uid) {
      const found = await findInteraction(deps, ctx, uid);
      const client = found ? await deps.clients.find(String(found.params.client_id)) : null;
      if (!found || !client) return null;
      const session = await sessionOf(deps, ctx, found);
      if (session === 'changed') return null;
      // Its pages show the way out of a shared device, as all others do.
      if (session) stateOf(ctx).sso = endsOf(session);
      return describe(deps, ctx, { found, client, session });
    },
  };
}

function endsOf(session: SessionRecord): SsoEnds {
  const end = sessionEnd(session);
  const { shared = false, exp } = session;
  return { shared, idleEndsAt: Math.min(exp, end) * 1000, endsAt: end * 1000 };
}

/** The record, where it belongs to this browser and waits for an answer. */
export async function findInteraction(
  { provider, browsers }: Pick<InteractionsDeps, 'provider' | 'browsers'>,
  ctx: Context,
  uid: string,
): Promise<Found | null> {
  const found = (await provider().Interaction.find(uid)) as Found | undefined;
  return found && browsers.same(ctx, found.browser ?? '') ? found : null;
}

/** 'changed' where the session that came along has ended or belongs to somebody else by now: its resume would fail. */
async function sessionOf(
  { provider, watch, now }: InteractionsDeps,
  ctx: Context,
  { session: origin }: Found,
): Promise<SessionRecord | null | 'changed'> {
  if (!origin?.uid) return null;
  const session = sessionRecord(await provider().Session.get(ctx));
  if (session.uid !== origin.uid || session.accountId !== origin.accountId) return 'changed';
  if (!isSignedIn(session) || sessionEnd(session) <= seconds(now())) return null;
  return (await isCurrent({ watch }, origin.accountId, session.epoch, session.startedAt)) ? session : null;
}

interface Described {
  found: Found;
  client: RegisteredClient;
  session: SessionRecord | null;
}

function describe(
  deps: InteractionsDeps,
  ctx: Context,
  { found, client, session }: Described,
): AuthorizationInteraction {
  const { params, prompt } = found;
  const demands = demandsOf(params, client);
  const requiredAcr = demands.acr.kind === 'need' ? demands.acr.acr : client.minAcr;
  return {
    uid: found.uid,
    returnTo: found.returnTo,
    expiresAt: found.exp,
    prompt: prompt.name === 'consent' ? 'consent' : 'login',
    reasons: prompt.reasons,
    client: shownClient(client),
    params: {
      scope: words(params.scope),
      acrValues: demands.acrValues,
      maxAge: demands.maxAge,
      prompts: [...demands.prompts],
      loginHint: typeof params.login_hint === 'string' ? params.login_hint.slice(0, 100) : null,
      uiLocales: words(params.ui_locales),
    },
    requiredAcr,
    act: demands.act,
    session: session ? shownSession(session, deps.now()) : null,
    missing: missing(deps, { found, session, demands, requiredAcr }),
    consentScopes: words(params.scope).filter((scope) => scope !== 'openid'),
    endSession: () => endSessionOf(deps, ctx, { found, session }),
    signedInHere: () => signedInHere(deps, ctx),
    signedInMeanwhile: () => signedInMeanwhile(deps, ctx, { found, client, demands }),
    finish: (result) => finish(found, result, deps.now()),
  };
}

/**
 * Another tab of this browser has signed in since, and a fresh start would be answered by that session. Not where the
 * request asks for more than a session, or where nothing is known that starts it afresh.
 */
async function signedInMeanwhile(
  { provider, watch, now }: InteractionsDeps,
  ctx: Context,
  { found, client, demands }: Pick<Described, 'found' | 'client'> & { demands: Demands },
): Promise<boolean> {
  const { prompts, maxAge, act } = demands;
  if (found.session || !client.initiateLoginUri || prompts.size > 0 || maxAge !== null || act) return false;
  const session = sessionRecord(await provider().Session.get(ctx));
  if (!isSignedIn(session) || sessionEnd(session) <= seconds(now())) return false;
  return isCurrent({ watch }, session.accountId ?? '', session.epoch, session.startedAt);
}

async function signedInHere(
  { provider, now }: Pick<InteractionsDeps, 'provider' | 'now'>,
  ctx: Context,
): Promise<{ uid: string; accountId: string } | null> {
  const session = sessionRecord(await provider().Session.get(ctx));
  if (!isSignedIn(session) || sessionEnd(session) <= seconds(now())) return null;
  return { uid: session.uid, accountId: session.accountId ?? '' };
}

/** The resume compares sessions: the interaction must forget the one that is gone (as after "switch", resume.ts). */
async function endSessionOf(
  deps: InteractionsDeps,
  ctx: Context,
  { found, session }: Pick<Described, 'found' | 'session'>,
): Promise<void> {
  if (session) {
    await endSession(deps, session, auditContextOf(ctx, 'anonymous', String(found.params.client_id)));
    clearSessionCookie(deps, ctx);
  }
  await forgetSession(found);
}

/** Whoever is signed in here is not asked for any more: this sign-in is somebody else's, or begins anew. */
export async function forgetSession(found: Found): Promise<void> {
  if (found.session) Reflect.deleteProperty(found, 'session');
  await found.persist();
}

function shownClient(client: RegisteredClient): InteractionClient {
  const { id, name, uri, initiateLoginUri, thirdParty, metadata } = client;
  return { id, name, uri, initiateLoginUri, thirdParty, native: metadata.application_type === 'native' };
}

function shownSession(session: SessionRecord, nowMs: number): AuthorizationInteraction['session'] {
  const factors = session.factors ?? {};
  const { acr, amr } = assess(factors, nowMs);
  const { uid, accountId = '', shared = false } = session;
  return { uid, accountId, factors, acr: acr ?? '', amr, shared };
}

function missing(
  deps: InteractionsDeps,
  {
    found,
    session,
    demands,
    requiredAcr,
  }: Pick<Described, 'found' | 'session'> & { demands: Demands; requiredAcr: Acr },
): { password: boolean; secondFactor: boolean } {
  if (!session) return { password: true, secondFactor: true };
  if (found.prompt.name === 'consent') return { password: false, secondFactor: false };
  const freshSecond = demands.act !== null || found.prompt.reasons.includes('new_device');
  return missingFactors({
    factors: session.factors ?? {},
    need: requiredAcr,
    now: deps.now(),
    maxAgeSeconds: demands.maxAge,
    promptLogin: demands.prompts.has('login'),
    act: freshSecond,
  });
}

/** One write. What an earlier prompt of the same request brought is kept: the next one only adds to it. */
async function finish(found: Found, result: InteractionResult, nowMs: number): Promise<string> {
  if ('error' in result) {
    found.result = { error: result.error, error_description: result.description };
  } else {
    const login = result.login ? { login: storedLogin(result.login, nowMs) } : {};
    const consent = result.consent ? { consent: {} } : {};
    found.result = { ...found.lastSubmission, ...login, ...consent } as NonNullable<Found['result']>;
  }
  await found.persist();
  return found.returnTo;
}

function storedLogin(
  { accountId, factors, epoch, shared, whole, signin }: LoginResult,
  nowMs: number,
): StoredLogin {
  // These are no proofs: they say how old a factor is.
  const { since: _since, keySince: _keySince, ...proofs } = factors;
  const times = Object.values(proofs).filter((time) => typeof time === 'number');
  const ts = times.length > 0 ? Math.min(...times) : Math.floor(nowMs / 1000);
  const named = signin === undefined ? {} : { signin };
  return { accountId, factors, epoch, shared, whole, ts, remember: !shared, finishedAt: nowMs, ...named };
}
