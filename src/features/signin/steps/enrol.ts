import QRCode from 'qrcode';
import { makeRecoveryCodes } from '../../../model/credentials/recovery-codes.ts';
import { confirmTotp, offerTotp } from '../../../model/credentials/totp.ts';
import type { TotpConfirmation, TotpOffer } from '../../../model/credentials/totp.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { auditContext } from '../audit-context.ts';
import { sealCodes } from '../sealed-codes.ts';
import type { Fault, Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';
import { clockFault } from '../../../parts/clock-fault.ts';
import { plainCode } from '../../../parts/plain-code.ts';

type Deps = Pick<SigninDeps, 'db' | 'ring' | 'compose' | 'now'>;

/**
 * The first authenticator: a QR code for another device, a link and a text for this one, the same over reloads. It
 * counts once a code of it was right; mistyping here locks nothing, the secret being on the page.
 */
export function enrolStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: (visit, form) => submit(deps, visit, form) };
}

async function show(deps: Deps, visit: Visit): Promise<Page> {
  const { secret, uri, label } = await offered(deps, visit);
  const picture = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return { view: 'signin/enrol', locals: { secret, uri, label, picture } };
}

function offered(deps: Deps, visit: Visit): Promise<TotpOffer> {
  const { id: accountId, nip } = accountOf(visit);
  return offerTotp(deps, { accountId, nip, browser: visit.progress.browserHash, now: deps.now() });
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const { id: accountId } = accountOf(visit);
  const code = plainCode(form.code ?? '');
  if (!/^\d{6}$/.test(code)) {
    return { kind: 'refused', faults: [{ field: 'code', key: 'signin.code.format' }] };
  }
  const now = deps.now();
  const offer = await offered(deps, visit);
  const telling = { compose: deps.compose, context: auditContext(visit, now) };
  const attempt = { accountId, totpId: offer.id, code, now, uid: visit.uid };
  let codes: string[] = [];
  const verdict = await confirmTotp(deps, attempt, telling, async (trx) => {
    codes = await makeRecoveryCodes(trx, accountId, now, telling);
  });
  // A double tap on another node: what the first one stored leads on.
  if (verdict.kind === 'double_tap') return { kind: 'again' };
  if (verdict.kind !== 'confirmed') return { kind: 'refused', faults: [refusal(verdict)] };
  return {
    kind: 'passed',
    progress: {
      enrolled: true,
      factors: { ...visit.progress.factors, otp: Math.floor(now / 1000) },
      recoveryCodes: sealCodes(deps.ring, visit.uid, codes),
    },
  };
}

function refusal(verdict: Exclude<TotpConfirmation, { kind: 'confirmed' | 'double_tap' }>): Fault {
  if (verdict.kind === 'clock') return clockFault(verdict.minutesOff);
  const key = verdict.kind === 'gone' ? 'signin.enrol.gone' : 'signin.enrol.wrong';
  return { field: 'code', key };
}
