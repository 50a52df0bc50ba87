import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';

export interface LogoutListener {
  /** What a client registers as its backchannel_logout_uri. */
  uri: string;
  /** The `sub` of each logout token since it was asked the last time. */
  told(): unknown[];
  close(): void;
}

/** The end of a relying party that hears of logouts (OpenID Back-Channel Logout §2.5), and takes every one. */
export async function listenForLogouts(): Promise<LogoutListener> {
  const subjects: unknown[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      subjects.push(decodeJwt(new URLSearchParams(text).get('logout_token') ?? '').sub);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    uri: `http://localhost:${port}/`,
    told: () => subjects.splice(0),
    close: () => void server.close(),
  };
}
