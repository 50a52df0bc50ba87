import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LockFile {
  release(): void;
}

/** Another process works on the same data. */
export class DataInUse extends Error {
  code = 'data_in_use' as const;
  path: string;
  pid: number | null;
  constructor(path: string, pid: number | null) {
    super(`the data is in use by ${pid === null ? 'another process' : `process ${pid}`} (lock file ${path})`);
    this.path = path;
    this.pid = pid;
  }
}

interface Holder {
  pid: number;
  /** When the process started: tells it from a later one with the same number, as in a restarted container. */
  started: string | null;
}

/** Between creation and the first byte a lock file is empty for an instant; longer means that its writer died. */
const UNWRITTEN_MS = 5000;

/**
 * PGlite has no lock of its own: two processes on one directory destroy it. Takes the lock at `path` or throws
 * DataInUse; a lock whose process is gone is taken over. Given back by release() and when the process exits.
 */
export function takeLockFile(path: string): LockFile {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder);
  if (!create(path, mine)) takeOver(path, mine);
  const release = () => {
    process.off('exit', release);
    if (read(path) === mine) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { release };
}

/** Only one process at a time may judge and replace a stale lock, else the second would remove the first one's. */
function takeOver(path: string, mine: string): void {
  const guard = `${path}.takeover`;
  if (isOlderThan(guard, UNWRITTEN_MS)) rmSync(guard, { force: true });
  if (!create(guard, mine)) throw new DataInUse(path, null);
  try {
    const text = read(path);
    const holder = parse(text);
    if (holder ? isAlive(holder) : text !== null && !isOlderThan(path, UNWRITTEN_MS)) {
      throw new DataInUse(path, holder?.pid ?? null);
    }
    rmSync(path, { force: true });
    if (!create(path, mine)) throw new DataInUse(path, null);
  } finally {
    rmSync(guard, { force: true });
  }
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parse(text: string | null): Holder | null {
  try {
    const holder = JSON.parse(text ?? '') as Holder;
    return Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}

function isOlderThan(path: string, ms: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > ms;
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === null || started === startOf(pid);
}

/** Field 22 of /proc/PID/stat (proc(5)); null where the system has no /proc. */
function startOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
