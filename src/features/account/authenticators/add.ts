import type { Context } from 'koa';
import QRCode from 'qrcode';
import { policy } from '../../../../config/policy.ts';
import type { Telling } from '../../../model/notices.ts';
import { wasJustConfirmed } from '../../../model/credentials/authenticators.ts';
import { confirmTotp, offerTotp } from '../../../model/credentials/totp.ts';
import type { TotpConfirmation, TotpOffer } from '../../../model/credentials/totp.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextIn } from '../../../parts/page-context.ts';
import { clockFault } from '../../../parts/proof/clock-fault.ts';
import { plainCode } from '../../../parts/proof/plain-code.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { provenKey } from '../../../parts/proof/proven-key.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { sha256 } from '../../../platform/crypto.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { isUuid } from '../../../platform/uuid.ts';
import { ownName } from '../own-name.ts';
import { whose } from '../whose.ts';
import type { Whose } from '../whose.ts';
import { LIST } from './manage.ts';

const ADD = `${LIST}/add`;
const NEW = `${LIST}/new`;

export interface AddPages {
  /** The proof that adding one asks for. */
  ask(ctx: Context): Promise<void>;
  prove(ctx: Context): Promise<void>;
  /** QR code, link and text of the secret. */
  show(ctx: Context): Promise<void>;
  confirm(ctx: Context): Promise<void>;
}

/**
 * A second authenticator: a factor given for that, then its first code, within five minutes and once. Not on a device that others use
 * too: its page shows a secret, and whoever adds one has a phone of their own to open it on.
 */
