interface Outcomes {
  failure?: unknown;
  work: Promise<void>[];
}

const known = new WeakMap<object, Outcomes>();

function of(ctx: { req: object }): Outcomes {
  const outcomes = known.get(ctx.req) ?? { work: [] };
  known.set(ctx.req, outcomes);
  return outcomes;
}

/** What the library caught and answered by itself; looked at once it is done (provider.ts). */
export function rememberFailure(ctx: { req: object }, failure: unknown): void {
  of(ctx).failure = failure;
}

/** The library's events do not wait; what one of them began is waited for before the answer leaves. */
export function beforeAnswer(ctx: { req: object }, work: Promise<void>): void {
  of(ctx).work.push(work);
}

/** Waits for what events began, and gives what failed. */
export async function settleEvents(ctx: { req: object }): Promise<unknown> {
  const { work, failure } = of(ctx);
  await Promise.all(work);
  return failure;
}
