// Forwards TCP, for the demo in containers: `forward.mjs 13000:3000 13001:3001`. The demo binds loopback only, also
// inside its container, and a published port does not reach loopback; this stands between the two.
import { connect, createServer } from 'node:net';

for (const pair of process.argv.slice(2)) {
  const [from, to] = pair.split(':').map(Number);
  createServer((client) => {
    const server = connect(to, '127.0.0.1');
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  }).listen(from, '0.0.0.0');
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
