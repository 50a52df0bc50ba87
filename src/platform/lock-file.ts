import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Another living process holds the file: its data must not be opened twice. */
export class DataInUse extends Error {
  readonly code = 'data_in_use';
  constructor(path: string, pid: number) {
    super(`${path}: the data is in use by process ${pid}; stop that process first`);
    this.name = 'DataInUse';
  }
}

/**
 * Takes the lock file for this process (O_EXCL decides between two that start at once) and returns the release.
 * A lock whose process is gone is taken over: a crash must not need a hand.
 */
export function takeLockFile(path: string): () => void {
  for (let tries = 0; tries < 2; tries += 1) {
    const file = create(path);
    if (file !== null) return hold(path, file);
    const pid = holder(path);
    if (pid !== null && pid !== process.pid && isAlive(pid)) throw new DataInUse(path, pid);
    if (pid === process.pid) throw new DataInUse(path, pid);
    rmSync(path, { force: true });
  }
  throw new DataInUse(path, holder(path) ?? 0);
}

function create(path: string): number | null {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
}

function hold(path: string, file: number): () => void {
  writeSync(file, `${process.pid}\n`);
  closeSync(file);
  const release = () => {
    process.off('exit', release);
    if (holder(path) === process.pid) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

function holder(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
