// Brings the packages in, and starts programs on the project's own Node. Plain JavaScript without packages: it runs
// on any Node from 20 on, on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptCommand, aptInstall, isRootOnDebian } from './apt.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
/** The Node that the project pins; the system's may be older. */
export const node = join(bin, 'node');

/** Runs `npm ci` where what is installed is not what the lock file says; `dev` adds what only tests and checks need. */
export function ensureInstalled({ dev }) {
  if (isInstalled(dev)) return;
  // Before the packages: the install scripts of some run on the Node that came with them.
  if (isRootOnDebian() && !hasLibatomic()) aptInstall(['libatomic1']);
  console.error(`Installing packages (once; about ${dev ? 'a minute' : 'half a minute'}) …`);
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(dev ? ['--include=dev'] : ['--omit=dev']),
  ];
  // npm must not run on the Node that it is about to replace.
  const path = process.env.PATH.split(delimiter).filter((directory) => directory !== bin.replace(/\/$/, ''));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const { status, error } = spawnSync('npm', args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status === 0 && runtimeFault() === null) return makeEmptyDatabase();
  console.error(error ? `npm could not be run: ${error.message}` : 'The packages could not be installed.');
  explainRuntime();
  process.exit(1);
}

/** Node 26 is linked against libatomic, which a small Debian system does not have. */
function hasLibatomic() {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return stdout?.includes('libatomic.so.1') ?? true;
}

/** What the loader says where our Node does not start; null: it does. */
function runtimeFault() {
  const { status, stderr, error } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (status === 0) return null;
  return error ? error.message : stderr.trim();
}

function explainRuntime() {
  const fault = existsSync(node) ? runtimeFault() : null;
  if (fault === null) return;
  console.error(`The project's own Node does not start: ${fault}`);
  if (fault.includes('libatomic')) console.error(aptCommand(['libatomic1']));
}

/** Part of the installation, so that the first start need not do it; where it fails the first start is slower. */
function makeEmptyDatabase() {
  spawnSync(node, ['--no-warnings', 'script/empty-database.mjs'], { cwd: root, stdio: 'ignore' });
}

/** npm writes down what it installed; that is compared with what the lock file wants on every system. */
function isInstalled(dev) {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (!installed || !existsSync(node)) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages).filter(
    ([path, entry]) => path && !entry.optional && !entry.devOptional && !entry.peer && (dev || !entry.dev),
  );
  return wanted.every(([path, { version }]) => installed[path]?.version === version);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return null;
  }
}

/** The environment of what we start: the pinned Node first, also for children of children. */
export function environment(more = {}) {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...more };
}

/** Goes on as another program, and ends with its exit code. */
export function become(args) {
  process.chdir(root);
  // In place where this Node can: then no process stands between npm's signals and the program.
  if (process.execve) process.execve(node, [node, ...args], environment());
  const child = start(args);
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** Runs a program to its end; resolves to its exit code. */
export function run(args, env) {
  const child = start(args, env);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

function start(args, env) {
  const child = spawn(node, args, { cwd: root, env: environment(env), stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal's Ctrl-C reaches the child too; sent on, it would be a second one, which asks for haste.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return child;
}
