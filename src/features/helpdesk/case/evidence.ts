import type { Db } from '../../../platform/db.ts';
import type { ContactKind } from '../../../platform/schema.ts';
import type { Meeting } from '../../../policies/power.ts';

export type Answer = 'yes' | 'no' | 'unclear';

/** What an officer looks for on the papers of a case. */
export const CHECKS = ['ktpReadable', 'nameEqual', 'nipEqual', 'skSeen'] as const;
export type Check = (typeof CHECKS)[number];

/** Who found it and when: epoch milliseconds. */
interface Found {
  by: string;
  at: number;
}

export type DirectoryFinding = Found &
  (
    | {
        kind: 'found';
        nama: string;
        nip: string;
        instansi: string;
        kedudukanHukum: string;
        fetchedAt: number;
        stale: boolean;
      }
    | { kind: 'unknown' | 'conflict' | 'away' }
  );

/** The NIK itself is never kept: only whether it is the person's, for the directory and for the register. */
export type PopulationFinding = Found &
  (
    | { kind: 'found'; matches: boolean; nikEqual: boolean | null }
    | { kind: 'unknown' | 'conflict' | 'away'; nikEqual: boolean | null }
  );

export type CallOutcome = 'confirmed' | 'unreached' | 'denied';

export interface CallBack extends Found {
  contactId: string;
  masked: string;
  /** Since when the number is on record (epoch ms). */
  numberSince: number;
  outcome: CallOutcome;
}

/** The evidence of a case as it is stored; a request for an act is bound to it (model/approvals). */
export interface Evidence {
  checks?: Partial<Record<Check, Answer>> & { skNumber?: string } & Found;
  directory?: DirectoryFinding;
  population?: PopulationFinding;
  callBack?: CallBack;
  /** When the person last said on the telephone that the request is not theirs; a later call-back does not take it away. */
  deniedAt?: number;
}

/** Scans prove nothing alone: only the person reached at an old number counts as met (policies/power.ts). */
export function meetingOf({ callBack }: Evidence): Meeting {
  const confirmed = callBack?.outcome === 'confirmed';
  return { callBack: confirmed ? { numberSince: callBack.numberSince } : null, presence: false };
}

export interface CallableNumber {
  contactId: string;
  masked: string;
  since: number;
}

interface Callable {
  id: string;
  kind: ContactKind;
  value: string;
  recordedAt: number;
  suspended?: boolean;
}

/** The numbers of a person that a call-back proves somebody at: on record long enough, and not under a contested change. */
export function callableNumbers(
  contacts: readonly Callable[],
  { isOldEnough, mask }: { isOldEnough: (since: number) => boolean; mask: (contact: Callable) => string },
): CallableNumber[] {
  return contacts
    .filter(
      (contact) => contact.kind === 'phone' && contact.suspended !== true && isOldEnough(contact.recordedAt),
    )
    .map((contact) => ({ contactId: contact.id, masked: mask(contact), since: contact.recordedAt }));
}

export async function readEvidence(db: Db, caseId: string): Promise<Evidence> {
  const row = await db.selectFrom('help_case').select('evidence').where('id', '=', caseId).executeTakeFirst();
  // Only hold-case.ts writes it, and it writes this shape.
  return (row?.evidence ?? {}) as Evidence;
}
