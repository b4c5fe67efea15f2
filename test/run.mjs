// `npm test`: installs what is missing and runs every check this machine can, in order of how soon it answers.
// Ends with one line: checks passed, failed, skipped. Plain JavaScript, since nothing may be installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const failures = [];
const totals = { passed: 0, failed: 0, skipped: 0 };

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', env: process.env }).status ?? 1;
const bin = (name) => join('node_modules', '.bin', name);

/** One check that is a command: it passes when the command ends with 0. */
function check(title, command, args) {
  console.log(`\n— ${title}`);
  if (run(command, args) === 0) totals.passed += 1;
  else {
    totals.failed += 1;
    failures.push(title);
  }
}

function installWhatIsMissing() {
  const stamp = 'node_modules/.package-lock.json';
  const current = existsSync(stamp) && statSync(stamp).mtimeMs >= statSync('package-lock.json').mtimeMs;
  if (!current && run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) process.exit(1);
}

/** All vitest projects in one run; its JSON tells how many tests there were. */
function runTests() {
  console.log('\n— tests');
  const report = join('reports', 'tests.json');
  mkdirSync('reports', { recursive: true });
  rmSync(report, { force: true });
  const status = run(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (existsSync(report)) {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests + result.numTodoTests;
  }
  if (status !== 0) {
    failures.push('tests');
    // A file that cannot be loaded fails the run without a failed test of its own.
    if (totals.failed === 0) totals.failed += 1;
  }
}

installWhatIsMissing();
check('style and lint (biome)', bin('biome'), ['check', '.']);
check('types (tsc)', bin('tsc'), ['-p', '.', '--noEmit']);
check('unused files, exports and packages (knip)', bin('knip'), []);
check('console builds (vite)', process.execPath, ['apps/start.mjs', '--build-only']);
runTests();

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\nChecks: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);