export function addPages(deps: Web): AddPages {
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);
  // Proven in this session and this browser, for this alone.
  const keyOf = (ctx: Context, session: SsoSession) =>
    provenKey(deps, ctx, { session, act: 'authenticator-add' });
  const good = (until: string | null) => until !== null && Number(until) > deps.now();

  function form(ctx: Context, { session, account }: Whose, refused: Refused = {}): void {
    const { authenticators, recoveryCodesLeft, passkeys } = account;
    const provable = authenticators.length > 0 || recoveryCodesLeft > 0 || passkeys.length > 0;
    const state = session.shared ? 'shared' : full(account) ? 'full' : provable ? 'ready' : 'unprovable';
    const locals = {
      state,
      most: policy.authenticators.most,
      locked: lockOf(refused),
      proof: proofWays(account, { now: deps.now(), youngProves: true }),
      errors: refusals(words(ctx), refused.faults ?? []),
    } as const;
    deps.render(ctx, 'account/authenticators/add', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function prove(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    if (session.shared || full(account))
      return form(ctx, found, { faults: [fault(null, 'authenticators.not_here')] });
    const fields = await readFields(ctx);
    const act = { session, form: fields, act: 'authenticator.add', youngProves: true };
    const proof = await proveAct(deps, ctx, act);
    if (proof.kind !== 'proven') return form(ctx, found, refusedBy(proof));
    const until = deps.now() + policy.proof.ttlSeconds * 1000;
    await deps.kv.set(keyOf(ctx, session), String(until), policy.proof.ttlSeconds);
    seeOther(ctx, NEW);
  }

  /** The same over reloads, in this session and this browser alone. */
  function offered(ctx: Context, { session, account }: Whose): Promise<TotpOffer> {
    const browser = sha256(`add:${session.uid}:${deps.browser.bind(ctx)}`);
    return offerTotp(deps, { accountId: account.id, nip: account.nip, browser, now: deps.now() });
  }

  async function secret(
    ctx: Context,
    found: Whose,
    { faults = [], name }: { faults?: Fault[]; name?: string } = {},
  ): Promise<void> {
    const offer = await offered(ctx, found);
    const picture = await QRCode.toString(offer.uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    const locals = {
      offer: offer.id,
      secret: offer.secret,
      uri: offer.uri,
      label: offer.label,
      picture,
      minutes: policy.proof.ttlSeconds / 60,
      nameLength: policy.authenticators.nameLength,
      errors: refusals(words(ctx), faults),
      values: { name: name ?? words(ctx).t('authenticators.second') },
    };
    ctx.set('Cache-Control', 'no-store');
    deps.render(ctx, 'account/authenticators/new', locals, { status: faults.length > 0 ? 422 : 200 });
  }

  async function confirm(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const fields = await readFields(ctx);
    const name = fields.name ?? '';
    if (found.session.shared || !good(await deps.kv.get(keyOf(ctx, found.session))))
      return unproven(ctx, found, fields);
    const code = plainCode(fields.code ?? '');
    if (!/^\d{6}$/.test(code))
      return secret(ctx, found, { faults: [fault('code', codeFormKey(code))], name });
    const verdict = await adopt(ctx, found, { code, name });
    switch (verdict.kind) {
      case 'ended':
        return seeOther(ctx, '/portal');
      case 'confirmed':
      case 'double_tap':
        return seeOther(ctx, `${LIST}?done=added`);
      case 'full':
        return form(ctx, found, { faults: [fault(null, 'authenticators.full')] });
      case 'unproven':
        return unproven(ctx, found, fields);
      case 'clock':
        return secret(ctx, found, { faults: [clockFault(verdict.minutesOff)], name });
      case 'wrong':
      case 'gone':
        if (await twice(found, fields)) return seeOther(ctx, `${LIST}?done=added`);
        return secret(ctx, found, { faults: [fault('code', `signin.enrol.${verdict.kind}`)], name });
    }
  }

  async function unproven(ctx: Context, found: Whose, fields: Fields): Promise<void> {
    seeOther(ctx, (await twice(found, fields)) ? `${LIST}?done=added` : ADD);
  }

  /** A second press of "Aktifkan" leads where the first led. */
  async function twice({ account }: Whose, { offer = '' }: Fields): Promise<boolean> {
    return isUuid(offer) && wasJustConfirmed(deps.db, { accountId: account.id, id: offer, now: deps.now() });
  }

  async function adopt(
    ctx: Context,
    found: Whose,
    { code, name }: { code: string; name: string },
  ): Promise<TotpConfirmation | { kind: 'unproven' | 'ended' }> {
    const { session, account } = found;
    const now = deps.now();
    const offer = await offered(ctx, found);
    const unnamed = words(ctx).t('authenticators.second');
    const confirming = {
      accountId: account.id,
      totpId: offer.id,
      code,
      name: ownName(name, { length: policy.authenticators.nameLength, unnamed }),
      now,
      uid: session.uid,
      beside: true,
    };
    const context = contextIn(ctx, now, session);
    const telling: Telling = { compose: deps.compose, context };
    return confirmTotp(deps, confirming, telling, async (trx) => {
      // A session that a freeze or an undoing has ended adds nothing after it.
      if (!(await holdSession(trx, session))) throw stopped('ended');
      // The proof is spent by the authenticator it was given for, and by one alone.
      if (!good(await deps.kv.take(keyOf(ctx, session)))) throw stopped('unproven');
    }).catch(whyStopped);
  }

  return {
    async ask(ctx) {
      const found = await whose(deps, ctx);
      if (found) form(ctx, found);
    },
    prove,
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      if (found.session.shared || !good(await deps.kv.get(keyOf(ctx, found.session))))
        return seeOther(ctx, ADD);
      await secret(ctx, found);
    },
    confirm,
  };
}

const full = ({ authenticators }: Whose['account']): boolean =>
  authenticators.length >= policy.authenticators.most;

type Stop = 'unproven' | 'ended';
const stopped = (code: Stop) => Object.assign(new Error('nothing is added'), { code });

/** Thrown, so that what was begun is rolled back. */
function whyStopped(error: unknown): { kind: Stop } {
  const { code } = error as { code?: unknown };
  if (code === 'unproven' || code === 'ended') return { kind: code };
  throw error;
}
