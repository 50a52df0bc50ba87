import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

/** Listens, and says so only when it does; fails where the port is taken. */
export function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Server> {
  const server = createServer({ requestTimeout: 20_000, headersTimeout: 10_000 }, handler);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Takes no new request, answers those that came, and cuts what is still open after `patience` milliseconds. */
export function close(server: Server, patience = 4_000): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
