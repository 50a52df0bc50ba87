import QRCode from 'qrcode';
import type { AuditContext } from '../../../model/audit.ts';
import { useReset } from '../../../model/credentials/authenticator-reset.ts';
import { makeRecoveryCodes, unseenRecoveryCodes } from '../../../model/credentials/recovery-codes.ts';
import { confirmTotp, offerTotp } from '../../../model/credentials/totp.ts';
import type { TotpConfirmation, TotpOffer } from '../../../model/credentials/totp.ts';
import { holdEpoch, raiseEpochFrom } from '../../../model/people/accounts.ts';
import type { AuthenticatorReset } from '../../../model/people/signin-account.ts';
import { startOver } from '../../../model/progress.ts';
import type { Db } from '../../../platform/db.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { auditContext } from '../audit-context.ts';
import { sealCodes } from '../sealed-codes.ts';
import { endElsewhere } from '../end-elsewhere.ts';
import { heldReset } from '../held-reset.ts';
import type { Fault, Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';
import { SMS_WAY, chooseSms, choosesSms, showSmsChoice, smsChoiceOf } from './sms-choice.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { clockFault } from '../../../parts/proof/clock-fault.ts';
import { fault } from '../../../parts/fault.ts';
import { plainCode } from '../../../parts/proof/plain-code.ts';

type Deps = Pick<SigninDeps, 'db' | 'ring' | 'compose' | 'watch' | 'sessions' | 'now'>;

/**
 * The first authenticator, or the one in place of a lost one: a QR code for another device, a link and a text for this one,
 * the same over reloads. It counts once a code of it was right; mistyping here locks nothing, the secret being on the page.
 */
export function enrolStep(deps: Deps): Step {
  return {
    show: (visit) => (choosesSms(deps, visit) ? showSmsChoice(deps, visit) : show(deps, visit)),
    submit: (visit, form) =>
      form.chooseSms === undefined ? submit(deps, visit, form) : chooseSms(deps, visit),
  };
}

async function show(deps: Deps, visit: Visit): Promise<Page> {
  const { secret, uri, label } = await offered(deps, visit);
  const picture = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  const replaces = accountOf(visit).authenticators.length > 0;
  const smsHref = smsChoiceOf(visit, deps.now()) ? `/interaction/${visit.uid}?way=${SMS_WAY}` : null;
  return { view: 'signin/enrol', locals: { secret, uri, label, picture, replaces, smsHref } };
}

function offered(deps: Deps, visit: Visit): Promise<TotpOffer> {
  const { id: accountId, nip } = accountOf(visit);
  return offerTotp(deps, { accountId, nip, browser: visit.progress.browserHash, now: deps.now() });
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const { id: accountId } = accountOf(visit);
  const code = plainCode(form.code ?? '');
  if (!/^\d{6}$/.test(code)) {
    return { kind: 'refused', faults: [{ field: 'code', key: codeFormKey(code) }] };
  }
  const now = deps.now();
  const offer = await offered(deps, visit);
  const telling = { compose: deps.compose, context: auditContext(visit, now) };
  // Its owner may call it otherwise in the account; here nothing stands between them and the last step.
  const name = visit.visitor.words.t('authenticators.first');
  const attempt = { accountId, totpId: offer.id, code, name, now, uid: visit.uid };
  const reset = heldReset({ ...visit, holder: visit.visitor.holder, now });
  let [codes, epoch]: [string[], number | null] = [[], null];
  const verdict = await confirmTotp(deps, attempt, telling, async (trx) => {
    if (reset) epoch = await endByReset(trx, visit, { reset, now, context: telling.context });
    else await standsStill(trx, visit);
    codes = await makeRecoveryCodes(trx, accountId, now, telling, { with: 'authenticator' });
    await unseenRecoveryCodes(trx, accountId, now);
  }).catch(gone);
  if (verdict === 'reset_gone') return { kind: 'refused', faults: [fault(null, 'signin.reset.gone')] };
  if (verdict === 'account_ended') {
    const progress = startOver(visit.progress);
    return { kind: 'refused', faults: [fault(null, 'signin.ended')], progress };
  }
  // A double tap on another node: what the first one stored leads on.
  if (verdict.kind === 'double_tap') return { kind: 'again' };
  if (verdict.kind !== 'confirmed') return { kind: 'refused', faults: [refusal(verdict)] };
  if (epoch !== null) await endElsewhere(deps, visit, 'authenticator_reset');
  return {
    kind: 'passed',
    progress: {
      enrolled: true,
      ...(epoch === null ? {} : { epoch }),
      // As young as it is: it opens no console, whatever older factor the account has.
      factors: { ...visit.progress.factors, otp: Math.floor(now / 1000), since: Math.floor(now / 1000) },
      recoveryCodes: sealCodes(deps.ring, visit.uid, codes),
    },
  };
}

type Gone = 'reset_gone' | 'account_ended';
const ended = (code: Gone) => Object.assign(new Error('what this enrolment stands on has ended'), { code });

/** A freeze or an undoing that came first would be followed by an authenticator that it was to keep out. */
async function standsStill(trx: Db, visit: Visit): Promise<void> {
  const { id, epoch } = accountOf(visit);
  if (!(await holdEpoch(trx, id, visit.progress.epoch ?? epoch))) throw ended('account_ended');
}

/**
 * With the new authenticator the reset is spent, and all else that runs for the account ends. Thrown where it was cancelled or
 * ran out meanwhile: then nothing is enrolled either.
 */
async function endByReset(
  trx: Db,
  visit: Visit,
  { reset, now, context }: { reset: AuthenticatorReset; now: number; context: AuditContext },
): Promise<number> {
  const { id, epoch } = accountOf(visit);
  const used = await useReset(trx, { id: reset.id, now }, context);
  const raised = used ? await raiseEpochFrom(trx, id, visit.progress.epoch ?? epoch) : null;
  if (raised === null) throw ended('reset_gone');
  return raised;
}

function gone(error: unknown): Gone {
  const { code } = error as { code?: unknown };
  if (code === 'reset_gone' || code === 'account_ended') return code;
  throw error;
}

function refusal(verdict: Exclude<TotpConfirmation, { kind: 'confirmed' | 'double_tap' }>): Fault {
  if (verdict.kind === 'clock') return clockFault(verdict.minutesOff);
  const key = verdict.kind === 'wrong' ? 'signin.enrol.wrong' : 'signin.enrol.gone';
  return { field: 'code', key };
}
