import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  port: number;
  /** Takes no new connection, lets what is in flight finish, and cuts the rest off after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Listens on a host. `localhost` means both loopback addresses: which of the two a client tries first is its
 * own affair. Where the machine has no IPv6, one is enough.
 */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Listener> {
  const first = await open(handler, host === 'localhost' ? '127.0.0.1' : host, port);
  const bound = (first.address() as AddressInfo).port;
  const second = host === 'localhost' ? await open(handler, '::1', bound).catch(ignoreMissingFamily) : null;
  const servers = second ? [first, second] : [first];
  return {
    port: bound,
    async stop(patienceMs) {
      await Promise.all(servers.map((server) => stopServer(server, patienceMs)));
    },
  };
}

function open(handler: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(
    // Four scans of 12 MB on a line of 1 Mbps are six minutes; what a slow sender can hold is bounded by the body readers.
    { requestTimeout: 600_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 },
    handler,
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function ignoreMissingFamily(error: { code?: string }): null {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return null;
  throw error;
}

function stopServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), patienceMs);
    // A kept-alive connection would otherwise hold the server open after its answer.
    const idle = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearTimeout(late);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
