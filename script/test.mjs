// npm test: installs what is missing, starts private stores, runs every test (or those named by the arguments), and
// says the sum in its last line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, run } from './install.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { startStores } from './test-stores.mjs';

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

ensureInstalled({ dev: true });
ensureSystemPackages();
process.exit(await runTests(process.argv.slice(2)));

async function runTests(args) {
  const stores = await startStores();
  const directory = mkdtempSync(join(tmpdir(), 'asn-tests-'));
  const report = join(directory, 'report.json');
  try {
    const code = await run([...jest, '--json', `--outputFile=${report}`, ...args], stores.env);
    const { passed, failed } = sumOf(report);
    console.log(`${passed} passed, ${failed} failed`);
    return code === 0 && failed > 0 ? 1 : code;
  } finally {
    await stores.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A file that could not even be run is a failure; and so is a run that left no report. */
function sumOf(report) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
