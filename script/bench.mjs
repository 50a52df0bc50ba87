// npm run bench: what a sign-in costs, on private stores; with the name of another one what its head says.
import { ensureInstalled, run } from './install.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { startStores } from './test-stores.mjs';

ensureInstalled({ dev: true });
ensureSystemPackages();
const stores = await startStores();
const [first, ...rest] = process.argv.slice(2);
const named = ['activity', 'agency-search', 'audit-search'].includes(first);
const bench = named ? [`bench/${first}.ts`, ...rest] : ['bench/main.ts', ...process.argv.slice(2)];
const code = await run(['--no-warnings', ...bench], stores.env);
await stores.stop();
process.exit(code);
