// What the tests need from the system: installed where we may, else named.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
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
  if (missing().length > 0 && isRootOnDebian()) aptInstall(missing());
  const left = missing();
  if (left.length === 0) return;
  console.error('The tests need programs that are not installed:');
  for (const { what } of left) console.error(`  ${what}`);
  const names = left.map(({ debian }) => debian).join(' ');
  console.error(`On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${names}`);
  process.exit(1);
}

function missing() {
  return needs.filter(({ isThere }) => !isThere());
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && which('apt-get') !== null;
}

function aptInstall(packages) {
  const names = packages.map(({ debian }) => debian);
  console.error(`Installing ${names.join(', ')} (once) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', ['-q', '-y', ...args], { env, stdio: ['ignore', 2, 2] });
  withoutServices(() => {
    apt('update');
    apt('install', '--no-install-recommends', ...names);
  });
}

/** The tests start stores of their own: the packages' services need not run (policy-rc.d, Debian policy 9.3.3). */
function withoutServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}
