import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import { plan } from '../plan.ts';
import { checkLayers } from '../language/layers.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { answersText, readAnswers } from '../state/answers.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { ANSWERS_FILE, STATE_GIT_FILES, resourceFile } from '../state/layout.ts';
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
  /** One resource each, as `--resource` has it. */
  readonly resources: readonly string[];
  /** File with one resource a line. */
  readonly from?: string | undefined;
}

/** Whether somebody has to say what the project is: neither its answers are there, nor what was applied last. */
export function needsAnswers(cwd: string): boolean {
  const root = adoptableRoot(cwd);
  return readAnswers(root) === undefined && projectIn(findLocks(root)) === undefined;
}

/** Resources whose files are there and whose specs are not. */
function refuseUnknown({ root, stack, project, resources }: Adoption, force: boolean): void {
  const own = plan(stack, projectView(project, [], stack), { what: 'everything' });
  const known = new Set(resources.map(({ name }) => name));
  const traces = tracesOf(root, stack, new Set(own.map(({ output }) => output)));
  const lost = traces.filter((name) => !known.has(name));
  if (lost.length === 0 || force) return;
  const typed = lost.map((name) => `--resource "${name} field:type…"`).join(' ');
  throw new UserError(
    `${lost.join(', ')}: the files are there, and the spec is gone; say what it was: adopt ${typed}, or --from FILE with one resource a line (--force goes on without)`,
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
    ...(readAnswers(root) === undefined ? [answers] : []),
    ...resources
      .filter((spec) => isSpecGone(root, spec))
      .map((spec) => ({ path: resourceFile(namesOf(spec).snake), content: resourceText(spec) })),
  ];
}

const WORDS: Readonly<Partial<Record<AdoptedFile['found'], string>>> = {
  differs: '       differs',
  gone: '     not there',
  detached: '      detached',
};

function showFiles(files: readonly AdoptedFile[], { say }: Context): void {
  for (const { found, locked } of files) if (WORDS[found]) say(`${WORDS[found]}  ${locked.path}`);
  const count = (of: AdoptedFile['found']): number => files.filter(({ found }) => found === of).length;
  const differs = count('differs');
  say(`${count('same')} files are as they would be generated`);
  if (differs > 0) say(`differs from what would be generated: ${differs} files, which stay as they are`);
  if (count('gone') > 0)
    say(
      'what is not there counts as deleted: "upgrade --restore PATH" makes it, "move OLD NEW" says where it is',
    );
}

/**
 * Makes again what the generator remembers of a project, where that is lost or damaged. What is there is kept; the rest
 * comes from git, or from what would be generated now. No file of the user's is touched.
 *
 * @throws UserError where nobody can know what the project was made of, naming what to say
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
