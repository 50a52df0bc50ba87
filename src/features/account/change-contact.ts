import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { checkCode } from '../../model/one-time.ts';
import type { CodeRef } from '../../model/one-time.ts';
import { holdSession } from '../../model/people/hold-session.ts';
import { changeContact } from '../../model/people/change-contact.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import { codeFormKey } from '../../parts/code-form.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { maskContact } from '../../parts/mask-contact.ts';
import { contextIn, contextOf } from '../../parts/page-context.ts';
import { plainCode } from '../../parts/proof/plain-code.ts';
import { proofWays } from '../../parts/proof/proof-ways.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { sendContactCode, withinAddressBudget } from '../../parts/send-contact-code.ts';
import type { Web } from '../../parts/web.ts';
import { sha256 } from '../../platform/crypto.ts';
import { readFields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { contactValue } from '../../policies/contacts.ts';
import { COMMON_DOMAINS, suggestEmail } from '../../policies/email-address.ts';
import { pendingContacts } from './pending-contact.ts';
import { whose } from './whose.ts';

type Deps = Web;

export interface ContactPages {
  show(ctx: Context, kind: ContactKind): Promise<void>;
  ask(ctx: Context, kind: ContactKind): Promise<void>;
  showCode(ctx: Context, kind: ContactKind): Promise<void>;
  verify(ctx: Context, kind: ContactKind): Promise<void>;
}

/**
 * A contact is changed with a second factor given for it, in the form that names the new one, and a code to that one; the old
 * one is told and may undo it (issue 3, item 6).
 */
export function contactPages(deps: Deps): ContactPages {
  const pending = pendingContacts(deps);
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);

  function form(
    ctx: Context,
    { account, kind }: { account: SigninAccount; kind: ContactKind },
    { typed, ...refused }: Refused & { typed?: string } = {},
  ): void {
    const current = account.contacts.find((contact) => contact.kind === kind);
    const locals = {
      kind,
      masked: current ? maskContact(current) : null,
      locked: lockOf(refused),
      provable: account.authenticators.length > 0 || account.recoveryCodesLeft > 0,
      domains: COMMON_DOMAINS,
      suggestion: kind === 'email' ? suggestEmail(typed ?? '') : null,
      proof: proofWays(account, { now: deps.now() }),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: typed === undefined ? {} : { [kind]: typed },
    };
    deps.render(ctx, 'account/change-contact', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function ask(ctx: Context, kind: ContactKind): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const fields = await readFields(ctx);
    const typed = fields[kind] ?? '';
    const wanted = contactValue(kind, typed);
    if (wanted === null) return form(ctx, { account, kind }, { faults: [malformed(kind)], typed });
    const isSame = ({ kind: its, value, suspended }: Contact) =>
      its === kind && value === wanted && suspended !== true;
    if (account.contacts.some(isSame))
      return form(ctx, { account, kind }, { faults: [fault(kind, 'account.change.same')], typed });
    const proof = await proveAct(deps, ctx, { session, form: fields, act: 'contact.change' });
    if (proof.kind !== 'proven') return form(ctx, { account, kind }, { ...refusedBy(proof), typed });
    await pending.put(session, kind, wanted);
    await send(ctx, { session, account, kind, value: wanted });
    seeOther(ctx, `/account/contacts/${kind}/verify`);
  }

  async function send(ctx: Context, { session, account, kind, value }: NewContact): Promise<void> {
    if (!(await withinAddressBudget(deps.limits, stateOf(ctx).address))) return;
    await sendContactCode(
      deps,
      {
        account,
        contact: { kind, value },
        ref: codeRef(session, kind, value),
        kind: 'code_contact',
        asker: 'owner',
        application: 'ASN Digital',
        locale: account.locale ?? stateOf(ctx).locale,
        ttlSeconds: policy.contactChanges.codeTtlSeconds,
      },
      contextOf(ctx, deps.now(), account.id),
    );
  }

  function codePage(
    ctx: Context,
    { kind, value }: { kind: ContactKind; value: string },
    { faults = [], again = false }: { faults?: Fault[]; again?: boolean } = {},
  ): void {
    const locals = {
      kind,
      // Not masked: a slip of the finger is seen here or nowhere, and the account page shows it all the same.
      to: kind === 'phone' ? value.replace(/^\+62/, '0') : value,
      suggestion: kind === 'email' ? suggestEmail(value) : null,
      errors: refusals(words(ctx), faults),
      note: again ? words(ctx).t('account.verify.again') : null,
    };
    deps.render(ctx, 'account/verify-contact', locals, { status: faults.length > 0 ? 422 : 200 });
  }

  async function verify(ctx: Context, kind: ContactKind): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const value = await pending.get(session, kind);
    if (value === null) return seeOther(ctx, `/account/contacts/${kind}`);
    const fields = await readFields(ctx);
    if (fields.resend !== undefined) {
      await send(ctx, { session, account, kind, value });
      return seeOther(ctx, `/account/contacts/${kind}/verify?again=1`);
    }
    const field = kind === 'email' ? 'emailCode' : 'smsCode';
    const code = plainCode(fields[field] ?? '');
    if (!/^\d{6}$/.test(code))
      return codePage(ctx, { kind, value }, { faults: [fault(field, codeFormKey(code))] });
    const verdict = await checkCode(deps, codeRef(session, kind, value), code);
    if (verdict !== 'right') {
      const key = verdict === 'wrong' ? 'account.verify.wrong' : 'account.verify.gone';
      return codePage(ctx, { kind, value }, { faults: [fault(field, key)] });
    }
    // The code was right once, and so is what it was for.
    if ((await pending.take(session, kind)) !== value) return seeOther(ctx, `/account/contacts/${kind}`);
    await store(ctx, session, { kind, value });
    seeOther(ctx, `/account?done=${kind}`);
  }

  async function store(
    ctx: Context,
    session: SsoSession,
    { kind, value }: { kind: ContactKind; value: string },
  ): Promise<void> {
    const { compose, issuer } = deps;
    const { uid, accountId } = session;
    const now = deps.now();
    const context = contextIn(ctx, now, { accountId, uid });
    const change = { accountId, kind, value, source: 'self' as const, verified: true, now };
    await deps.db.transaction().execute(async (trx) => {
      // A session that an undoing or a freeze has ended puts nothing on record after it.
      if (await holdSession(trx, session)) await changeContact(trx, change, { compose, context, issuer });
    });
  }

  return {
    async show(ctx, kind) {
      const found = await whose(deps, ctx);
      if (found) form(ctx, { account: found.account, kind });
    },
    ask,
    async showCode(ctx, kind) {
      const found = await whose(deps, ctx);
      if (!found) return;
      const value = await pending.get(found.session, kind);
      if (value === null) return seeOther(ctx, `/account/contacts/${kind}`);
      codePage(ctx, { kind, value }, { again: new URLSearchParams(ctx.querystring).has('again') });
    },
    verify,
  };
}

interface NewContact {
  session: SsoSession;
  account: SigninAccount;
  kind: ContactKind;
  value: string;
}

function malformed(kind: ContactKind): Fault {
  return fault(kind, kind === 'email' ? 'account.change.email_malformed' : 'account.change.phone_malformed');
}

/** A code belongs to this session and to this very address: another one typed meanwhile needs another code. */
function codeRef(session: SsoSession, kind: ContactKind, value: string): CodeRef {
  return { accountId: session.accountId, purpose: `contact:${kind}:${sha256(value)}`, browser: session.uid };
}
