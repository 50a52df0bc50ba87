import { seenRecoveryCodes } from '../../../model/credentials/recovery-codes.ts';
import { openCodes } from '../sealed-codes.ts';
import type { SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

/** Ten codes, shown once: over reloads until their owner says that they are kept, and never again. */
export function recoveryCodesStep({ db, ring }: Pick<SigninDeps, 'db' | 'ring'>): Step {
  return {
    show: async (visit) => ({
      view: 'signin/recovery-codes',
      locals: { codes: shown(visit), label: accountOf(visit).authenticators.at(-1)?.label ?? 'ASN Digital' },
    }),
    async submit(visit) {
      await seenRecoveryCodes(db, accountOf(visit).id);
      return { kind: 'passed', progress: { recoveryCodes: null } };
    },
  };

  function shown({ uid, progress }: Visit): string[] {
    return progress.recoveryCodes === null ? [] : openCodes(ring, uid, progress.recoveryCodes);
  }
}
