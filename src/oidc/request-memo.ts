import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What one HTTP request has already read of sessions, interactions and grants, and what it is writing. The provider and our
 * own guards ask for the same records; without it a silent sign-on would cost twice the reads (design §8).
 */
export interface RequestMemo {
  /** Throws where a write of `beforeAnswer` failed that nobody asked about. */
  run<T>(work: () => Promise<T>): Promise<T>;
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
  /**
   * For a write that nothing in this request reads or waits for: within a request it is on its way, in its order, and
   * waited for before the answer leaves; so the writes of one request share a round trip. Elsewhere it is waited for here.
   */
  beforeAnswer(write: Promise<void>): Promise<void>;
  /** Waits for those writes; gives what failed, once. */
  settled(): Promise<unknown>;
}

interface Store {
  values: Map<string, string>;
  writes: Promise<unknown>[];
}

/** A memo that lives for as long as the work handed to `run`. */
export function createRequestMemo(): RequestMemo {
  const storage = new AsyncLocalStorage<Store>();
  const values = () => storage.getStore()?.values;

  async function settled(): Promise<unknown> {
    const writes = storage.getStore()?.writes.splice(0) ?? [];
    return (await Promise.all(writes)).find((failure) => failure !== undefined);
  }

  async function whole<T>(work: () => Promise<T>): Promise<T> {
    const result = await work();
    const failure = await settled();
    if (failure !== undefined) throw failure;
    return result;
  }

  return {
    run: (work) => storage.run({ values: new Map(), writes: [] }, () => whole(work)),
    get: (key) => values()?.get(key),
    set: (key, value) => void values()?.set(key, value),
    delete: (key) => void values()?.delete(key),
    async beforeAnswer(write) {
      const store = storage.getStore();
      if (!store) return write;
      store.writes.push(write.catch((failure: unknown) => failure));
    },
    settled,
  };
}
