import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** The message as it came over the wire. */
  raw: string;
}

export interface SmtpTestServer {
  url: string;
  received: ReceivedMail[];
  /** Answers to one command of the next transactions, by its first word; null: silence. */
  answers: Map<string, (line: string) => string | null>;
  connections(): number;
  stop(): Promise<void>;
}

/** As much of RFC 5321 as a client of ours speaks; what it takes is kept, what it answers can be changed. */
export async function openSmtpServer(): Promise<SmtpTestServer> {
  const received: ReceivedMail[] = [];
  const answers: SmtpTestServer['answers'] = new Map();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    talk(socket, received, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answers,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function talk(socket: Socket, received: ReceivedMail[], answers: SmtpTestServer['answers']): void {
  let mail: ReceivedMail = { from: '', to: [], raw: '' };
  let inData = false;
  let rest = '';
  const say = (line: string | null) => line !== null && void socket.write(`${line}\r\n`);

  function command(line: string): void {
    const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
    const other = answers.get(verb);
    if (other) return say(other(line)) as void;
    if (verb === 'EHLO') return say('250-test\r\n250 8BITMIME') as void;
    if (verb === 'MAIL') mail = { from: address(line), to: [], raw: '' };
    if (verb === 'RCPT') mail.to.push(address(line));
    if (verb === 'DATA') {
      inData = true;
      return say('354 go on') as void;
    }
    say(verb === 'QUIT' ? '221 bye' : '250 ok');
  }

  function ended(): void {
    inData = false;
    const answer = answers.get('.');
    const said = answer ? answer('.') : '250 taken';
    if (said?.startsWith('2')) received.push(mail);
    say(said);
  }

  socket.setEncoding('utf8');
  say('220 test');
  socket.on('data', (chunk: string) => {
    rest += chunk;
    for (;;) {
      const at = rest.indexOf('\r\n');
      if (at < 0) return;
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      if (!inData) command(line);
      else if (line === '.') ended();
      else mail.raw += `${line.replace(/^\./, '')}\r\n`;
    }
  });
}

function address(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
