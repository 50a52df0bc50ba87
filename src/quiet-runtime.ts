/**
 * Node 26.10 does not call itself LTS yet, so oidc-provider prints, when it is imported, that the runtime is
 * unsupported. The runtime is pinned and every test runs on it; the sentence would only frighten whoever starts this.
 * Imported for its effect, before everything else, by the two programs that people start.
 */
const warn = console.warn.bind(console);

console.warn = (...told: unknown[]) => {
  if (!String(told[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...told);
};
