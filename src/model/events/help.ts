import type { CaseTopic } from '../../platform/schema.ts';

/** Events of the public help pages. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface HelpEvents {
  /** Its contact is proven: it is in the queue. */
  'case.opened': { number: string; topic: CaseTopic; nip: string | null };
  'case.closed': { number: string; reason: 'by_person' | 'no_answer' };
  'case.code-sent': { kind: string };
  'case.code-over-budget': { kind: string };
  'case.wrong-code': { kind: string };
  /** A file that was refused, and why. */
  'upload.refused': { reason: string };
  'nip.checked': { nip: string; answer: string };
  'correction.opened': { kind: string; agency: string; nip: string };
  'correction.decided': { correction: string; agency: string; decision: string; nip: string };
}
