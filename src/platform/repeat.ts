export interface Repeating {
  start(): void;
  /** Ends after the round that is running. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  everySeconds: number;
  work: () => Promise<unknown>;
  onError: (error: unknown) => void;
}

/**
 * Does something again and again, each round after the last has ended. A round that fails is reported and the
 * next one tries again: a store that is away comes back. The first round comes at a random moment of the first
 * period, so that nodes started together do not all work at once.
 */
export function repeat({ everySeconds, work, onError }: RepeatOptions): Repeating {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  function later(ms: number): void {
    if (stopped) return;
    timer = setTimeout(() => (running = round()), ms).unref();
  }

  async function round(): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    later(everySeconds * 1000);
  }

  return {
    start: () => later(Math.random() * everySeconds * 1000),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
