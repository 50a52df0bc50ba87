import { policy } from '../../../../config/policy.ts';
import { setPassword, wasUsedBefore } from '../../../model/credentials/password.ts';
import { nikAad } from '../../../model/people/nik-aad.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Words } from '../../../messages.ts';
import type { KeyRing } from '../../../platform/crypto.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { formatNip } from '../../../policies/nip.ts';
import { normalisePassword, passwordFaults } from '../../../policies/password.ts';
import type { PasswordFault, PasswordOwner } from '../../../policies/password.ts';
import { wordPasswordFaults } from '../../../parts/word-password-faults.ts';
import { auditContext } from '../audit-context.ts';
import type { Fault, Outcome, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

type Deps = Pick<SigninDeps, 'db' | 'ring' | 'hasher' | 'compose' | 'isCommonPassword' | 'now'>;

/** A password of one's own: required after the NIK, or because somebody required it. */
export function changePasswordStep(deps: Deps): Step {
  return {
    show: async (visit) => ({
      view: 'signin/change-password',
      locals: {
        nip: formatNip(accountOf(visit).nip),
        needsCurrent: false,
        reason: accountOf(visit).password?.initial ? 'initial' : 'required',
      },
    }),
    submit: (visit, form) => submit(deps, visit, form),
  };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const account = accountOf(visit);
  const password = form.newPassword ?? '';
  const { words } = visit.visitor;
  const typed = { password, repeated: form.confirmPassword ?? '', words };
  const faults = await faultsOf(deps, account, typed);
  if (faults.length > 0) return { kind: 'refused', faults };
  const hash = await deps.hasher.hash(password);
  const now = deps.now();
  const reason = account.password?.initial ? 'activation' : 'forced';
  const telling = { compose: deps.compose, context: auditContext(visit, now) };
  await deps.db
    .transaction()
    .execute((trx) => setPassword(trx, { accountId: account.id, hash, reason, now }, telling));
  return { kind: 'passed', progress: { passwordChanged: true } };
}

/** What it says itself first; only a password that would do is compared with the last five, which costs five hashes. */
async function faultsOf(
  deps: Deps,
  account: SigninAccount,
  { password, repeated, words }: { password: string; repeated: string; words: Words },
): Promise<Fault[]> {
  const found = password === '' ? (['too_short'] as const) : await judge(deps, account, password);
  if (found.length > 0) return wordPasswordFaults(found, { field: 'newPassword', words });
  if (normalisePassword(password) !== normalisePassword(repeated)) {
    return [{ field: 'confirmPassword', key: 'signin.new-password.unequal' }];
  }
  const used = await wasUsedBefore(deps, account.id, password);
  return used ? [{ field: 'newPassword', key: 'signin.new-password.used-before' }] : [];
}

async function judge(
  { ring, isCommonPassword }: Deps,
  account: SigninAccount,
  password: string,
): Promise<PasswordFault[]> {
  const owner = ownerOf(ring, account);
  const faults = passwordFaults(password, owner, { isCommon: isCommonPassword }, policy.password);
  // An old NIP is as well known as the present one.
  const inAlias = account.aliases.some((nip) => password.replace(/\D/g, '').includes(nip));
  return inAlias && !faults.includes('contains_nip') ? [...faults, 'contains_nip'] : faults;
}

function ownerOf(ring: KeyRing, account: SigninAccount): PasswordOwner {
  const { nikSealed, pnsId } = account;
  return {
    nip: account.nip,
    nik: nikSealed === null ? null : ring.decrypt(nikSealed, nikAad(pnsId)),
    birthDate: account.tglLahir,
    nameParts: [account.nama],
  };
}
