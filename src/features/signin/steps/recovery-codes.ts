import { seenRecoveryCodes } from '../../../model/credentials/recovery-codes.ts';
import { fullName } from '../../../parts/full-name.ts';
import { maskNip } from '../../../policies/nip.ts';
import { openCodes } from '../sealed-codes.ts';
import type { SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

/** Ten codes, shown once: over reloads until their owner says that they are kept, and never again. */
export function recoveryCodesStep({ db, ring }: Pick<SigninDeps, 'db' | 'ring'>): Step {
  return {
    async show(visit) {
      const account = accountOf(visit);
      const locals = { codes: shown(visit), name: fullName(account), nip: maskNip(account.nip) };
      return { view: 'signin/recovery-codes', locals };
    },
    async submit(visit) {
      await seenRecoveryCodes(db, accountOf(visit).id);
      return { kind: 'passed', progress: { recoveryCodes: null } };
    },
  };

  function shown({ uid, progress }: Visit): string[] {
    return progress.recoveryCodes === null ? [] : openCodes(ring, uid, progress.recoveryCodes);
  }
}
