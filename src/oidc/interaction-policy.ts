import { decodeJwt } from 'jose';
import { errors, interactionPolicy } from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { assess, freshFactors, missingFactors } from '../policies/assurance.ts';
import type { Acr, Factors } from '../policies/assurance.ts';
import { dropLogin, isSignedIn, provenHere } from './adopt-login.ts';
import { limitStarts } from './bounds.ts';
import type { BoundsDeps } from './bounds.ts';
import { mustBeTheirs } from './client-access.ts';
import type { RegisteredClient } from './clients.ts';
import { authorizationOf, isClaimable, registeredOf, seconds } from './context.ts';
import type { Authorization, FederationDeps } from './context.ts';
import { demandsOf } from './demands.ts';
import type { Demands } from './demands.ts';
import { sessionEnd } from './grants.ts';
import { keyNames } from './records.ts';

const { Check, Prompt } = interactionPolicy;

type Deps = Pick<FederationDeps, 'db' | 'kv' | 'clients' | 'now'> & BoundsDeps;

/** Why a person must be asked, with the OAuth error that `prompt=none` gets instead (OIDC Core §3.1.2.6). */
const LOGIN_REASONS = {
  no_session: 'login_required',
  ended: 'login_required',
  other_account: 'login_required',
  prompt_login: 'login_required',
  acr: 'login_required',
  max_age: 'login_required',
  new_device: 'interaction_required',
  act: 'interaction_required',
  shared_session: 'interaction_required',
  select_account: 'account_selection_required',
} as const;

export type LoginReason = keyof typeof LOGIN_REASONS;

/**
 * All authentication happens in one `login` prompt; `consent` is asked of third parties and of redirects that any app can
 * claim. Everything is judged again when the person comes back: a demand that is still open then is an error to the relying
 * party, never another round.
 */
export function createInteractionPolicy(deps: Deps): interactionPolicy.Prompt[] {
  const loginChecks = Object.entries(LOGIN_REASONS).map(
    ([reason, error]) =>
      new Check(reason, REASON_TEXT, error, async (ctx) =>
        (await loginReasons(deps, ctx)).includes(reason as LoginReason),
      ),
  );
  const consentMissing = new Check('consent_missing', 'consent is needed', 'consent_required', (ctx) =>
    consentIsMissing(deps, ctx),
  );
  return [
    new Prompt({ name: 'login', requestable: true }, ...loginChecks),
    // Known so that the value is accepted; asked within the login prompt.
    emptied(new Prompt({ name: 'select_account', requestable: true })),
    new Prompt({ name: 'consent', requestable: true }, consentMissing),
  ];
}

const REASON_TEXT = 'the person must be asked';

function emptied(prompt: interactionPolicy.Prompt): interactionPolicy.Prompt {
  prompt.checks.clear();
  return prompt;
}

const judged = new WeakMap<object, Promise<LoginReason[]>>();

/** Judged once a request. Throws where the demands cannot be met, or still are not after the person came back. */
export function loginReasons(deps: Deps, ctx: KoaContextWithOIDC): Promise<LoginReason[]> {
  const known = judged.get(ctx.req);
  if (known) return known;
  const judging = judge(deps, ctx);
  judged.set(ctx.req, judging);
  return judging;
}

async function judge(deps: Deps, ctx: KoaContextWithOIDC): Promise<LoginReason[]> {
  const authorization = authorizationOf(ctx);
  const client = await registeredOf(deps.clients, authorization.clientId);
  const demands = demandsOf(authorization.params, client);
  if (demands.acr.kind === 'unattainable')
    throw new errors.UnmetAuthenticationRequirements('acr cannot be reached');
  const reasons = await openReasons(deps, ctx, { authorization, client, demands, need: demands.acr.acr });
  if (authorization.result?.login && reasons.length > 0) {
    dropLogin(ctx);
    throw refusal(reasons, authorization);
  }
  const { accountId } = authorization.session;
  const silent = demands.prompts.has('none');
  // Before a proof is asked for that would lead nowhere; not before it is clear who sits there.
  if (accountId !== undefined && reasons.every((reason) => OF_ONE_PERSON.has(reason)))
    await mustBeTheirs(deps, ctx, { client, accountId, silent });
  if (reasons.length > 0 && !silent) await limitStarts(deps, ctx);
  if (reasons.length === 0) proofs.set(ctx.req, proofOf(authorization, demands, deps.now()));
  return reasons;
}

/** What is missing then is a proof, and whose it must be is known. */
const OF_ONE_PERSON = new Set<LoginReason>(['acr', 'max_age', 'new_device', 'act']);

interface Question {
  authorization: Authorization;
  client: RegisteredClient;
  demands: Demands;
  need: Acr;
}

