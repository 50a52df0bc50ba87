import type { RoleName } from '../../platform/schema.ts';

/** Events of the agency console. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface AgencyEvents {
  /** People of the own agency were looked for; what was typed is not kept. */
  'people.searched': { agency: string; by: 'all' | 'nip' | 'words'; found: number };
  'coverage.exported': { agency: string; unit: string | null };
  'letters.made': { agency: string; batch: string; unit: string | null; count: number };
  /** Shown again within the minutes in which a printer may fail. */
  'letters.shown': { agency: string; batch: string };
  'letters.revoked': { agency: string; batch: string; count: number };
  /** The owner of an address or number that the agency put on record pressed the button of its link. */
  'contact.confirmed': { contact: string };
  /** A role ended by itself: its date came, or its holder left the agency. */
  'role.ended': { role: RoleName; agency: string | null; reason: 'until' | 'left' };
}
