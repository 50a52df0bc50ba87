import { performance } from 'node:perf_hooks';

export type Admission = { kind: 'admitted' } | { kind: 'full'; waitSeconds: number };

export interface Gate {
  run<T>(work: () => Promise<T>, options: { first: boolean }): Promise<T>;
  admission(): Admission;
}

/** Lets `concurrency` works run at a time; the others wait in line, those marked `first` before the rest. */
export function createGate(options: { concurrency: number; queueLimit: number }): Gate {
  const first: (() => void)[] = [];
  const rest: (() => void)[] = [];
  let running = 0;
  /** A moving average of one work: what the honest estimate of a wait is made of. */
  let averageMs = 60;

  function enter(mayPass: boolean): Promise<void> {
    if (running < options.concurrency) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => (mayPass ? first : rest).push(resolve));
  }

  /** The place is handed on rather than given back, so that nobody slips in between. */
  function leave(): void {
    const next = first.shift() ?? rest.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run(work, { first: mayPass }) {
      await enter(mayPass);
      const start = performance.now();
      try {
        return await work();
      } finally {
        averageMs = averageMs * 0.9 + (performance.now() - start) * 0.1;
        leave();
      }
    },
    admission() {
      const waiting = first.length + rest.length;
      if (waiting < options.queueLimit) return { kind: 'admitted' };
      return {
        kind: 'full',
        waitSeconds: Math.max(1, Math.ceil((waiting * averageMs) / options.concurrency / 1000)),
      };
    },
  };
}
