import type { Db } from '../../platform/db.ts';

/** What happened in a case. `person`, `system` or an officer's account id did it. */
export type CaseEventKind =
  /** Its contact was proven: it is in the queue. */
  | 'queued'
  /** An officer took it, or it went back to the queue. */
  | 'claimed'
  | 'released'
  /** Between officers: never shown to the person. */
  | 'note'
  /** A called-back number, evidence ticked, an act done or asked for: details say which. */
  | 'evidence'
  | 'callback'
  | 'act'
  /** The person is asked for more, and answers. */
  | 'asked'
  | 'answered'
  /** A word to the person that asks nothing. */
  | 'told'
  | 'done'
  | 'refused'
  | 'closed';

export interface CaseEvent {
  id: number;
  at: Date;
  actor: string;
  kind: CaseEventKind;
  text: string;
  forPerson: boolean;
  details: Record<string, unknown>;
}

export interface NewCaseEvent {
  caseId: string;
  actor: string;
  kind: CaseEventKind;
  text?: string;
  /** Whether the person sees it on the case's page. */
  forPerson?: boolean;
  details?: Record<string, unknown>;
  now: number;
}

/** One line of a case's history, in the transaction of what it tells of. */
export async function addCaseEvent(trx: Db, event: NewCaseEvent): Promise<void> {
  await trx
    .insertInto('case_event')
    .values({
      case_id: event.caseId,
      at: new Date(event.now),
      actor: event.actor,
      kind: event.kind,
      text: event.text ?? '',
      for_person: event.forPerson ?? false,
      details: JSON.stringify(event.details ?? {}),
    })
    .execute();
}

/** Oldest first; `forPerson`: only what the person may see. */
export async function caseEvents(
  db: Db,
  caseId: string,
  { forPerson = false }: { forPerson?: boolean } = {},
): Promise<CaseEvent[]> {
  const all = db
    .selectFrom('case_event')
    .select(['id', 'at', 'actor', 'kind', 'text', 'for_person as forPerson', 'details'])
    .where('case_id', '=', caseId);
  const rows = await (forPerson ? all.where('for_person', '=', true) : all).orderBy('id').execute();
  // The column is text; only addCaseEvent() writes it, and it writes the union.
  return rows.map((row) => ({ ...row, kind: row.kind as CaseEventKind }));
}
