import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';

export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bin = join(packageRoot, 'dist', 'bin', 'fastapi-architect.js');
const withoutTools = ['--yes', '--skip-install', '--skip-git'];

/** A folder of its own that goes with the process. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-bench-'));
  // yo gives up root's rights when it has them, and must be able to write here.
  chmodSync(folder, 0o777);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param {string} folder */
export function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  return folder;
}

export function requireBuild() {
  if (!existsSync(bin)) throw new Error('there is no build to measure: npm run build');
}

/** The call that makes a project. @param {string} cwd @param {readonly string[]} more @param {string} program */
export function newProject(cwd, more = [], program = bin) {
  return { command: process.execPath, args: [program, 'new', 'shop', ...withoutTools, ...more], cwd };
}

/** The call of another verb. @param {string} cwd @param {readonly string[]} words */
export function verb(cwd, words) {
  return { command: process.execPath, args: [bin, ...words], cwd };
}

/**
 * The package as an older version of it was, whose templates have a line that is gone since.
 *
 * @param {string} folder
 * @returns {string} its bin
 */
export function olderVersion(folder) {
  const older = emptied(join(folder, 'older'));
  for (const name of ['dist', 'grammars', 'guard', 'package.json', 'templates'])
    cpSync(join(packageRoot, name), join(older, name), { recursive: true });
  symlinkSync(join(packageRoot, 'node_modules'), join(older, 'node_modules'), 'junction');
  const templates = readdirSync(join(older, 'templates'), { recursive: true, encoding: 'utf8' });
  for (const path of templates.filter((each) => /layers.*\.py\.ejs$/.test(each))) {
    const file = join(older, 'templates', path);
    writeFileSync(file, `# As an older version had it.\n${readFileSync(file, 'utf8')}`);
  }
  return join(older, 'dist', 'bin', 'fastapi-architect.js');
}

const git = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'core.autocrlf=false'];

/** Remembers how a folder is, so that every round finds it the same. @param {string} cwd */
export function remember(cwd) {
  for (const words of [['init'], ['add', '--all', '--force'], ['commit', '--message', 'As measured']]) {
    run({
      command: 'git',
      args: [...git, ...words, '--quiet'].filter((word) => !(words[0] === 'add' && word === '--quiet')),
      cwd,
    });
  }
}

/** Puts the folder back. @param {string} cwd */
export function restore(cwd) {
  run({ command: 'git', args: [...git, 'reset', '--hard', '--quiet'], cwd });
  run({ command: 'git', args: [...git, 'clean', '-fdxq'], cwd });
}
