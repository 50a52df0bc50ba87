const failures = new WeakMap<object, unknown>();

/** What the library caught and answered by itself; looked at once it is done (provider.ts). */
export function rememberFailure(ctx: { req: object }, error: unknown): void {
  failures.set(ctx.req, error);
}

export function failureOf(ctx: { req: object }): unknown {
  return failures.get(ctx.req);
}
