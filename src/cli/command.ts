import type { ParseArgsConfig } from 'node:util';
import type { Settings } from '../settings.ts';
import type { AuditContext } from '../model/audit.ts';
import type { Clients } from '../oidc/clients.ts';
import type { Keys } from '../oidc/keys.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { Hasher } from '../platform/hashing.ts';

/** What a command works with. `out` is data for another program, `say` is for the person at the keyboard. */
export interface Shell {
  settings: Settings;
  db: Db;
  ring: KeyRing;
  hasher: Hasher;
  clients: Clients;
  keys: Keys;
  now: () => number;
  audit: AuditContext;
  out: (line: string) => void;
  say: (line: string) => void;
}

export type Outcome = { kind: 'done' } | { kind: 'refused'; reason: string };
export type Values = Record<string, string | boolean | string[] | undefined>;

export interface Command {
  /** As typed: one or two words. */
  name: string;
  usage: string;
  about: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** The one value that needs no `--name` before it goes by this name. */
  positional?: string;
  /** Throws misuse() where the values do not make sense. */
  run(shell: Shell, values: Values): Promise<Outcome>;
}

export const done: Outcome = { kind: 'done' };

export function refused(reason: string): Outcome {
  return { kind: 'refused', reason };
}

/** The command line was not understood: exit 2. */
export function misuse(message: string): Error {
  return Object.assign(new Error(message), { code: 'misuse' });
}

export function text(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function texts(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
}

export function requiredText(values: Values, name: string): string {
  const value = text(values, name);
  if (value === null) throw misuse(`--${name} is needed`);
  return value;
}
