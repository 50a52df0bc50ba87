// npm start: the whole ecosystem on embedded stores.
import { become, ensureInstalled } from './install.mjs';

ensureInstalled({ dev: false });
become(['--no-warnings', 'src/main.ts', ...process.argv.slice(2)]);
