// Debian's packages, where we may install them. Plain JavaScript without packages: it runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Whether packages of the system can be installed without asking anybody. */
export function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

export function aptInstall(names) {
  console.error(`Installing ${names.join(', ')} (once) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', ['-q', '-y', ...args], { env, stdio: ['ignore', 2, 2] });
  withoutServices(() => {
    apt('update');
    apt('install', '--no-install-recommends', ...names);
  });
}

/** What a person without that right is told to run. */
export function aptCommand(names) {
  return `On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${names.join(' ')}`;
}

/** Nothing of ours needs the packages' own services to run (policy-rc.d, Debian policy 9.3.3). */
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
