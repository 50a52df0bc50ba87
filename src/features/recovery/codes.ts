import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import { sendLink } from '../../model/notices.ts';
import { checkCode, issueCode } from '../../model/one-time.ts';
import type { CodeRef } from '../../model/one-time.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import { countGuess, makeRecoveryLink, uncountGuess } from '../../model/recoveries.ts';
import { contextOf } from '../../parts/page-context.ts';
import { plainCode } from '../../parts/proof/plain-code.ts';
import { sendContactCode } from '../../parts/send-contact-code.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { ContactKind } from '../../platform/schema.ts';
import type { RecoveryDeps } from './deps.ts';

type Deps = Pick<RecoveryDeps, 'db' | 'kv' | 'ring' | 'limits' | 'compose' | 'log' | 'now' | 'issuer'>;

export const LINK_PATH = '/reset-password';

/** What for: a code for one of them is worth nothing to the other. */
export type Purpose = 'recovery' | 'reset';

/** A code is awaited by this browser alone; one that another browser asked for leaves it alive. */
export function codeRef(
  { who, browserHash }: { who: string; browserHash: string },
  purpose: Purpose,
  kind: ContactKind,
): CodeRef {
  return { accountId: who, purpose: `${purpose}:${kind}`, browser: browserHash };
}

/** The mail of a forgotten password: a code for this browser, and a link for any, to the stored address. */
export async function mailRecovery(
  deps: Deps,
  ctx: Context,
  { account, contact, browserHash }: { account: SigninAccount; contact: Contact; browserHash: string },
): Promise<void> {
  const { db, now, compose, issuer } = deps;
  // Six digits are guessed sooner than a link, so they live as short as every other code.
  const { ttlSeconds } = policy.codes;
  const ref = codeRef({ who: account.id, browserHash }, 'recovery', 'email');
  const context = contextOf(ctx, now());
  const issued = await issueCode(deps, { ...ref, ttlSeconds, asker: namedHere(ctx) });
  if (issued.kind === 'budget') {
    const details = { purpose: 'link_recovery' };
    return audit(db, { type: 'recovery.over-budget', accountId: account.id, details }, context);
  }
  const { id: accountId, epoch } = account;
  const token = await makeRecoveryLink(deps, { accountId, epoch, contactId: contact.id });
  await db.transaction().execute(async (trx) => {
    await sendLink(trx, {
      ...{ accountId, to: contact.value, kind: 'link_recovery', code: issued.code },
      // From ISSUER, never from the Host header (design §6).
      link: `${issuer}${LINK_PATH}/${token}`,
      minutes: policy.links.resetTtlSeconds / 60,
      codeMinutes: ttlSeconds / 60,
      locale: account.locale ?? stateOf(ctx).locale,
      now: now(),
      compose,
    });
    const details = { kind: contact.kind, purpose: 'link_recovery' };
    await audit(trx, { type: 'contact.code-sent', accountId, details }, context);
  });
}

/** A code by itself. `named`: whoever asks has proven nothing yet; `owner`: the mailbox has answered. */
export async function sendRecoveryCode(
  deps: Deps,
  ctx: Context,
  {
    account,
    contact,
    browserHash,
    purpose,
    asker,
  }: {
    account: SigninAccount;
    contact: Contact;
    browserHash: string;
    purpose: Purpose;
    asker: 'named' | 'owner';
  },
): Promise<void> {
  await sendContactCode(
    deps,
    {
      account,
      contact,
      ref: codeRef({ who: account.id, browserHash }, purpose, contact.kind),
      kind: purpose === 'recovery' ? 'code_recovery' : 'code_reset',
      asker: asker === 'owner' ? asker : namedHere(ctx),
      application: 'ASN Digital',
      locale: account.locale ?? stateOf(ctx).locale,
    },
    contextOf(ctx, deps.now()),
  );
}

/** Whoever names NIP and address, from where they are. */
const namedHere = (ctx: Context) => ({ namedFrom: addressKey(stateOf(ctx).address) });

export const isCodeForm = (typed: string): boolean => /^\d{6}$/.test(plainCode(typed));

/**
 * Counted over all browsers before it is compared; after ten wrong ones in a day nothing typed is right any more, and the page
 * does not tell: the link in the mail still works. `behindPassword`: its guesses are counted apart, since a reset has no link,
 * and whoever knows NIP and address alone must not keep its owner from it.
 */
export async function judgeCode(
  deps: Pick<RecoveryDeps, 'kv' | 'ring' | 'now'>,
  ref: CodeRef,
  typed: string,
  { behindPassword = false } = {},
): Promise<boolean> {
  const key = `${ref.purpose}:${ref.accountId}${behindPassword ? ':password' : ''}`;
  if (!(await countGuess(deps, key))) return false;
  const verdict = await checkCode(deps, ref, plainCode(typed));
  // Nothing was awaited here: whoever merely knows a NIP must not use up its owner's tries.
  if (verdict !== 'wrong') await uncountGuess(deps, key);
  return verdict === 'right';
}
