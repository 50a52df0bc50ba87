// What the tests need from the system: installed where we may, else named.
import { existsSync } from 'node:fs';
import { aptCommand, aptInstall, isRootOnDebian } from './apt.mjs';
import { postgresBin, which } from './test-stores.mjs';

const needs = [
  {
    what: 'Chromium (or its path in CHROMIUM)',
    debian: 'chromium',
    isThere: () => existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium'),
  },
  { what: 'Redis 6.2 or later (redis-server)', debian: 'redis-server', isThere: () => which('redis-server') },
  { what: 'PostgreSQL 15 or later (the server)', debian: 'postgresql', isThere: postgresBin },
  {
    what: 'Apache 2.4 (/usr/sbin/apache2)',
    debian: 'apache2-bin',
    isThere: () => existsSync('/usr/sbin/apache2'),
  },
  {
    what: 'mod_auth_openidc for Apache',
    debian: 'libapache2-mod-auth-openidc',
    isThere: () => existsSync('/usr/lib/apache2/modules/mod_auth_openidc.so'),
  },
];

/** Ends the process where something is missing that we cannot install. */
export function ensureSystemPackages() {
  if (missing().length > 0 && isRootOnDebian()) aptInstall(missing().map(({ debian }) => debian));
  const left = missing();
  if (left.length === 0) return;
  console.error('The tests need programs that are not installed:');
  for (const { what } of left) console.error(`  ${what}`);
  console.error(aptCommand(left.map(({ debian }) => debian)));
  process.exit(1);
}

function missing() {
  return needs.filter(({ isThere }) => !isThere());
}
