import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** A reading of everything that one way through the provider uses up, from the operating system and the servers. */
export interface Reading {
  cpuMilliseconds: number;
  redis: Record<string, number>;
  statements: number;
}

export interface Counters {
  read(): Promise<Reading>;
  close(): Promise<void>;
}

/** CPU milliseconds of a process so far, user and system, from /proc (clock ticks of 10 ms). */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Calls by command as the Redis server counts them; our own INFO left out. */
async function redisCalls(redis: Redis): Promise<Record<string, number>> {
  const info = await redis.info('commandstats');
  const calls: Record<string, number> = {};
  for (const [, name = '', count = '0'] of info.matchAll(/cmdstat_(\S+?):calls=(\d+)/g)) {
    if (!/^(info|client|hello|select|ping|script|config)/.test(name)) calls[name] = Number(count);
  }
  return calls;
}

/** Statements as PostgreSQL counts them (pg_stat_statements), or NaN where the extension is missing. */
async function statementCalls(client: pg.Client): Promise<number> {
  const { rows } = await client
    .query<{ calls: string }>(
      `select coalesce(sum(calls), 0) as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
       where d.datname = current_database() and query not like '%pg_stat_statements%'`,
    )
    .catch(() => ({ rows: [] as { calls: string }[] }));
  return Number(rows[0]?.calls ?? Number.NaN);
}

/** Opens the counters of one provider process and its two stores. */
export async function openCounters(pid: number, redisUrl: string, databaseUrl: string): Promise<Counters> {
  const redis = new Redis(redisUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  // The database is dropped at the end, with whoever is still connected.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements').catch(() => undefined);
  return {
    read: async () => ({
      cpuMilliseconds: await cpuOf(pid),
      redis: await redisCalls(redis),
      statements: await statementCalls(client),
    }),
    close: async () => {
      redis.disconnect();
      await client.end();
    },
  };
}

/**
 * The Redis commands of one passage, one by one, as MONITOR sees them: `sent` came over the wire; the server's own
 * counters also hold what a script runs inside. Keys are named by their first part.
 */
export async function watchRedis(
  redisUrl: string,
  passage: () => Promise<unknown>,
): Promise<Map<string, number>> {
  const redis = new Redis(redisUrl);
  const monitor = await redis.monitor();
  const sent = new Map<string, number>();
  monitor.on('monitor', (_time: string, args: string[], source: string) => {
    const [command = '', ...rest] = args;
    if (source === 'lua' || /^(info|client|hello|select|ping|monitor)$/i.test(command)) return;
    const key = rest.find((part) => part.includes(':')) ?? '';
    const name = `${command.toLowerCase()} ${key.replace(/^asn:/, '').split(':')[0] ?? ''}`.trim();
    sent.set(name, (sent.get(name) ?? 0) + 1);
  });
  await passage();
  await sleep(200);
  monitor.disconnect();
  redis.disconnect();
  return sent;
}

/** What lies between two readings, per passage. */
export function perPassage(before: Reading, after: Reading, passages: number) {
  const redis = Object.entries(after.redis)
    .map(([name, count]) => [name, (count - (before.redis[name] ?? 0)) / passages] as const)
    .filter(([, count]) => count > 0.01)
    .toSorted(([, left], [, right]) => right - left);
  return {
    cpuMilliseconds: (after.cpuMilliseconds - before.cpuMilliseconds) / passages,
    redis,
    redisTotal: redis.reduce((sum, [, count]) => sum + count, 0),
    statements: (after.statements - before.statements) / passages,
  };
}
