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
import type { Captchas } from '../captcha/captchas.ts';
import type { CaptchaPasses } from '../captcha/passes.ts';
import { findTarget } from '../password-target.ts';
import { sendContactCode } from '../send-contact-code.ts';
import type { MessageKey } from '../../../messages.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'limits' | 'compose' | 'now'> & {
  captchas: Captchas;
  passes: CaptchaPasses;
};
type Way = 'altcha' | 'characters' | 'contact_code';

const CODE_WAY = 'contact-code';

/**
 * Proof of work where script runs, distorted characters where it does not, and for those who cannot see these a code
 * to the contact on record. Solving buys three attempts at a password; the NIP is kept, the password typed again.
 */
export function captchaStep(deps: Deps): Step {
  return {
    show: async (visit) =>
      visit.visitor.way === CODE_WAY
        ? { view: 'signin/captcha-code', locals: {} }
        : showChallenge(deps.captchas, visit),
    submit: (visit, form) => submit(deps, visit, form),
  };
}

async function showChallenge(captchas: Captchas, { uid, progress }: Visit): Promise<Page> {
  const { challenge, picture } = await captchas.make(uid);
  return { view: 'signin/captcha', locals: { challenge, picture, nip: progress.nip ?? '' } };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  if (form.picture !== undefined) return { kind: 'again' };
  if (form.sendCode !== undefined || form.resend !== undefined) return sendCode(deps, visit);
  if (form.emailCode !== undefined) return judgeContactCode(deps, visit, form.emailCode);
  if (form.altcha) {
    const solved = await deps.captchas.solvedByWork(visit.uid, form.altcha);
    return judged(deps, visit, { way: 'altcha', solved, field: 'altcha' });
  }
  if (form.captcha?.trim()) {
    const solved = await deps.captchas.solvedByReading(visit.uid, form.captcha);
    return judged(deps, visit, { way: 'characters', solved, field: 'captcha' });
  }
  const field = form.captcha === undefined ? 'altcha' : 'captcha';
  return { kind: 'refused', faults: [{ field, key: 'signin.captcha.empty' }] };
}

async function judged(
  { db, now, passes }: Deps,
  visit: Visit,
  { way, solved, field }: { way: Way; solved: boolean; field: string },
): Promise<Outcome> {
  const type = solved ? ('captcha.solved' as const) : ('captcha.refused' as const);
  await audit(db, { type, accountId: null, details: { way } }, auditContext(visit, now()));
  if (solved) {
    await passes.renew(visit.uid);
    return { kind: 'passed', progress: { captchaPasses: passesAfterSolving(policy.captcha) } };
  }
  const keys = {
    altcha: 'signin.captcha.wrong-work',
    characters: 'signin.captcha.wrong-characters',
    contact_code: 'signin.captcha.wrong-code',
  } as const satisfies Record<Way, MessageKey>;
  const faults = [{ field, key: keys[way] }];
  return { kind: 'refused', faults, ...(way === 'contact_code' ? { way: CODE_WAY } : {}) };
}

/** The same page in the same time, whether or not anybody has this NIP. */
async function sendCode(deps: Deps, visit: Visit): Promise<Outcome> {
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const { account } = await whose(deps, visit);
  const contact = account && reachable(account);
  if (account && contact) {
    const { interaction, visitor } = visit;
    await sendContactCode(
      deps,
      {
        account,
        contact,
        ref: codeRef(visit, account.id),
        kind: 'code_captcha',
        application: interaction.client.name,
        locale: account.locale ?? visitor.words.locale,
        address: visitor.address,
      },
      auditContext(visit, deps.now()),
    );
  }
  await floor;
  return { kind: 'again', way: CODE_WAY };
}

async function judgeContactCode(deps: Deps, visit: Visit, typed: string): Promise<Outcome> {
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const { account, nobody } = await whose(deps, visit);
  const solved = (await checkCode(deps, codeRef(visit, account?.id ?? nobody), typed)) === 'right';
  if (!solved) await floor;
  return judged(deps, visit, { way: 'contact_code', solved, field: 'emailCode' });
}

/** Whoever the NIP typed before means. Without one there is nobody to send a code to. */
async function whose(
  deps: Deps,
  { progress, visitor }: Visit,
): Promise<{ account: SigninAccount | null; nobody: string }> {
  const read = readNip(progress.nip ?? '');
  if (read.kind === 'malformed') return { account: null, nobody: 'nobody' };
  const { account, mac } = await findTarget(deps, read.nip, visitor.device);
  return { account, nobody: mac };
}

function codeRef({ uid }: Visit, accountId: string): CodeRef {
  return { accountId, purpose: 'captcha', browser: uid };
}

/** E-mail before SMS: it costs nobody anything. */
function reachable({ contacts }: SigninAccount): Contact | null {
  return contacts.find(({ kind }) => kind === 'email') ?? contacts[0] ?? null;
}
