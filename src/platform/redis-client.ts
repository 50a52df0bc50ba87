import { Cluster, Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { commaList } from './comma-list.ts';

export type RedisClient = Redis | Cluster;

export interface RedisAddress {
  /** One server, or the nodes of a cluster in a comma list. With Sentinel: the credentials and database only. */
  url?: string | undefined;
  /** Comma list of host:port. */
  sentinels?: string | undefined;
  /** The name under which the sentinels know the master. */
  master?: string | undefined;
}

/**
 * Short timeouts: a person waits at the other end, and a friendly 503 after a second is better than a form that
 * hangs. A command that was sent is not sent again, since a repeated take or set-if-absent would answer wrongly.
 */
const patience = {
  connectTimeout: 1000,
  commandTimeout: 1500,
  disconnectTimeout: 300,
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
  enableAutoPipelining: true,
  retryStrategy: (attempt: number) => Math.min(50 * attempt, 1000),
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

/** Connects in the background; errors of the connection go to onError, those of a command to its caller. */
export function connectRedis(
  address: RedisAddress,
  { prefix, onError }: { prefix: string; onError: (error: unknown) => void },
): RedisClient {
  const client = createClient(address, prefix);
  client.on('error', onError);
  return client;
}

function createClient({ url, sentinels, master }: RedisAddress, keyPrefix: string): RedisClient {
  const nodes = commaList(url).map(readUrl);
  const [first] = nodes;
  if (sentinels && master) {
    const { host: _host, port: _port, tls: _tls, ...login } = first ?? {};
    const known = commaList(sentinels).map((text) => ({ port: 26379, ...readUrl(text) }));
    return new Redis({ ...patience, ...login, sentinels: known, name: master, keyPrefix });
  }
  if (!first) throw new Error('no Redis address');
  if (nodes.length === 1) return new Redis({ ...patience, ...first, keyPrefix });
  const { host: _host, port: _port, db: _db, ...login } = first;
  const { retryStrategy: _retry, ...ofEachNode } = patience;
  return new Cluster(
    nodes.map(({ host, port = 6379 }) => ({ host, port })),
    {
      keyPrefix,
      enableAutoPipelining: true,
      clusterRetryStrategy: (attempt) => Math.min(50 * attempt, 1000),
      redisOptions: { ...ofEachNode, ...login },
    },
  );
}

interface Node {
  host: string;
  port?: number;
  username?: string;
  password?: string;
  db?: number;
  tls?: Record<string, never>;
}

function readUrl(text: string): Node {
  const url = new URL(text.includes('://') ? text : `redis://${text}`);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port && { port: Number(url.port) }),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  };
}
