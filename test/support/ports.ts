import { createServer } from 'node:net';

/** Below what Linux gives to outgoing connections and to whoever asks for any port (from 32768 on); browsers refuse 10080. */
const [LOWEST, HIGHEST] = [12_000, 32_000];
/** Jest numbers its workers from 1: each has rows of its own. */
const WORKERS = 8;

/**
 * Four ports in a row that nobody listens on, as the demo wants them. A server that must know its address before it listens takes the
 * first: a port of the system's choice, given back until then, would go to the next one who asks.
 */
export async function freePortRow(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? 1) % WORKERS;
  for (let tries = 0; tries < 200; tries += 1) {
    const turn = Math.floor((Math.random() * (HIGHEST - LOWEST)) / (4 * WORKERS));
    const base = LOWEST + 4 * (turn * WORKERS + worker);
    if (await areFree([base, base + 1, base + 2, base + 3])) return base;
  }
  throw new Error('no four free ports in a row');
}

async function areFree(ports: number[]): Promise<boolean> {
  const free = await Promise.all(
    ['127.0.0.1', '::1'].flatMap((host) => ports.map((port) => isFree(port, host))),
  );
  return free.every(Boolean);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // Where a machine has no IPv6, nobody is there either.
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
