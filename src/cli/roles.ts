import { endOfOfficeDay, readOfficeDay } from '../model/figures/office-day.ts';
import { findSigninAccount } from '../model/people/signin-account.ts';
import { grantRole, listRoles, revokeRole } from '../model/people/roles.ts';
import type { RoleName } from '../platform/schema.ts';
import { readNip } from '../policies/nip.ts';
import { done, misuse, refused, requiredText, text } from './command.ts';
import type { Command, Shell, Values } from './command.ts';

const ROLES: readonly RoleName[] = ['helpdesk', 'agency', 'admin'];

export const roleCommands: Command[] = [
  {
    name: 'roles grant',
    usage: 'roles grant --nip NIP --role helpdesk|agency|admin [--agency ID] [--until YYYY-MM-DD]',
    about: 'gives a person a role; an agency role needs its agency',
    options: {
      nip: { type: 'string' },
      role: { type: 'string' },
      agency: { type: 'string' },
      until: { type: 'string' },
    },
    run: grant,
  },
  {
    name: 'roles list',
    usage: 'roles list [--nip NIP]',
    about: 'prints the roles that hold now, one JSON object a line',
    options: { nip: { type: 'string' } },
    run: list,
  },
  {
    name: 'roles revoke',
    usage: 'roles revoke --nip NIP --role helpdesk|agency|admin [--agency ID]',
    about: 'takes a role away',
    options: { nip: { type: 'string' }, role: { type: 'string' }, agency: { type: 'string' } },
    run: revoke,
  },
];

async function grant(shell: Shell, values: Values) {
  const role = readRole(values);
  const until = readUntil(values, shell.now());
  const account = await find(shell, requiredText(values, 'nip'));
  if (!account) return refused('no account has this NIP');
  const grantArgs = {
    accountId: account.id,
    role,
    agencyId: text(values, 'agency'),
    until,
    now: shell.now(),
  };
  const outcome = await shell.db.transaction().execute((trx) => grantRole(trx, grantArgs, shell.audit));
  switch (outcome.kind) {
    case 'granted':
      shell.say(`${role} granted to ${account.nama}`);
      return done;
    case 'agency_needed':
      throw misuse('--agency is needed for the role agency');
    case 'unknown_agency':
      return refused('there is no such agency');
    case 'held_already':
      return refused('the person holds this role already');
  }
}

async function list(shell: Shell, values: Values) {
  const nip = text(values, 'nip');
  const account = nip === null ? null : await find(shell, nip);
  if (nip !== null && !account) return refused('no account has this NIP');
  const filter = account ? { accountId: account.id, now: shell.now() } : { now: shell.now() };
  for (const row of await listRoles(shell.db, filter)) shell.out(JSON.stringify(row));
  return done;
}

async function revoke(shell: Shell, values: Values) {
  const role = readRole(values);
  const account = await find(shell, requiredText(values, 'nip'));
  if (!account) return refused('no account has this NIP');
  const which = { accountId: account.id, role, agencyId: text(values, 'agency'), now: shell.now() };
  const count = await shell.db.transaction().execute((trx) => revokeRole(trx, which, shell.audit));
  if (count === 0) return refused('the person does not hold this role');
  shell.say(`${role} revoked from ${account.nama}`);
  return done;
}

function find({ db }: Shell, typed: string) {
  const nip = readNip(typed);
  if (nip.kind === 'malformed') throw misuse(`--nip is not a NIP (${nip.reason})`);
  return findSigninAccount(db, nip.nip);
}

function readRole(values: Values): RoleName {
  const role = requiredText(values, 'role');
  const known = ROLES.find((name) => name === role);
  if (!known) throw misuse(`--role must be one of ${ROLES.join(', ')}`);
  return known;
}

/** The role holds to the end of that day, in the office's zone (WIB). */
function readUntil(values: Values, now: number): number | null {
  const until = text(values, 'until');
  if (until === null) return null;
  const start = readOfficeDay(until);
  if (start === null) throw misuse('--until must be a date: YYYY-MM-DD');
  const at = endOfOfficeDay(start);
  if (at <= now) throw misuse('--until lies in the past');
  return at;
}
