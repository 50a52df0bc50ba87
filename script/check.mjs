// npm run check: types, lint and format. All three run, so that one look shows everything.
import { ensureInstalled, run } from './install.mjs';

ensureInstalled({ dev: true });
const checks = {
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  lint: ['node_modules/oxlint/bin/oxlint', '--report-unused-disable-directives-severity=error'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
};
const failed = [];
for (const [name, args] of Object.entries(checks)) {
  if ((await run(args)) !== 0) failed.push(name);
}
console.log(failed.length === 0 ? 'types, lint and format are right' : `not right: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
