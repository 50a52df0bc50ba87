// The container's health check: readiness under the issuer's own Host, since no other name is answered.
import { request } from 'node:http';

const port = Number(process.env.PORT ?? 3000);
const host = process.env.ISSUER ? new URL(process.env.ISSUER).host : `localhost:${port}`;
const check = request(
  { host: '127.0.0.1', port, path: '/readyz', headers: { host }, timeout: 2000 },
  (answer) => process.exit(answer.statusCode === 200 ? 0 : 1),
);
check.on('timeout', () => process.exit(1));
check.on('error', () => process.exit(1));
check.end();
