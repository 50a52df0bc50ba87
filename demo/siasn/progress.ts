/** Where a proposal stands: in this demo nobody examines it, so time does. Pure, so that the pages only show it. */

export type State = 'diajukan' | 'diverifikasi' | 'disetujui' | 'dibatalkan';

export interface Step {
  state: State;
  at: number;
}

const HOUR = 3_600_000;
export const VERIFIED_AFTER = 24 * HOUR;
export const APPROVED_AFTER = 72 * HOUR;

/** What happened to a proposal so far, the first first. */
export function historyOf(
  { submittedAt, cancelledAt }: { submittedAt: number; cancelledAt: number | null },
  now: number,
): [Step, ...Step[]] {
  const submitted: Step = { state: 'diajukan', at: submittedAt };
  if (cancelledAt !== null) return [submitted, { state: 'dibatalkan', at: cancelledAt }];
  const later: Step[] = [
    { state: 'diverifikasi', at: submittedAt + VERIFIED_AFTER },
    { state: 'disetujui', at: submittedAt + APPROVED_AFTER },
  ];
  return [submitted, ...later.filter((step) => step.at <= now)];
}

export function stateOf(proposal: { submittedAt: number; cancelledAt: number | null }, now: number): State {
  return historyOf(proposal, now).at(-1)?.state ?? 'diajukan';
}
