import { compareSync, hashSync } from 'bcryptjs';

export interface BcryptTask {
  stored: string;
  password: string;
}

/** Runs in a worker thread: bcrypt in JavaScript would hold up every other request for a tenth of a second. */
export default function compare(task: BcryptTask): boolean {
  return compareSync(task.password, task.stored);
}

/** Only tests and seeds make bcrypt hashes, to have imported accounts. */
export function make(task: { password: string; cost: number }): string {
  return hashSync(task.password, task.cost);
}
