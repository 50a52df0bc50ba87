/** One JSON line on stderr: an event and a few plain facts, never a token, a name or a number of a person. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | null>>) => void;

export function createLog(application: string, now: () => number): Log {
  return (event, facts = {}) => {
    const line = { time: new Date(now()).toISOString(), application, event, ...facts };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };
}

/** Names an error without repeating what was in it: code, OAuth error and the cause's code. */
export function faultOf(error: unknown): Record<string, string | null> {
  const { code, error: oauth, message, cause } = (error ?? {}) as Record<string, unknown>;
  const inner = (cause as { code?: unknown } | undefined)?.code;
  return { code: plain(code), oauth: plain(oauth), message: plain(message), cause: plain(inner) };
}

const plain = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 200) : null);
