import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What one HTTP request has already read of sessions, interactions and grants. The provider and our own guards ask
 * for the same records; without it a silent sign-on would cost twice the reads (design §8).
 */
export interface RequestMemo {
  run<T>(work: () => Promise<T>): Promise<T>;
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
}

/** A memo that lives for as long as the work handed to `run`. */
export function createRequestMemo(): RequestMemo {
  const storage = new AsyncLocalStorage<Map<string, string>>();
  return {
    run: (work) => storage.run(new Map(), work),
    get: (key) => storage.getStore()?.get(key),
    set: (key, value) => void storage.getStore()?.set(key, value),
    delete: (key) => void storage.getStore()?.delete(key),
  };
}
