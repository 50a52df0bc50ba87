import { accountOf } from '../account-of.ts';
import { personnelOffice } from '../personnel-office.ts';
import type { Step } from '../step.ts';

/**
 * The account was frozen. Its owner leaves that by an old factor (`usableFactors`) and a new password (design §6), both asked
 * for by the steps that follow; whoever has none is led to people.
 */
export function frozenStep(): Step {
  return {
    show: async (visit) => {
      const { freeze, instansi } = accountOf(visit);
      const mayThaw = visit.facts.hasSecondFactor;
      const since = freeze?.since ?? 0;
      return { view: 'signin/frozen', locals: { since, mayThaw, agency: personnelOffice(instansi) } };
    },
    async submit(visit, form) {
      if (form.thaw === undefined || !visit.facts.hasSecondFactor) return { kind: 'again' };
      return { kind: 'passed', progress: { thawing: true } };
    },
  };
}
