import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { startEcosystem } from '../test/support/ecosystem.ts';
import { authenticator } from '../test/support/totp.ts';
import { cpuOf, openCounters, perPassage, watchRedis } from './counters.ts';
import { createPerson, discover } from './person.ts';
import type { Passage, Person, Target } from './person.ts';

/** `npm run bench [-- people [at once]]`: what a sign-in and a silent sign-on cost, beside one hash and the bare protocol. */
const people = Number(process.argv[2] ?? 60);
const atOnce = Number(process.argv[3] ?? 50);
/** As many as the floor gets: what is measured is a server that has run for a while, not its first minute. */
const warmUp = 200;
const redirectUri = 'http://localhost:1/callback';

async function inTurns<T>(
  items: T[],
  width: number,
  work: (item: T) => Promise<Passage>,
): Promise<Passage[]> {
  const queue = [...items];
  const done: Passage[] = [];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) done.push(await work(item));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return done;
}

const quantile = (values: number[], share: number) => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** CPU of one argon2id verification at the figures in use, in this process. */
async function hashCost(): Promise<number> {
  const stored = await hash('Merdeka#1945!', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const rounds = 40;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await verify(stored, 'Merdeka#1945!');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

async function floorCost(port: number): Promise<{ signIn: number; silent: number }> {
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'floor-server.ts'), String(port)],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  try {
    if (child.stdout) await once(child.stdout, 'data');
    const client = { clientId: 'bench', clientSecret: 'bench-secret', redirectUri, scope: 'openid' };
    const target = await discover(`http://localhost:${port}`, client);
    const measure = async (crowd: Person[], work: (person: Person) => Promise<Passage>) => {
      const before = await cpuOf(child.pid ?? 0);
      await inTurns(crowd, 8, work);
      return ((await cpuOf(child.pid ?? 0)) - before) / crowd.length;
    };
    const crowd = () => Array.from({ length: 200 }, () => createPerson(target));
    const takeAnybody = (person: Person) => person.signIn(async () => ({ nip: 'somebody' }));
    await inTurns(crowd(), 8, takeAnybody);
    const measured = crowd();
    const signIn = await measure(measured, takeAnybody);
    return { signIn, silent: await measure(measured, (person) => person.silent()) };
  } finally {
    child.kill('SIGTERM');
  }
}

/** p99 of the event-loop delay since the last reading, in milliseconds, from the provider's own metrics. */
async function loopDelay(issuer: string): Promise<number> {
  const text = await (await fetch(`${issuer}/metrics`)).text();
  return (
    Number(/nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? ([\d.e+-]+)/.exec(text)?.[1] ?? Number.NaN) * 1000
  );
}

const total = (commands: Map<string, number>) =>
  [...commands.values()].reduce((sum, count) => sum + count, 0);

interface Row {
  passages: Passage[];
  cost: ReturnType<typeof perPassage>;
  /** Redis commands of one passage that came over the wire. */
  sent: Map<string, number>;
  /** p99 of the event-loop delay, milliseconds. */
  lag: number;
}

function row(name: string, { passages, cost, sent, lag }: Row): void {
  const times = passages.map((passage) => passage.milliseconds);
  console.log(`\n${name} (${passages.length})`);
  console.log(`  CPU of the provider process   ${cost.cpuMilliseconds.toFixed(1)} ms`);
  console.log(
    `  HTTP round trips              ${mean(passages.map((passage) => passage.roundTrips)).toFixed(1)}`,
  );
  console.log(`  bytes                         ${mean(passages.map((passage) => passage.bytes)).toFixed(0)}`);
  console.log(`  Redis commands sent           ${total(sent)}`);
  for (const [command, count] of sent) console.log(`    ${command.padEnd(28)}${count}`);
  const inside = cost.redis.map(([command, count]) => `${command} ${count.toFixed(1)}`).join(', ');
  console.log(`  as the server counts them,`);
  console.log(`  those inside scripts too      ${cost.redisTotal.toFixed(1)} (${inside})`);
  console.log(`  SQL statements                ${cost.statements.toFixed(1)}`);
  const percentiles = [0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(0)).join(' / ');
  console.log(`  p50 / p95 / p99               ${percentiles} ms`);
  console.log(`  event-loop delay p99          ${lag.toFixed(1)} ms`);
}

