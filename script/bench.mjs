// npm run bench: what a sign-in costs, on private stores.
import { ensureInstalled, run } from './install.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { startStores } from './test-stores.mjs';

ensureInstalled({ dev: true });
ensureSystemPackages();
const stores = await startStores();
const code = await run(['--no-warnings', 'bench/main.ts', ...process.argv.slice(2)], stores.env);
await stores.stop();
process.exit(code);
