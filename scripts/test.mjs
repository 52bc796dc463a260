// `npm test`: all suites, then one line that counts them. Arguments go to vitest: npm test -- test/unit
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mom-test-'));
const report = join(folder, 'report.json');
const vitest = join(projectRoot, 'node_modules', '.bin', 'vitest');
const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)];
const { status } = spawnSync(vitest, args, { cwd: projectRoot, stdio: 'inherit' });

try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that does not even load has no tests to fail: it counts as one failure.
  const failed = numFailedTests > 0 ? numFailedTests : status === 0 ? 0 : Math.max(1, numFailedTestSuites);
  console.log(`${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
  process.exitCode = status === 0 && numPassedTests > 0 ? 0 : 1;
} catch {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
