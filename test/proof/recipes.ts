import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout, isWindows } from './machine.ts';

/** Lines of a file, and what replaces them. */
interface Hunk {
  readonly before: string;
  readonly after: string;
}

/** One thing that a recipe says: a file that is made, lines that are changed, or commands that are run. */
export type Step =
  | { readonly does: 'file'; readonly path: string; readonly text: string }
  | { readonly does: 'change'; readonly path: string; readonly hunks: readonly Hunk[] }
  | { readonly does: 'run'; readonly commands: readonly string[] };

/** A section of CONTRIBUTING.md. */
export interface Recipe {
  /** `To add a layer`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

/** The lines of a change that begin with a space, or with one of the two signs, without it. */
const side = (body: string, sign: '+' | '-'): string =>
  body
    .split('\n')
    .filter((line) => line.startsWith(' ') || line.startsWith(sign))
    .map((line) => line.slice(1))
    .join('\n');

function stepOf(info: string, body: string): Step {
  const [language = '', path] = info.split(' ');
  if (language === 'sh') return { does: 'run', commands: body.split('\n') };
  if (path === undefined) throw new Error(`a block of ${language} names no file\n${body}`);
  if (language !== 'diff') return { does: 'file', path, text: `${body}\n` };
  const hunks = body.split('\n@@\n').map((hunk) => ({ before: side(hunk, '-'), after: side(hunk, '+') }));
  return { does: 'change', path, hunks };
}

/** Reads the steps of a text: each block of code is one, and its first line names the file. */
export const stepsIn = (text: string): readonly Step[] =>
  [...text.matchAll(/^```([^\n]+)\n([^]*?)\n```$/gm)].map(([, info = '', body = '']) => stepOf(info, body));

/** Reads the recipes of CONTRIBUTING.md: the sections after `# Recipes`. */
export function readRecipes(): readonly Recipe[] {
  const [, recipes = ''] = readFileSync(join(checkout, 'CONTRIBUTING.md'), 'utf8').split('\n# Recipes\n');
  const sections = recipes.split(/^## /m).slice(1);
  return sections.map((section) => ({
    title: section.split('\n')[0] ?? '',
    steps: stepsIn(section),
  }));
}

/** Files that commands of ours write: what a recipe need not name. */
const GENERATED = /^(test\/golden\/|templates\/\w+\.schema\.json$|docs\/architecture-rules\.md$|README\.md$)/;

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=recipes', '-c', 'user.email=recipes@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });

/** Runs a command in a copy; raises Error with what it printed. */
export function runIn(folder: string, program: string, ...args: readonly string[]): void {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|GATE_|PROOF_)/.test(name));
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: Object.fromEntries(own),
    maxBuffer: 64 * 1024 * 1024,
    shell: isWindows,
  });
  if (status !== 0)
    throw new Error(`${[program, ...args].join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
}

/** Copies the checkout as git knows it, with a commit to compare with. */
export function copyCheckout(folder: string): void {
  const files = git(checkout, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of files.filter((each) => each !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(checkout, file), join(folder, file));
  }
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'), 'junction');
  git(folder, 'init', '--quiet');
  commit(folder);
}

function commit(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'Follow a recipe');
}

/** Does what a step says in a folder; raises Error where the lines to change are not there exactly once. */
export function follow(folder: string, step: Step): void {
  if (step.does === 'run') {
    for (const command of step.commands) {
      const [program = '', ...args] = command.split(' ');
      runIn(folder, program, ...args);
    }
    return;
  }
  const file = join(folder, step.path);
  mkdirSync(dirname(file), { recursive: true });
  if (step.does === 'file') {
    writeFileSync(file, step.text, { flag: 'wx' });
    return;
  }
  for (const { before, after } of step.hunks) {
    const text = readFileSync(file, 'utf8');
    const found = text.split(before).length - 1;
    if (found !== 1) throw new Error(`${step.path} has ${found} places with\n${before}`);
    writeFileSync(
      file,
      text.replace(before, () => after),
    );
  }
}

/**
 * Follows a recipe in a copy, and commits what came of it.
 *
 * @returns the files that changed and that neither the recipe names nor its commands have made
 */
export function followRecipe(folder: string, { steps }: Recipe): readonly string[] {
  const made = new Set<string>();
  for (const step of steps) {
    follow(folder, step);
    if (step.does === 'run') for (const path of changedIn(folder)) made.add(path);
    else made.add(step.path);
  }
  runIn(folder, 'npm', 'run', '--silent', 'format');
  runIn(folder, 'npm', 'run', '--silent', 'golden');
  const others = changedIn(folder).filter((path) => !made.has(path) && !GENERATED.test(path));
  commit(folder);
  return others;
}

function changedIn(folder: string): readonly string[] {
  return git(folder, 'status', '--porcelain', '-z', '--untracked-files=all')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
}