async function openReasons(deps: Deps, ctx: KoaContextWithOIDC, question: Question): Promise<LoginReason[]> {
  const { authorization, demands } = question;
  const { session, account, result } = authorization;
  if (!isSignedIn(session)) return ['no_session'];
  if (!account || sessionEnd(session) <= seconds(deps.now())) return ['ended'];
  const asked = result?.login === undefined;
  const reasons: LoginReason[] = [];
  if (wantsOther(ctx, authorization)) reasons.push('other_account');
  if (asked && demands.prompts.has('login')) reasons.push('prompt_login');
  reasons.push(...factorReasons(deps, question));
  if (!reasons.includes('act') && (await newDevice(deps, question))) reasons.push('new_device');
  if (asked && session.shared) reasons.push('shared_session');
  if (asked && demands.prompts.has('select_account')) reasons.push('select_account');
  return reasons;
}

function factorReasons({ now }: Deps, { authorization, demands, need }: Question): LoginReason[] {
  const base = {
    factors: authorization.session.factors ?? {},
    provenHere: provenHere(authorization.result?.login),
    need,
    now: now(),
  };
  const again = { ...base, promptLogin: demands.prompts.has('login') };
  if (open(again)) return again.promptLogin ? ['prompt_login'] : ['acr'];
  if (open({ ...again, maxAgeSeconds: demands.maxAge })) return ['max_age'];
  return demands.act && open({ ...again, act: true }) ? ['act'] : [];
}

function open(request: Parameters<typeof missingFactors>[0]): boolean {
  const { password, secondFactor } = missingFactors(request);
  return password || secondFactor;
}

/** A device key that this account does not know asks for a fresh second factor (design §4). */
async function newDevice({ kv, now }: Deps, { authorization, client, need }: Question): Promise<boolean> {
  if (client.metadata.application_type !== 'native') return false;
  const { session, params, result } = authorization;
  const fresh = missingFactors({ factors: {}, provenHere: provenHere(result?.login), need, now: now() });
  if (!fresh.secondFactor) return false;
  const known = await kv.members(keyNames.accountFamilies(session.accountId ?? ''), seconds(now()));
  const key = params.dpop_jkt;
  return typeof key !== 'string' || !known.some((member) => member.endsWith(` ${key}`));
}

/** `id_token_hint` or a `sub` claim names somebody else than who is signed in (Core §3.1.2.1, §5.5.1). */
function wantsOther(ctx: KoaContextWithOIDC, { session, params }: Authorization): boolean {
  const claimed = ctx.oidc.claims.id_token?.sub?.value;
  return [hintedSub(params), claimed].some((sub) => typeof sub === 'string' && sub !== session.accountId);
}

/** The library verified the hint when the request came; when it is resumed it is only read again. */
function hintedSub({ id_token_hint: hint }: Record<string, unknown>): string | undefined {
  return typeof hint === 'string' ? decodeJwt(hint).sub : undefined;
}

function refusal(reasons: LoginReason[], { account }: Authorization): Error {
  if (!account) return new errors.AccessDenied('the account may not sign in');
  if (reasons.includes('ended')) return new errors.LoginRequired('the session has ended');
  if (reasons.includes('other_account')) return new errors.LoginRequired('another person is signed in');
  return new errors.UnmetAuthenticationRequirements('the sign-in did not reach what was asked for');
}

async function consentIsMissing(deps: Deps, ctx: KoaContextWithOIDC): Promise<boolean> {
  const { clientId, redirectUri, result } = authorizationOf(ctx);
  if (result?.consent) return false;
  const client = await registeredOf(deps.clients, clientId);
  return isClaimable(client, redirectUri) || (client.thirdParty && ctx.oidc.grant?.jti === undefined);
}

export interface Proof {
  acr: Acr | null;
  amr: string[];
  authTime: number | null;
  /** When the second factor of a step-up was proven; epoch seconds. */
  actAt: number | null;
}

const proofs = new WeakMap<object, Proof>();

/** What an accepted request proves; undefined where none was judged. */
export const acceptedProof = (ctx: KoaContextWithOIDC): Proof | undefined => proofs.get(ctx.req);

/** Only factors that count for this request (max_age, prompt=login); the oldest of them gives auth_time. */
function proofOf({ session, result }: Authorization, demands: Demands, nowMs: number): Proof {
  const here = provenHere(result?.login) ?? {};
  const earlier = demands.prompts.has('login')
    ? {}
    : freshFactors(session.factors ?? {}, nowMs, demands.maxAge);
  const proof = assess({ ...earlier, ...here }, nowMs);
  return { ...proof, actAt: demands.act ? secondFactorTime(here) : null };
}

function secondFactorTime({ hwk, swk, otp, sms }: Factors): number | null {
  return hwk ?? swk ?? otp ?? sms ?? null;
}