const system = await startEcosystem({
  people: people + warmUp + 1,
  env: { DEMO_APPS: 'off', LOG_LEVEL: 'warn' },
});
try {
  const added = await system.cli(
    'clients',
    'add',
    '--id',
    'bench',
    '--name',
    'Bench',
    '--redirect-uri',
    redirectUri,
    '--scope',
    'openid profile asn',
  );
  if (added.code !== 0) throw new Error(`clients add: ${added.stderr}`);
  const registered = JSON.parse(added.stdout) as { client_secret: string };
  const target: Target = await discover(system.issuer, {
    clientId: 'bench',
    clientSecret: registered.client_secret,
    redirectUri,
    scope: 'openid profile asn',
  });
  const counters = await openCounters(system.pid, system.env.REDIS_URL ?? '', system.databaseUrl);
  const staff = () => {
    const account = system.person();
    return { account, app: authenticator(account.app.secret), browser: createPerson(target) };
  };
  type Staff = ReturnType<typeof staff>;
  const signIn = ({ account, app, browser }: Staff) =>
    browser.signIn((page) =>
      Promise.resolve(
        page.includes('name="code"') ? { code: app.now() } : { nip: account.nip, password: account.password },
      ),
    );
  await inTurns(Array.from({ length: warmUp }, staff), 8, signIn);

  const crowd = Array.from({ length: people }, staff);
  await loopDelay(system.issuer);
  const start = await counters.read();
  const signIns = await inTurns(crowd, atOnce, signIn);
  const middle = await counters.read();
  const lagSignIn = await loopDelay(system.issuer);
  const afterLag = await counters.read();
  const silents = await inTurns(crowd, atOnce, ({ browser }) => browser.silent());
  const end = await counters.read();
  const lagSilent = await loopDelay(system.issuer);
  await counters.close();
  const one = staff();
  const redisUrl = system.env.REDIS_URL ?? '';
  const sentSignIn = await watchRedis(redisUrl, () => signIn(one));
  const sentSilent = await watchRedis(redisUrl, () => one.browser.silent());

  const hashing = await hashCost();
  const floor = await floorCost(Number(new URL(system.issuer).port) + 1);
  const costSignIn = perPassage(start, middle, signIns.length);
  const costSilent = perPassage(afterLag, end, silents.length);
  console.log(`${people} people, ${atOnce} at once, PostgreSQL and Redis on this machine`);
  row('Sign-in, password and TOTP', {
    passages: signIns,
    cost: costSignIn,
    sent: sentSignIn,
    lag: lagSignIn,
  });
  row('Silent sign-on', { passages: silents, cost: costSilent, sent: sentSilent, lag: lagSilent });
  console.log('\nBeside them, in this run');
  console.log(`  one argon2id verification     ${hashing.toFixed(1)} ms CPU`);
  console.log(
    `  floor: bare provider          sign-in ${floor.signIn.toFixed(1)} ms, silent sign-on ${floor.silent.toFixed(1)} ms CPU`,
  );
  const allowed = hashing + 2 * floor.signIn;
  console.log('\nTargets');
  console.log(
    `  sign-in CPU ≤ hash + 2 × floor    ${costSignIn.cpuMilliseconds.toFixed(1)} of ${allowed.toFixed(1)} ms`,
  );
  console.log(
    `  silent CPU ≤ 1.2 × floor          ${costSilent.cpuMilliseconds.toFixed(1)} of ${(1.2 * floor.silent).toFixed(1)} ms`,
  );
  console.log(`  Redis commands ≤ 34 and ≤ 11      ${total(sentSignIn)} and ${total(sentSilent)}`);
  console.log(`  event-loop p99 < 25 ms            ${lagSignIn.toFixed(1)} and ${lagSilent.toFixed(1)} ms`);
} finally {
  await system.stop();
}
