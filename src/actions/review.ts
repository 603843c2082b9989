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
/** The syntax of the rules is that of the projects. */
const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 11))';
const EXIT_FOUND = 2;

export interface ReviewRequest {
  /** Files and folders, from where the command is run; none: the whole project. */
  readonly paths: readonly string[];
  /** Whether the findings are printed as SARIF. */
  readonly sarif: boolean;
  /** Whether the application is made, and its routes are judged too; nothing of it is run otherwise. */
  readonly routes: boolean;
}

/** The rules about text need nothing installed, so any Python will do that is new enough; the project's own, which has all, comes first. */
async function findPython(root: string): Promise<string> {
  const { python: own, fault } = projectPython(root);
  if (fault !== undefined) throw new UserError(fault, 4);
  for (const python of [own, process.env['PYTHON'], 'python3', 'python', 'py']) {
    if (python !== undefined && (await silentRun(python, ['-c', IS_NEW_ENOUGH], root)).ok) return python;
  }
  throw new UserError(
    'the rules of a project are Python 3.11 or newer, and none was found: uv sync makes one',
  );
}

/** Has the project's own rules look at it. There is no second implementation of a rule. */
async function ask(root: string, routes: boolean): Promise<Review> {
  const missing = [RULES, ...(routes ? [ROUTE_RULES] : [])].find((path) => !existsSync(join(root, path)));
  if (missing !== undefined)
    throw new UserError(`${missing} is not there, so there are no rules to ask: fastapi-architect upgrade`);
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
  if (!existsSync(found)) throw new UserError(`${path} is not there: name a file or a folder of the project`);
  const below = relative(root, found).split(sep).join('/');
  if (below.startsWith('..')) throw new UserError(`${path} is not in the project, which is in ${root}`);
  return below;
}

/**
 * Reviews the project by its own rules: what breaks one, why that matters, and the code that would keep it.
 *
 * @returns with exit code 2 where something was found
 * @throws UserError when the project has no rules, there is no Python for them, its application cannot be made to be
 *   asked for its routes, or a path is not the project's
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
