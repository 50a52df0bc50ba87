import { performance } from 'node:perf_hooks';

export type Admission = { kind: 'admitted' } | { kind: 'full'; waitSeconds: number };

/** A place in the line for a work that is still to come; it is counted as waiting until it runs or is given back. */
export interface Place {
  /** Gives the place back; nothing happens where it was used or given back before. */
  release(): void;
}

export type Entry = { kind: 'admitted'; place: Place } | Extract<Admission, { kind: 'full' }>;

export interface Gate {
  /** `place`: reserved before; used up as the work gets in line. */
  run<T>(work: () => Promise<T>, options: { first: boolean; place?: Place | undefined }): Promise<T>;
  /** Whether there is room, promising nothing. */
  admission(): Admission;
  /** Reserves a place: looking alone admits all who look before the first of them gets in line. */
  enter(): Entry;
}

/** Lets `concurrency` works run at a time; the others wait in line, those marked `first` before the rest. */
export function createGate(options: { concurrency: number; queueLimit: number }): Gate {
  const first: (() => void)[] = [];
  const rest: (() => void)[] = [];
  let running = 0;
  let reserved = 0;
  /** A moving average of one work: what the honest estimate of a wait is made of. */
  let averageMs = 60;

  function waitTurn(mayPass: boolean): Promise<void> {
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

  function admission(): Admission {
    const waiting = first.length + rest.length + reserved;
    if (waiting < options.queueLimit) return { kind: 'admitted' };
    return {
      kind: 'full',
      waitSeconds: Math.max(1, Math.ceil((waiting * averageMs) / options.concurrency / 1000)),
    };
  }

  return {
    async run(work, { first: mayPass, place }) {
      const turn = waitTurn(mayPass);
      place?.release();
      await turn;
      const start = performance.now();
      try {
        return await work();
      } finally {
        averageMs = averageMs * 0.9 + (performance.now() - start) * 0.1;
        leave();
      }
    },
    admission,
    enter() {
      const room = admission();
      if (room.kind === 'full') return room;
      reserved += 1;
      let held = true;
      const release = () => {
        if (held) reserved -= 1;
        held = false;
      };
      return { kind: 'admitted', place: { release } };
    },
  };
}
