// Installs the tools of the proofs once (uv, schemathesis, semgrep, asyncpg, a generator of typed clients), and prints the folder
// of their programs. Requires only Node and Python.
// Usage: node scripts/tools.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SetupError, findPython, run } from './python.mjs';

// Exact versions: a newer one may report other findings for the same commit.
const UV = 'uv==0.13.9';
const TOOLS = ['schemathesis==4.32.5', 'hypothesis==6.170.15', 'semgrep==1.182.0', 'asyncpg==0.32.0'];
// It needs an older TypeScript than this package, so it has its own folder.
const CLIENT_TOOLS = ['openapi-typescript@^7.13.0', 'typescript@^5.9.0'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const key = createHash('sha256')
  .update([UV, ...TOOLS, ...CLIENT_TOOLS].join())
  .digest('hex')
  .slice(0, 8);
const folder = join(root, 'node_modules', '.cache', 'generator-fastapi-architect', `tools-${key}`);
const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
const finished = join(folder, 'finished');

/**
 * @returns {string} the folder with the tools' programs
 * @throws {SetupError} if Python or the package registry is not available
 */
export function prepareTools() {
  if (existsSync(finished)) return programs;
  const hint = 'is the package registry reachable?';
  console.error('installing the tools of the proofs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  run(findPython(), ['-m', 'venv', folder], { hint: 'on Debian: apt install python3-venv' });
  const python = join(programs, 'python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', UV], { hint });
  // uv takes seconds, pip a minute.
  run(join(programs, 'uv'), ['pip', 'install', '--quiet', '--python', python, ...TOOLS], { hint });
  // On Windows npm is a script of the shell.
  const shell = process.platform === 'win32';
  const packages = CLIENT_TOOLS.map((tool) => (shell ? `"${tool}"` : tool));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, ...packages], {
    hint,
    shell,
  });
  writeFileSync(finished, '');
  return programs;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(prepareTools());
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
