import type { Context } from 'koa';
import { setRetryAfter } from '../platform/http/retry-after.ts';
import type { Fault } from './fault.ts';

/** Why a form is shown again: what is at fault in it, or until when codes are locked. */
export interface Refused {
  faults?: readonly Fault[];
  /** Epoch milliseconds. */
  until?: number;
}

/** 422, or 429 with the time it ends (contract, "Answers"). */
export function statusOf(ctx: Context, { faults = [], until }: Refused, now: number): number {
  if (until !== undefined) {
    setRetryAfter(ctx, { until, now });
    return 429;
  }
  return faults.length > 0 ? 422 : 200;
}

/** Of a proof that was not given, or of an act that was therefore not asked for. */
export function refusedBy(
  outcome: { kind: 'locked'; until: number } | { kind: 'refused'; faults: readonly Fault[] },
): Refused {
  return outcome.kind === 'locked' ? { until: outcome.until } : { faults: outcome.faults };
}

export const lockOf = ({ until }: Refused) => (until === undefined ? null : { until });
