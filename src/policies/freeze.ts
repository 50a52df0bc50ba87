/** Which second factors may leave a freeze (design §6): not one that whoever made it necessary may have put there. */

export interface FreezeFigures {
  /** A factor younger than this is nobody's yet. */
  readonly youngFactorSeconds: number;
}

export interface Freeze {
  /** Epoch milliseconds. */
  readonly placedAt: number;
  /** When that happened which its owner did not recognise. */
  readonly eventAt: number;
}

/**
 * A factor in force since before this time (epoch ms) leaves the freeze; any other is taken away by people who end it. Older than
 * the event alone is not enough: a thief who enrolled first and was noticed by what he did later would hold one. So it must have
 * been in force for the time of a young factor, too, when the account was frozen; what it becomes after that is no matter.
 */
export function factorsBefore({ placedAt, eventAt }: Freeze, figures: FreezeFigures): number {
  return Math.min(eventAt, placedAt - figures.youngFactorSeconds * 1000 + 1);
}
