import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { loadProgress, startOver } from '../../model/progress.ts';
import type { Progress } from '../../model/progress.ts';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { PoolView } from '../../model/pools.ts';
import type { AuthorizationInteraction } from '../../oidc/interactions.ts';
import { stateOf } from '../../platform/http/state.ts';
import { speakInRequest } from '../../platform/http/locale.ts';
import { captchaDue } from '../../policies/captcha.ts';
import { readNip } from '../../policies/nip.ts';
import type { AddressFailures } from './address-failures.ts';
import type { BrowserCookies } from './browser.ts';
import { byPasskey, signinFacts } from './facts.ts';
import { findPool } from './password-target.ts';
import type { PeopleOfBrowser } from './people-of-browser.ts';
import { standingOf } from './standing.ts';
import type { SigninDeps, Visit, Visitor } from './step.ts';
import { waitingSince } from './steps/contact-wait.ts';

type Deps = Pick<
  SigninDeps,
  'db' | 'kv' | 'ring' | 'limits' | 'pools' | 'interactions' | 'banners' | 'messages' | 'now'
> & {
  cookies: BrowserCookies;
  people: PeopleOfBrowser;
  failures: AddressFailures;
};

/** What a request to an interaction finds. `gone`: nothing is judged; the progress says at most where to start anew. */
export type Opened =
  | { kind: 'open'; interaction: AuthorizationInteraction; progress: Progress }
  | { kind: 'finished'; progress: Progress; to: string; resumable: boolean }
  | { kind: 'gone'; progress: Progress | null };

/** As the provider makes them; anything else goes nowhere near the stores. */
const UID = /^[A-Za-z0-9_-]{20,64}$/;

/** The interaction must be there, not finished, and this very browser's own. */
export async function openInteraction(deps: Deps, ctx: Context, uid: string): Promise<Opened> {
  if (!UID.test(uid)) return { kind: 'gone', progress: null };
  const [interaction, progress] = await Promise.all([
    deps.interactions.load(ctx, uid),
    loadProgress(deps.kv, uid),
  ]);
  if (!progress || !deps.cookies.owns(ctx, progress)) return { kind: 'gone', progress };
  if (progress.finished !== null) {
    return { kind: 'finished', progress, to: progress.finished, resumable: interaction !== null };
  }
  if (!interaction || sessionWasNeeded(interaction)) return { kind: 'gone', progress };
  return { kind: 'open', interaction, progress };
}

/** A consent belongs to the session it was asked of; when that has ended meanwhile, the request begins anew. */
function sessionWasNeeded(interaction: AuthorizationInteraction): boolean {
  return interaction.prompt === 'consent' && interaction.session === null;
}

/**
 * Gathers the facts of the policy for this moment; asked again after each change of the progress. `known`: the account
 * as read a moment ago, where nothing of it has changed.
 */
export async function makeVisit(
  deps: Deps,
  { uid, interaction, progress, visitor }: Pick<Visit, 'uid' | 'interaction' | 'progress' | 'visitor'>,
  known: SigninAccount | null = null,
): Promise<Visit> {
  const session = sessionOf(interaction, progress);
  const account = known ?? (await usableAccount(deps, progress, session?.accountId ?? null));
  if (hasEnded(progress, session, account)) {
    const fresh: Progress = { ...startOver(progress), continued: account ? progress.continued : 'as_other' };
    return makeVisit(deps, { uid, interaction, progress: fresh, visitor });
  }
  const proven = progress.factors.pwd !== undefined || byPasskey(progress);
  const passwordDue = !proven && (!session || interaction.missing.password);
  const [attempts, since, banners] = await Promise.all([
    passwordDue ? passwordAttempts(deps, progress, visitor) : null,
    account && account.authenticators.length === 0 && account.contacts.length > 0
      ? waitingSince(deps.kv, account)
      : null,
    deps.banners.bannersFor(interaction.client.id, visitor.words.locale),
  ]);
  const facts = signinFacts({
    interaction,
    progress,
    session,
    account,
    captchaDue: attempts?.captchaDue ?? false,
    pool: attempts?.pool ?? null,
    waitingSince: since,
    holder: visitor.holder,
    now: deps.now(),
  });
  const pool = attempts?.pool ?? null;
  return { uid, interaction, progress, session, account, pool, facts, banners, visitor };
}

