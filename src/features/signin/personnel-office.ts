import type { Agency } from '../../model/people/signin-account.ts';
import type { StepAgency } from '../../platform/http/view-locals.ts';

/** The agency's own people, where they are the way out: by name, with their hours. */
export function personnelOffice({ nama, kontakNama, kontakSaluran, kontakJam }: Agency): StepAgency {
  const contact = [kontakNama, kontakSaluran].filter(Boolean).join(' · ');
  return { name: nama, contact: contact || null, hours: kontakJam };
}
