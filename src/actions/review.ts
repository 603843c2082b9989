import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UserError, visibleJson } from '../errors.ts';
import { guardFolder } from '../package-root.ts';
import { about, reviewSchema, type Review } from '../review/review.ts';
import { sarifOf } from '../review/sarif.ts';
import { tableOf } from '../review/table.ts';
import { askTools, united } from '../review/tools.ts';
import { checked } from '../schema.ts';
import { readText } from '../write/compare.ts';
import { findProjectRoot } from '../state/answers.ts';
import type { Context, Outcome } from '../run/context.ts';
import { projectPython } from '../programs/project-python.ts';
import { silentRun } from '../programs/silent-run.ts';

/** The folder of a project's own rules. */
const OWN_RULES = 'tests/architecture/rules';
const TABLE = /^\[tool\.fastapi-architect\]/m;
/** Isolated mode: neither the project's folder nor environment variables decide what is imported. */
const START = [
  'import runpy, sys',
  'sys.path.insert(0, sys.argv.pop(1))',
  'runpy.run_module("architect_guard", run_name="__main__", alter_sys=True)',
].join('\n');
/** The rules need the Python version of the projects. */
const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 11))';
const EXIT_FOUND = 2;

export interface ReviewRequest {
  /** Files and folders, relative to the current folder; empty: the whole project. */
  readonly paths: readonly string[];
  /** Whether to print the findings as SARIF. */
  readonly sarif: boolean;
  /** Whether to import the application and check its routes too. */
  readonly routes: boolean;
  /** Whether the project's own rules are run too. */
  readonly ownRules: boolean;
  /** Whether mypy runs too. No code of the project runs without one of these three. */
  readonly types: boolean;
}

/** Finds a Python for the rules, the project's own first. Rules on code need no packages, so any recent version works. */
async function findPython(root: string): Promise<string> {
  const { python: own, fault } = projectPython(root);
  if (fault !== undefined) throw new UserError(fault, 4);
  for (const python of [own, process.env['PYTHON'], 'python3', 'python', 'py']) {
    if (python !== undefined && (await silentRun(python, ['-c', IS_NEW_ENOUGH], root)).ok) return python;
  }
  throw new UserError('the rules of a project need Python 3.11 or newer, which was not found: run "uv sync"');
}

/** Runs this version's guard, never the copy in the project: a repository cannot decide what runs. */
async function askGuard(python: string, root: string, { routes, ownRules }: ReviewRequest): Promise<Review> {
  const options = ['--json', ...(routes ? ['--routes'] : []), ...(ownRules ? ['--own'] : [])];
  const asked = ['-I', '-B', '-c', START, dirname(guardFolder), ...options];
  const { stdout, lastLine } = await silentRun(python, asked, root);
  let printed: unknown;
  try {
    printed = JSON.parse(stdout);
  } catch {
    throw new UserError(`the rules could not be run: ${lastLine}`);
  }
  return checked(reviewSchema, printed, { where: 'what the rules print' });
}

/** Runs the guard and the tools that the project has installed, and unites what they find. */
async function ask(root: string, request: ReviewRequest): Promise<Review> {
  const pyproject = readText(root, 'pyproject.toml') ?? '';
  if (!TABLE.test(pyproject))
    throw new UserError(
      'pyproject.toml has no [tool.fastapi-architect], which the rules need; run "fastapi-architect upgrade"',
    );
  const python = await findPython(root);
  const [own, { reports, missing }] = await Promise.all([
    askGuard(python, root, request),
    askTools(python, root, request.types),
  ]);
  return { ...united(own, reports), missing };
}

/** Says which code of the repository runs, or that rules of its own do not. */
function ownCodeLines(root: string, { routes, ownRules, types }: ReviewRequest): readonly string[] {
  const count = ownRuleCount(root);
  const runs = [
    ...(routes ? ['its application'] : []),
    ...(ownRules && count > 0 ? [OWN_RULES] : []),
    ...(types ? ['the configuration of mypy'] : []),
  ];
  if (runs.length > 0) return [`runs code of this project: ${runs.join(', ')}`];
  return count > 0 ? [`${OWN_RULES} was not run; add --own-rules to run its rules`] : [];
}

function ownRuleCount(root: string): number {
  const folder = join(root, OWN_RULES);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.py')).length : 0;
}

function fromRoot(root: string, cwd: string, path: string): string {
  const found = resolve(cwd, path);
  if (!existsSync(found)) throw new UserError(`${path} does not exist: type a file or folder of the project`);
  const below = relative(root, found).split(sep).join('/');
  if (below.startsWith('..')) throw new UserError(`${path} is outside of the project ${root}`);
  return below;
}

/**
 * Checks the project against the rules of its architecture, and prints findings, reasons and corrected code.
 *
 * @returns exit code 2 if there are findings
 * @throws UserError if the project has no configuration for the rules, there is no Python for them, the application cannot be
 *   imported, or a path is outside of the project
 */
export async function review(request: ReviewRequest, context: Context): Promise<Outcome> {
  const root = findProjectRoot(context.cwd);
  const { paths, sarif } = request;
  const asked = paths.map((path) => fromRoot(root, context.cwd, path));
  for (const line of sarif ? [] : ownCodeLines(root, request)) context.say(line);
  const found = about(await ask(root, request), asked);
  const lines = sarif
    ? [visibleJson(JSON.stringify(sarifOf(found, context.version), null, 2))]
    : tableOf(found);
  for (const line of lines) context.say(line);
  const outcome = { root, changes: [], wrote: false, interrupted: false, review: found };
  const isClean = found.findings.length + found.complaints.length === 0;
  return isClean ? outcome : { ...outcome, exitCode: EXIT_FOUND };
}
