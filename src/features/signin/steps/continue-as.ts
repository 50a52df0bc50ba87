import { formatNip } from '../../../policies/nip.ts';
import type { Step } from '../step.ts';
import { accountOf } from './totp.ts';

/** A session of a shared device comes back: whose is it? "Bukan saya" puts it aside and asks for a password. */
export function continueAsStep(): Step {
  return {
    show: async (visit) => {
      const { nama, nip } = accountOf(visit);
      return { view: 'signin/continue-as', locals: { name: nama, nip: formatNip(nip) } };
    },
    async submit(_visit, form) {
      if (form.decision === 'continue') return { kind: 'passed', progress: { continued: 'as_session' } };
      if (form.decision === 'other') return { kind: 'passed', progress: { continued: 'as_other' } };
      return { kind: 'again' };
    },
  };
}
