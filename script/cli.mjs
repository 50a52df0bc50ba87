// npm run cli: the command line of the provider.
import { become, ensureInstalled } from './install.mjs';

ensureInstalled({ dev: false });
become(['--no-warnings', 'src/cli.ts', ...process.argv.slice(2)]);
