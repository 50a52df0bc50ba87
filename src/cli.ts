import './quiet-runtime.ts';
import { parseArgs } from 'node:util';
import { accountCommands } from './cli/accounts.ts';
import { auditCommands } from './cli/audit.ts';
import { clientCommands } from './cli/clients.ts';
import { misuse } from './cli/command.ts';
import type { Command, Outcome, Shell, Values } from './cli/command.ts';
import { employeeCommands } from './cli/employees.ts';
import { keyCommands } from './cli/keys.ts';
import { roleCommands } from './cli/roles.ts';

/** Done, refused with the reason, not understood. */
const EXIT = { done: 0, refused: 1, misuse: 2 } as const;

const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  about: 'brings the database to the newest schema (opening the shell did it)',
  options: {},
  run: async ({ say }) => {
    say('the database is up to date');
    return { kind: 'done' };
  },
};

const commands: Command[] = [
  migrateCommand,
  ...accountCommands,
  ...employeeCommands,
  ...clientCommands,
  ...roleCommands,
  ...keyCommands,
  ...auditCommands,
];

function help(): string {
  const width = 18;
  const lines = commands.map(
    ({ name, about, usage }) => `  ${name.padEnd(width)}${about}\n  ${''.padEnd(width)}${usage}`,
  );
  return `Usage: npm run cli -- COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\nExit status: 0 done, 1 refused with the reason, 2 not understood.`;
}

/** Runs one command line and gives its exit status. What it says goes to stderr; stdout carries data alone. */
export async function runCli(argv: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      // Asked for, the list is the data.
      process.stdout.write(`${help()}\n`);
      return EXIT.done;
    }
    const { command, values } = understand(argv);
    const outcome = await withShell(env, say, (shell) => command.run(shell, values));
    if (outcome.kind === 'refused') say(`refused: ${outcome.reason}`);
    return EXIT[outcome.kind];
  } catch (error) {
    return complain(error, say);
  }
}

function understand(argv: string[]): { command: Command; values: Values } {
  const words = argv.slice(0, 2).join(' ');
  const command = commands.find(({ name }) => words === name || (!name.includes(' ') && argv[0] === name));
  if (!command) throw misuse(argv.length === 0 ? 'a command is needed' : `there is no command "${words}"`);
  const args = argv.slice(command.name.split(' ').length);
  const { positional } = command;
  const { values, positionals } = parseArgs({
    args,
    options: command.options,
    strict: true,
    allowPositionals: positional !== undefined,
  });
  if (positional === undefined) return { command, values: values as Values };
  const [value, ...more] = positionals;
  if (value === undefined || more.length > 0) throw misuse(`usage: ${command.usage}`);
  return { command, values: { ...(values as Values), [positional]: value } };
}

async function withShell(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  run: (shell: Shell) => Promise<Outcome>,
): Promise<Outcome> {
  // Loaded when there is something to do: a mistyped command is answered at once.
  const { openShell } = await import('./cli/open-shell.ts');
  const opened = await openShell(env, say);
  if (opened.kind === 'refused') return opened;
  try {
    return await run(opened.shell);
  } finally {
    await opened.close();
  }
}

function complain(error: unknown, say: (line: string) => void): number {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'misuse' || code?.startsWith('ERR_PARSE_ARGS')) {
    say(`${message}\n\nnpm run cli -- --help lists the commands`);
    return EXIT.misuse;
  }
  if (code === 'data_in_use') {
    say('refused: a running server holds the embedded store; stop it first, or use DATABASE_URL');
    return EXIT.refused;
  }
  say(`refused: ${message ?? String(error)}`);
  return EXIT.refused;
}

if (import.meta.main) process.exitCode = await runCli(process.argv.slice(2), process.env);
