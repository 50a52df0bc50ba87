import { setTimeout as sleep } from 'node:timers/promises';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { checkCode } from '../../../model/one-time.ts';
import type { CodeRef } from '../../../model/one-time.ts';
import type { Contact, SigninAccount } from '../../../model/people/signin-account.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { passesAfterSolving } from '../../../policies/captcha.ts';
import { readNip } from '../../../policies/nip.ts';
import { auditContext } from '../audit-context.ts';
import type { Captchas } from '../../../parts/captcha/captchas.ts';
import type { CaptchaPasses } from '../captcha/passes.ts';
import { findTarget } from '../password-target.ts';
import { sendContactCode, withinAddressBudget } from '../../../parts/send-contact-code.ts';
import type { MessageKey } from '../../../messages.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'limits' | 'compose' | 'log' | 'now'> & {
  captchas: Captchas;
  passes: CaptchaPasses;
};
type Way = 'altcha' | 'characters' | 'contact_code';

const CODE_WAY = 'contact-code';
const CODE_AGAIN_WAY = 'contact-code-again';
const PICTURE_WAY = 'picture';

/**
 * Proof of work where script runs, distorted characters where it does not, and for those who cannot see these a code
 * to the contact on record. Solving buys three attempts at a password; the NIP is kept, the password typed again.
 */
export function captchaStep(deps: Deps): Step {
  return {
    show: (visit) => show(deps.captchas, visit),
    submit: (visit, form) => submit(deps, visit, form),
  };
}

async function show(captchas: Captchas, { uid, progress, visitor }: Visit): Promise<Page> {
  const { way } = visitor;
  if (way === CODE_WAY || way === CODE_AGAIN_WAY) {
    const note = way === CODE_AGAIN_WAY ? ('signin.captcha.sent-again' as const) : null;
    return { view: 'signin/captcha-code', locals: {}, note };
  }
  const { challenge, picture } = await captchas.make(uid);
  // Who answered by the picture goes on with one, whether or not script runs.
  const work = way === PICTURE_WAY ? null : challenge;
  return { view: 'signin/captcha', locals: { challenge: work, picture, nip: progress.nip ?? '' } };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  if (form.picture !== undefined) return { kind: 'again' };
  if (form.sendCode !== undefined) return sendCode(deps, visit, CODE_WAY);
  if (form.resend !== undefined) return sendCode(deps, visit, CODE_AGAIN_WAY);
  if (form.emailCode !== undefined) return judgeContactCode(deps, visit, form.emailCode);
  if (form.altcha) {
    const solved = await deps.captchas.solvedByWork(visit.uid, form.altcha);
    return judged(deps, visit, { way: 'altcha', solved });
  }
  if (form.captcha?.trim()) {
    const solved = await deps.captchas.solvedByReading(visit.uid, form.captcha);
    return judged(deps, visit, { way: 'characters', solved });
  }
  const field = form.captcha === undefined ? 'altcha' : 'captcha';
  return { kind: 'refused', faults: [{ field, key: 'signin.captcha.empty' }] };
}

const REFUSED = {
  altcha: { field: 'altcha', key: 'signin.captcha.wrong-work', way: null },
  characters: { field: 'captcha', key: 'signin.captcha.wrong-characters', way: PICTURE_WAY },
  contact_code: { field: 'emailCode', key: 'signin.captcha.wrong-code', way: CODE_WAY },
} as const satisfies Record<Way, { field: string; key: MessageKey; way: string | null }>;

async function judged(
  { db, now, passes }: Deps,
  visit: Visit,
  { way, solved }: { way: Way; solved: boolean },
): Promise<Outcome> {
  const context = auditContext(visit, now());
  if (solved) {
    await passes.renew(visit.uid);
    await audit(db, { type: 'captcha.solved', accountId: null, details: { way } }, context);
    return { kind: 'passed', progress: { captchaPasses: passesAfterSolving(policy.captcha) } };
  }
  const { noted } = visit.progress;
  // One row an interaction: whoever loops over wrong answers must not fill the log.
  if (!noted.includes('captcha')) {
    await audit(db, { type: 'captcha.refused', accountId: null, details: { way } }, context);
  }
  const { field, key, way: again } = REFUSED[way];
  const progress = { noted: [...new Set([...noted, 'captcha'])] };
  return { kind: 'refused', faults: [{ field, key }], progress, ...(again ? { way: again } : {}) };
}

/** The same page in the same time, whether or not anybody has this NIP. */
async function sendCode(deps: Deps, visit: Visit, way: string): Promise<Outcome> {
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const { interaction, visitor } = visit;
  const { account } = await whose(deps, visit);
  // Spent whether or not anybody is there: what is left of it must not tell.
  const allowed = await withinAddressBudget(deps.limits, visitor.address);
  const contact = account && reachable(account);
  if (allowed && account && contact) {
    await sendContactCode(
      deps,
      {
        account,
        contact,
        ref: codeRef(visit, account.id),
        kind: 'code_captcha',
        asker: 'stranger',
        application: interaction.client.name,
        locale: account.locale ?? visitor.words.locale,
      },
      auditContext(visit, deps.now()),
    );
  }
  await floor;
  return { kind: 'again', way };
}

async function judgeContactCode(deps: Deps, visit: Visit, typed: string): Promise<Outcome> {
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const { account, nobody } = await whose(deps, visit);
  const solved = (await checkCode(deps, codeRef(visit, account?.id ?? nobody), typed)) === 'right';
  if (!solved) await floor;
  return judged(deps, visit, { way: 'contact_code', solved });
}

/** Whoever the NIP typed before means. Without one there is nobody to send a code to. */
async function whose(
  deps: Deps,
  { progress, visitor }: Visit,
): Promise<{ account: SigninAccount | null; nobody: string }> {
  const read = readNip(progress.nip ?? '');
  if (read.kind === 'malformed') return { account: null, nobody: 'nobody' };
  const { account, mac } = await findTarget(deps, read.nip, visitor);
  return { account, nobody: mac };
}

function codeRef({ uid }: Visit, accountId: string): CodeRef {
  return { accountId, purpose: 'captcha', browser: uid };
}

/** E-mail before SMS: it costs nobody anything. */
function reachable({ contacts }: SigninAccount): Contact | null {
  return contacts.find(({ kind }) => kind === 'email') ?? contacts[0] ?? null;
}
