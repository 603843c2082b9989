import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UserError, visibleJson } from '../errors.ts';
import { about, reviewSchema, type Review } from '../review/review.ts';
import { sarifOf } from '../review/sarif.ts';
import { tableOf } from '../review/table.ts';
import { checked } from '../schema.ts';
import { findProjectRoot } from '../state/answers.ts';
import type { Context, Outcome } from '../run/context.ts';
import { projectPython } from '../programs/project-python.ts';
import { silentRun } from '../programs/silent-run.ts';

const RULES = 'tests/architecture/__main__.py';
const ROUTE_RULES = 'tests/architecture/route_rules';
/** The rules need the Python version of the projects. */
const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 11))';
const EXIT_FOUND = 2;

export interface ReviewRequest {
  /** Files and folders, relative to the current folder; empty: the whole project. */
  readonly paths: readonly string[];
  /** Whether to print the findings as SARIF. */
  readonly sarif: boolean;
  /** Whether to create the application and check its routes too; otherwise none of its code runs. */
  readonly routes: boolean;
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

/** Runs the project's own rules, which are the only implementation. */
async function ask(root: string, routes: boolean): Promise<Review> {
  const missing = [RULES, ...(routes ? [ROUTE_RULES] : [])].find((path) => !existsSync(join(root, path)));
  if (missing !== undefined)
    throw new UserError(`${missing} is missing, so the rules cannot run: run "fastapi-architect upgrade"`);
  const asked = ['-B', '-m', 'tests.architecture', '--json', ...(routes ? ['--routes'] : [])];
  const { stdout, lastLine } = await silentRun(await findPython(root), asked, root);
  let printed: unknown;
  try {
    printed = JSON.parse(stdout);
  } catch {
    throw new UserError(`the project's rules could not be run: ${lastLine}`);
  }
  return checked(reviewSchema, printed, { where: "what the project's rules print" });
}

function fromRoot(root: string, cwd: string, path: string): string {
  const found = resolve(cwd, path);
  if (!existsSync(found)) throw new UserError(`${path} does not exist: type a file or folder of the project`);
  const below = relative(root, found).split(sep).join('/');
  if (below.startsWith('..')) throw new UserError(`${path} is outside of the project ${root}`);
  return below;
}

/**
 * Checks the project by its own rules, and prints findings, reasons and corrected code.
 *
 * @returns exit code 2 if there are findings
 * @throws UserError if the project has no rules, there is no Python, the application cannot be created for its routes, or
 *   a path is outside of the project
 */
export async function review({ paths, sarif, routes }: ReviewRequest, context: Context): Promise<Outcome> {
  const root = findProjectRoot(context.cwd);
  const asked = paths.map((path) => fromRoot(root, context.cwd, path));
  const found = about(await ask(root, routes), asked);
  const lines = sarif
    ? [visibleJson(JSON.stringify(sarifOf(found, context.version), null, 2))]
    : tableOf(found);
  for (const line of lines) context.say(line);
  const outcome = { root, changes: [], wrote: false, interrupted: false, review: found };
  const isClean = found.findings.length + found.complaints.length === 0;
  return isClean ? outcome : { ...outcome, exitCode: EXIT_FOUND };
}
