// npm run bench: what a sign-in costs, on private stores; with `-- agency-search`: what a search at a million people does.
import { ensureInstalled, run } from './install.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { startStores } from './test-stores.mjs';

ensureInstalled({ dev: true });
ensureSystemPackages();
const stores = await startStores();
const [first, ...rest] = process.argv.slice(2);
const bench =
  first === 'agency-search'
    ? ['bench/agency-search.ts', ...rest]
    : ['bench/main.ts', ...process.argv.slice(2)];
const code = await run(['--no-warnings', ...bench], stores.env);
await stores.stop();
process.exit(code);