/** The session that came along, unless its person said "Bukan saya" or the application asked for somebody else. */
function sessionOf(interaction: AuthorizationInteraction, progress: Progress): Visit['session'] {
  const another = interaction.reasons.includes('other_account');
  return another || progress.continued === 'as_other' ? null : interaction.session;
}

/**
 * Has what stands in the progress lost its ground? The account was frozen or ended, its epoch raised (a reset ends half a
 * sign-in too), its password must be recovered or was changed elsewhere, or the session beside which a factor was proven
 * is gone.
 */
function hasEnded(progress: Progress, session: Visit['session'], account: SigninAccount | null): boolean {
  if (progress.accountId === null) return account === null && session !== null;
  if (account === null || progress.epoch !== account.epoch) return true;
  const { passwordChanged, handedCode } = progress;
  // A code handed over stands for a password that must be recovered, too.
  // So does a passkey, which needs none: a password that others know ends no sign-in that did not use it.
  const byPassword = progress.factors.pwd !== undefined;
  if (byPassword && account.password?.recoveryForced && !passwordChanged && handedCode === null) return true;
  // What is given beside a session stands as long as that session does.
  if (!byPassword && session?.accountId === progress.accountId) return false;
  if (!byPassword && !byPasskey(progress)) return true;
  return !passwordChanged && (account.password?.setAt ?? null) !== progress.passwordSetAt;
}

/** A frozen one is shown to nobody but whoever has given its password here: it has a page of its own. */
async function usableAccount(
  { db }: Deps,
  { accountId, factors }: Progress,
  inSession: string | null,
): Promise<SigninAccount | null> {
  const id = accountId ?? inSession;
  const account = id === null ? null : await findSigninAccountById(db, id);
  if (!account) return null;
  const proven = accountId !== null && factors.pwd !== undefined;
  return standingOf(account, { thawable: proven }).kind === 'may' ? account : null;
}

/** How it stands with the NIP that was typed before, and with the address. */
async function passwordAttempts(
  deps: Deps,
  progress: Progress,
  visitor: Visitor,
): Promise<{ pool: PoolView | null; captchaDue: boolean }> {
  const read = readNip(progress.nip ?? '');
  const [pool, failures] = await Promise.all([
    read.kind === 'ok' ? poolOf(deps, read.nip, visitor) : null,
    progress.nip === null ? deps.failures.remembered(visitor.address) : deps.failures.look(visitor.address),
  ]);
  const passesLeft = progress.captchaPasses;
  const streak = pool?.streak ?? 0;
  return { pool, captchaDue: captchaDue({ streak, addressFailures: failures, passesLeft }, policy.captcha) };
}

async function poolOf(deps: Deps, nip: string, visitor: Visitor): Promise<PoolView> {
  return deps.pools.look(await findPool(deps, nip, visitor));
}

/** Who asks, from where, and in which language: switched to on the way, else wished by the application. */
export function readVisitor(
  { messages, cookies, people }: Pick<Deps, 'messages' | 'cookies' | 'people'>,
  ctx: Context,
  wished: { switched: Progress['locale']; uiLocales: readonly string[] },
): Visitor {
  const state = stateOf(ctx);
  const query = new URLSearchParams(ctx.querystring);
  speakInRequest(ctx, wished);
  return {
    address: state.address,
    userAgent: ctx.get('user-agent') || null,
    requestId: state.requestId,
    device: cookies.device(ctx),
    holder: cookies.holder(ctx),
    several: people.several(ctx),
    left: cookies.left(ctx),
    linked: cookies.linked(ctx) ? cookies.browserHash(ctx) : null,
    way: query.get('way'),
    words: messages.messagesFor(state.locale),
  };
}
