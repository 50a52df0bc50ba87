// A private PostgreSQL and a private Redis on free loopback ports, gone without a trace afterwards.
//
//   node script/test-stores.mjs               prints `export TEST_…=…` and runs until it is ended
//   node script/test-stores.mjs --run CMD…    runs CMD with the variables set, then stops both
//
// Plain JavaScript without packages: it runs on any Node from 20 on, before anything is installed.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Starts both stores; `env` names them for the tests, `stop` ends them and removes their files. */
export async function startStores() {
  const home = mkdtempSync(join(tmpdir(), 'asn-stores-'));
  chmodSync(home, 0o755);
  const children = [];
  const stop = async () => {
    await Promise.all(children.map(end));
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const [postgres, redis] = await Promise.all([startPostgres(home, children), startRedis(home, children)]);
    return { env: { TEST_DATABASE_URL: postgres, TEST_REDIS_URL: redis }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The directory of the newest PostgreSQL (15 or later) on this machine, or null. */
export function postgresBin() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => existsSync(`${debian}/${version}/bin/initdb`)));
  if (newest >= 15) return `${debian}/${newest}/bin`;
  const initdb = which('initdb');
  const version = initdb && Number(/(\d+)\./.exec(execFileSync(initdb, ['--version']).toString())?.[1]);
  return version >= 15 ? join(realpathSync(initdb), '..') : null;
}

/** The full path of a program, or null where there is none. */
export function which(program) {
  const directories = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const found = directories.find((directory) => directory && existsSync(join(directory, program)));
  return found ? join(found, program) : null;
}

async function startPostgres(home, children) {
  const bin = postgresBin();
  if (!bin) throw new Error('PostgreSQL 15 or later is not installed');
  const data = join(home, 'postgres');
  const owner = databaseOwner();
  mkdirSync(data, { mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  const options = { ...owner, cwd: data, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    options,
  );
  const port = await freePort();
  // Durability is for data that matters; here it would only make the tests slow.
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 300,
    log_min_messages: 'panic',
    // The bench reads statement counts from the server itself.
    shared_preload_libraries: 'pg_stat_statements',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = launch(join(bin, 'postgres'), ['-D', data, ...args], options);
  children.push(child);
  await until('PostgreSQL', child, () =>
    succeeds(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]),
  );
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

async function startRedis(home, children) {
  const program = which('redis-server');
  if (!program) throw new Error('redis-server is not installed');
  const port = await freePort();
  const args = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--databases',
    1024,
  ];
  const directory = join(home, 'redis');
  mkdirSync(directory);
  const options = { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] };
  const child = launch(program, [...args.map(String), '--maxmemory-policy', 'noeviction'], options);
  children.push(child);
  await until('Redis', child, () => answersPing(port));
  return `redis://127.0.0.1:${port}`;
}

/** PostgreSQL refuses to run as root: there, another user must own it. */
function databaseOwner() {
  if (process.getuid?.() !== 0) return null;
  const user = ['postgres', 'nobody'].find((name) => succeeds('id', ['-u', name]));
  if (!user) throw new Error('running as root, and there is no other user to run PostgreSQL as');
  const id = (flag) => Number(execFileSync('id', [flag, user]).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A group of its own, so that Ctrl-C reaches the tests first; and where the system can, a store that ends
 * when we are killed without a chance to end it.
 */
function launch(program, args, { uid, gid, ...options }) {
  const setpriv = which('setpriv');
  if (!setpriv) return spawn(program, args, { ...options, uid, gid, detached: true });
  const owner = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return spawn(setpriv, [...owner, '--pdeathsig=INT', program, ...args], { ...options, detached: true });
}

function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill('SIGINT');
  });
}

async function until(name, child, ready) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await ready()) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not start`);
}

function succeeds(program, args) {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(500, () => socket.destroy());
    socket.once('data', () => socket.destroy(resolve(true)));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main(args) {
  const stores = await startStores();
  if (args[0] !== '--run') {
    for (const [name, value] of Object.entries(stores.env)) console.log(`export ${name}=${value}`);
    const forever = setInterval(() => {}, 2 ** 30);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        clearInterval(forever);
        void stores.stop();
      });
    }
    return;
  }
  const child = spawn(args[1], args.slice(2), { stdio: 'inherit', env: { ...process.env, ...stores.env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => console.error(error.message));
  child.once('close', async (code) => {
    await stores.stop();
    process.exit(code ?? 1);
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
