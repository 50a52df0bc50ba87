import type { MessageKey, Words } from '../../messages.ts';
import type { ActivityRow } from '../../model/activity.ts';
import type { RoleName } from '../../platform/schema.ts';
import { isUuid } from '../../platform/uuid.ts';
import { browserName } from '../browser-name.ts';
import { sentenceOf } from './sentences.ts';

/** A row as its person is told of it. */
export interface ToldActivity {
  id: number;
  at: number;
  type: string;
  sentence: string;
  by: Who;
  /** The same in words. */
  who: string;
  /** Of whoever used the account; never of an officer. */
  browser: string | null;
  address: string | null;
  /** The name of the application it was done for. */
  application: string | null;
}

/** `account`: with the account itself; `nobody`: before anybody was known. */
export type Who = 'account' | 'nobody' | 'system' | 'operator' | RoleName | 'officer';

const WHO: Record<Who, MessageKey> = {
  account: 'activity.who.account',
  nobody: 'activity.who.nobody',
  system: 'activity.who.system',
  operator: 'activity.who.operator',
  helpdesk: 'activity.who.helpdesk',
  agency: 'activity.who.agency',
  admin: 'activity.who.admin',
  officer: 'activity.who.officer',
};

export interface TellingOf {
  accountId: string;
  /** Roles of the officers among the actors. */
  roles: ReadonlyMap<string, RoleName>;
  /** Names of the applications. */
  clients: ReadonlyMap<string, string>;
  words: Words;
}

/**
 * An officer is named by the office, not by name or machine: who it was is for the platform to know, and for whoever looks
 * into a complaint.
 */
export function tellActivity(
  row: ActivityRow,
  { accountId, roles, clients, words }: TellingOf,
): ToldActivity {
  const who = whoOf(row, accountId, roles);
  const here = who === 'account' || who === 'nobody';
  const { clientId } = row;
  return {
    id: row.id,
    at: row.at.getTime(),
    type: row.type,
    sentence: sentenceOf(row, words),
    by: who,
    who: words.t(WHO[who]),
    browser: here ? browserName(row.userAgent) : null,
    address: here ? row.address : null,
    application:
      !here || clientId === null || clientId === 'portal' ? null : (clients.get(clientId) ?? clientId),
  };
}

function whoOf({ actor, details }: ActivityRow, accountId: string, roles: TellingOf['roles']): Who {
  if (actor === accountId || actor === 'self') return 'account';
  if (actor === 'anonymous') return 'nobody';
  if (actor === 'system') return 'system';
  if (!isUuid(actor)) return 'operator';
  const { console } = details;
  if (console === 'helpdesk' || console === 'agency' || console === 'admin') return console;
  return roles.get(actor) ?? 'officer';
}

/** The officers among the actors of rows, whose roles are to be looked up. */
export const officersOf = (rows: readonly ActivityRow[], accountId: string): string[] => [
  ...new Set(rows.map(({ actor }) => actor).filter((actor) => actor !== accountId && isUuid(actor))),
];
