import { done } from './command.ts';
import type { Command } from './command.ts';

export const keyCommands: Command[] = [
  {
    name: 'keys rotate',
    usage: 'keys rotate',
    about: 'makes the next signing keys current; running nodes follow within 60 s',
    options: {},
    run: async ({ keys, audit, out }) => {
      for (const key of await keys.rotate(audit)) out(JSON.stringify(key));
      return done;
    },
  },
];
