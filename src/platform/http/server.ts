import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  port: number;
  /** Takes no new connection, lets what is in flight finish, and cuts the rest off after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/** Four scans of 12 MB on a line of 1 Mbps are six minutes. */
const UPLOAD_MS = 600_000;
/** Whatever else is posted here is a few kilobytes: who takes longer only holds a connection. */
const BODY_MS = 30_000;

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
    { requestTimeout: UPLOAD_MS, headersTimeout: 15_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      cutOffSlow(request, BODY_MS);
      handler(request, response);
    },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Breaks a connection whose request has not arrived in time; uploads have the server's own limit. */
export function cutOffSlow(request: IncomingMessage, ms: number): void {
  if (request.headers['content-type']?.toLowerCase().startsWith('multipart/form-data')) return;
  const late = setTimeout(() => request.destroy(), ms);
  const arrived = () => clearTimeout(late);
  request.once('end', arrived);
  request.once('close', arrived);
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
