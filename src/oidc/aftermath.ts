interface Aftermath {
  failure?: unknown;
  work: Promise<void>[];
}

const known = new WeakMap<object, Aftermath>();

function of(ctx: { req: object }): Aftermath {
  const aftermath = known.get(ctx.req) ?? { work: [] };
  known.set(ctx.req, aftermath);
  return aftermath;
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
export async function settle(ctx: { req: object }): Promise<unknown> {
  const { work, failure } = of(ctx);
  await Promise.all(work);
  return failure;
}
