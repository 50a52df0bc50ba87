import { seedAccounts } from '../model/demo/bulk.ts';
import { done, misuse, refused, requiredText } from './command.ts';
import type { Command, Shell, Values } from './command.ts';

const MOST = 5_000_000;

export const accountCommands: Command[] = [
  {
    name: 'accounts seed',
    usage: 'accounts seed --count N',
    about: 'makes accounts for benchmarks and prints them as CSV: nip,password,secret',
    options: { count: { type: 'string' } },
    run: seed,
  },
];

async function seed(shell: Shell, values: Values) {
  const count = readCount(requiredText(values, 'count'));
  // One known password on every account: such a database must never serve anybody.
  if (shell.settings.mode === 'production')
    return refused('accounts for benchmarks are not made in production');
  const { db, ring, hasher } = shell;
  shell.out('nip,password,secret');
  await seedAccounts({ db, ring, hasher, now: shell.now() }, count, ({ nip, password, secret }) =>
    shell.out(`${nip},${password},${secret}`),
  );
  shell.say(`${count} accounts made`);
  return done;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MOST)
    throw misuse(`--count must be a number from 1 to ${MOST}`);
  return count;
}
