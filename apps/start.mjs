/**
 * `npm start`: installs what is missing, builds the console when its sources changed, then becomes the server. Plain
 * JavaScript without dependencies, because it runs before there are any.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = [20, 19];
/** What the built console is made of; the server's own files are not. */
const CONSOLE_SOURCES = [
  'apps/console',
  'platform/look',
  'platform/web-shell',
  'units',
  'dispatch/console',
  'dispatch/console-room.ts',
  'dispatch/charts',
  'dispatch/domain',
  'package-lock.json',
];
const CONSOLE_ENTRY = 'apps/console/vite.config.ts';
const BUILT = path.join(ROOT, 'apps/console/dist');
const STAMP = path.join(BUILT, 'sources.sha256');

/** Signals go to whatever step is running; the server then ends by itself. */
let child = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));

/** A signal to npm ends the shell between it and us, and that shell passes nothing on: then we end as well. */
const startedBy = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  const watch = setInterval(() => {
    if (process.ppid === startedBy || child === null) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.on('error', (error) => {
      console.error(`wattbit: ${command} does not start: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

async function step(title, command, args, environment) {
  console.log(`wattbit: ${title}`);
  const code = await run(command, args, environment);
  if (code !== 0) process.exit(code);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`wattbit needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}.`);
  console.error('  Install a newer Node from https://nodejs.org and start again.');
  process.exit(2);
}

/** npm writes node_modules/.package-lock.json last, so it is missing or old when an install did not end. */
function installIsMissing() {
  const installed = path.join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return true;
  const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
  const present = packagesOf(installed);
  return Object.entries(wanted).some(
    ([name, entry]) =>
      name !== '' &&
      !entry.dev &&
      !entry.optional &&
      !entry.devOptional &&
      !entry.peer &&
      present[name]?.version !== entry.version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function filesBelow(entry) {
  const full = path.join(ROOT, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full, { withFileTypes: true })
    .filter((inside) => !['dist', 'node_modules'].includes(inside.name) && !/\.test\.tsx?$/.test(inside.name))
    .flatMap((inside) => filesBelow(path.join(entry, inside.name)))
    .sort();
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const file of CONSOLE_SOURCES.flatMap(filesBelow)) {
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

async function buildConsole() {
  if (!existsSync(path.join(ROOT, CONSOLE_ENTRY))) return;
  const digest = digestOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  await step('building the console', process.execPath, [vite, 'build', 'apps/console', '--logLevel', 'warn']);
  writeFileSync(STAMP, digest);
}

refuseOldNode();
if (installIsMissing()) {
  await step('installing packages (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
await buildConsole();
const onlyBuild = process.argv.includes('--build-only');
process.exit(
  onlyBuild
    ? 0
    : await run(process.execPath, ['--import', 'tsx', 'apps/server/main.ts'], { NODE_ENV: 'production' }),
);
