import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP forwarder in front of a store, to take it away from whoever talks to it, and give it back. */
export interface Breakable {
  port: number;
  break(): void;
  mend(): void;
  close(): Promise<void>;
}

export function breakable(target: { host: string; port: number }): Promise<Breakable> {
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((client) => {
    if (broken) return void client.destroy();
    const store = connect(target.port, target.host);
    for (const [one, other] of [
      [client, store],
      [store, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        break() {
          broken = true;
          cut();
        },
        mend: () => void (broken = false),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            cut();
          }),
      }),
    );
  });
}

/** The same address of a store, through the forwarder. */
export function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.href;
}
