import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import { plan } from '../plan.ts';
import { checkLayers } from '../derived/layers.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { answersText, readAnswers } from '../state/answers.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { ANSWERS_FILE, STATE_GIT_FILES, resourceFile } from '../state/layout.ts';
import { guardWrites } from '../guard/vendored.ts';
import { fileOfField, readResources, resourceText } from '../state/resources.ts';
import { builtInResources } from '../view/built-in.ts';
import { projectView } from '../view/project.ts';
import { differing } from '../write/differing.ts';
import { recover, type FileWrite } from '../write/journal.ts';
import { commitRun } from '../run/commit.ts';
import { adoptableRoot, answersOf, type Answers } from '../adopt/answers.ts';
import { adoptedFiles, type AdoptedFile, type Adoption } from '../adopt/files.ts';
import { isSpecGone, projectIn, findLocks, specsOf } from '../adopt/locks.ts';
import { tracesOf } from '../adopt/traces.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { sorted, stackOf } from '../run/project.ts';
import { saidResources } from '../change/said.ts';

export interface AdoptRequest extends Answers {
  /** One resource each, in the form of `--resource`. */
  readonly resources: readonly string[];
  /** File with one resource per line. */
  readonly from?: string | undefined;
}

/** Whether the user must answer the project's questions, because answers and applied spec are both lost. */
export function needsAnswers(cwd: string): boolean {
  const root = adoptableRoot(cwd);
  return readAnswers(root) === undefined && projectIn(findLocks(root)) === undefined;
}

/** Refuses resources that have files, but no spec. */
function refuseUnknown({ root, stack, project, resources }: Adoption, force: boolean): void {
  const own = plan(stack, projectView(project, [], stack), { what: 'everything' });
  const known = new Set(resources.map(({ name }) => name));
  const traces = tracesOf(root, stack, new Set(own.map(({ output }) => output)));
  const lost = traces.filter((name) => !known.has(name));
  if (lost.length === 0 || force) return;
  const typed = lost.map((name) => `--resource "${name} field:type…"`).join(' ');
  throw new UserError(
    `${lost.join(', ')}: the files exist, but the spec is lost; specify it: adopt ${typed}, or --from FILE with one resource per line (--force continues without)`,
  );
}

function adoptionOf(
  request: AdoptRequest,
  root: string,
  { cwd, templates, version, say }: Context,
): Adoption {
  const found = findLocks(root);
  for (const note of found.notes) say(note);
  const project = answersOf(root, request, projectIn(found), readProfiles(templates));
  const stack = stackOf(templates, project);
  const resources = specsOf(root, found, saidResources(request.resources, request.from, cwd));
  checkResources(resources, [], builtInResources(stack.profile.rows), fileOfField(readResources(root)));
  checkLayers(resources, stack.profile);
  return {
    root,
    stack,
    project,
    resources: sorted(resources),
    locks: found.locks,
    older: found.older,
    version,
  };
}

function ownWrites(root: string, project: ProjectSpec, resources: readonly ResourceSpec[]): FileWrite[] {
  const answers = { path: ANSWERS_FILE, content: answersText(root, project) };
  return [
    ...Object.entries(STATE_GIT_FILES).map(([path, content]) => ({ path, content })),
    ...guardWrites(root),
    ...(readAnswers(root) === undefined ? [answers] : []),
    ...resources
      .filter((spec) => isSpecGone(root, spec))
      .map((spec) => ({ path: resourceFile(namesOf(spec).snake), content: resourceText(spec) })),
  ];
}

const WORDS: Readonly<Partial<Record<AdoptedFile['found'], string>>> = {
  differs: '       differs',
  gone: '       missing',
  detached: '      detached',
};

function showFiles(files: readonly AdoptedFile[], { say }: Context): void {
  for (const { found, locked } of files) if (WORDS[found]) say(`${WORDS[found]}  ${locked.path}`);
  const count = (of: AdoptedFile['found']): number => files.filter(({ found }) => found === of).length;
  const differs = count('differs');
  say(`${count('same')} files are equal to the generated ones`);
  if (differs > 0) say(`differing from the generated ones: ${differs} files, which are not changed`);
  if (count('gone') > 0)
    say(
      'missing files are recorded as deleted: "upgrade --restore PATH" creates a file again, "move OLD NEW" records its new path',
    );
}

/**
 * Rebuilds lost or damaged records of a project. Valid records are kept; the others come from git, or from rendering again.
 * Writes no project files.
 *
 * @throws UserError with the missing input, if the project's answers or specs cannot be recovered
 */
export async function adopt(request: AdoptRequest, switches: Switches, context: Context): Promise<Outcome> {
  const asks = isAsking(switches);
  const root = adoptableRoot(context.cwd);
  refuseForeignRecords(root);
  if (!asks && recover(root)) context.say('finished an interrupted run');
  const adoption = adoptionOf(request, root, context);
  refuseUnknown(adoption, switches.force);
  const { files, writes } = adoptedFiles(adoption);
  const own = ownWrites(root, adoption.project, adoption.resources);
  const changed = differing(root, [...writes, ...own]);
  const nothing = { root, changes: [], wrote: false, interrupted: false };
  if (changed.length === 0) {
    context.say('nothing to do');
    return nothing;
  }
  showFiles(files, context);
  if (asks) return nothing;
  return { ...nothing, ...(await commitRun(root, changed)) };
}
