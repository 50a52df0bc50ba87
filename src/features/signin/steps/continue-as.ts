import { formatNip } from '../../../policies/nip.ts';
import type { Step } from '../step.ts';
import { accountOf } from '../account-of.ts';

/** A session of a shared device comes back: whose is it? "Bukan saya" ends it everywhere before a password is asked for. */
export function continueAsStep(): Step {
  return {
    show: async (visit) => {
      const { nama, nip } = accountOf(visit);
      return { view: 'signin/continue-as', locals: { name: nama, nip: formatNip(nip) } };
    },
    async submit({ interaction }, form) {
      if (form.decision === 'continue') return { kind: 'passed', progress: { continued: 'as_session' } };
      if (form.decision !== 'other') return { kind: 'again' };
      // Whoever sits there now is not its person: nothing of it may stay behind, here or in an application.
      await interaction.endSession();
      // Others come to this device: the box is ticked before they read it, and stays as they send it.
      return { kind: 'passed', progress: { continued: 'as_other', shared: true } };
    },
  };
}
