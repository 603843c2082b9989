import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '../language/names.ts';
import { UserError } from '../errors.ts';
import { answersText, readAnswers } from '../state/answers.ts';
import { ANSWERS_FILE, STATE_GIT_FILES, lockFile, resourceFile } from '../state/layout.ts';
import { lockWrites } from '../write/lock-writes.ts';
import { TABLE_FORMAT } from '../migrations/table-changes.ts';
import { guardWrites } from '../guard/vendored.ts';
import { resourceText } from '../state/resources.ts';
import { isTornByGit, readText } from '../write/compare.ts';
import { isOpen, refuseConflicts, settle, sidecarOf, textsOf, type Settled } from '../write/decide.ts';
import { differing } from '../write/differing.ts';
import { refuseDuringGit } from '../write/git-state.ts';
import type { FileWrite } from '../write/journal.ts';
import { refuseUnfinished } from '../write/unfinished.ts';
import { commitRun } from './commit.ts';
import type { Planned } from './compare.ts';
import { isAsking, type Context, type Outcome, type Switches } from './context.ts';
import type { Known } from './memory.ts';
import { appliedSpecs, touches, type Reach, type Target } from './target.ts';
import { compareAsking } from './moved.ts';
import { ownRuleWrites } from '../guard/own-rules.ts';
import { showDiff, showPlan } from './show.ts';

/** @throws UserError if another run has created a project here since this run began */
export function refuseOtherProject(root: string): void {
  if (readAnswers(root) !== undefined)
    throw new UserError(`${root}: another run has created a project here meanwhile; nothing was written`);
}

/**
 * The write of `.yo-rc.json`, which marks a folder as a project.
 *
 * @throws UserError if another run has created a project here meanwhile
 */
function answersWrite({ root, project }: Target, isNew: boolean): FileWrite {
  const write = { path: ANSWERS_FILE, content: answersText(root, project) };
  if (!isNew) return write;
  refuseOtherProject(root);
  return { ...write, expected: readText(root, ANSWERS_FILE) ?? null };
}

function specWrites(target: Target, reach: Reach, isNew: boolean): FileWrite[] {
  const { resources } = target;
  const own = Object.entries(STATE_GIT_FILES).map(([path, content]) => ({ path, content }));
  const changed = resources.filter((resource) => touches(reach, namesOf(resource).snake));
  const gone = reach.gone.flatMap((unit) => [resourceFile(unit), lockFile(unit)]);
  return [
    ...own,
    ...(reach.scope.what === 'everything' ? guardWrites(target.root) : []),
    ...gone.map((path) => ({ path, content: null })),
    answersWrite(target, isNew),
    ...changed.map((resource) => ({
      path: resourceFile(namesOf(resource).snake),
      content: resourceText(resource),
    })),
  ];
}

/** Content and mode of a moved file. Unchanged content is copied as bytes, because it need not be text. */
function carried(root: string, { movedFrom, before }: Settled, content: string): Partial<FileWrite> {
  if (movedFrom === undefined) return {};
  const file = join(root, movedFrom);
  const mode = statSync(file).mode & 0o7777;
  return content === before ? { content: readFileSync(file), mode } : { mode };
}

function fileWrite(root: string, change: Settled, path: string, content: string | null): FileWrite {
  const { before, movedFrom, entry } = change;
  const found = path === (movedFrom ?? entry.output) ? before : undefined;
  const more = path === entry.output && content !== null ? carried(root, change, content) : {};
  // A sidecar file belongs to the generator, so its old content does not matter.
  const expected = path === sidecarOf(entry.output) ? undefined : (found ?? null);
  return { path, content, expected, ...more };
}

function fileWrites(root: string, changes: readonly Settled[], version: string): FileWrite[] {
  return changes.flatMap((change) =>
    [...textsOf(change, version)].map(([path, content]) => fileWrite(root, change, path, content)),
  );
}

/** Decides conflicts by the user's policy, else by asking, else refuses the run. */
async function answer(
  changes: readonly Settled[],
  { decide }: Context,
  { onConflict, force }: Switches,
): Promise<readonly Settled[]> {
  const policy = onConflict ?? (force ? 'theirs' : 'ask');
  if (policy !== 'ask' && policy !== 'abort') return settle(changes, async () => policy);
  const total = changes.filter(isOpen).length;
  let at = 0;
  if (policy === 'ask' && decide)
    return settle(changes, (change) =>
      decide(change, `${(at += 1)} of ${total} ${total === 1 ? 'file' : 'files'}`),
    );
  refuseConflicts(changes);
  return changes;
}

function staysTorn(change: Settled, { onlyTorn }: Known): boolean {
  const { entry, before = '', locked } = change;
  const isLeft = entry.kind === 'managed' && onlyTorn?.has(entry.unit) === true;
  return isLeft && isOpen(change) && isTornByGit(before, locked);
}

/**
 * Renders the plan, compares it with the disk, decides conflicts, and writes all files or none.
 *
 * @throws UserError (exit 3) for a conflict without a decision, (exit 4) if an earlier conflict is unresolved; nothing is
 * written then
 */
export async function apply(planned: Planned, context: Context, switches: Switches): Promise<Outcome> {
  const asks = isAsking(switches);
  const { run, changes: compared } = await compareAsking(planned, context, !asks);
  const { target, reach, memory, known, version } = run;
  // Otherwise its files would be conflicts.
  if (known.isNew === true) refuseOtherProject(target.root);
  const changes = compared.filter((change) => !staysTorn(change, known));
  const { root, revisions } = target;
  if (asks) {
    await (switches.diff ? showDiff(changes, context) : showPlan(changes, context));
    return { root, changes, wrote: false, interrupted: false };
  }
  const heals = known.heals !== undefined;
  if (!heals) refuseDuringGit(root);
  refuseUnfinished(root, heals ? changes.filter(isOpen) : changes);
  const settled = await answer(changes, context, switches);
  const locks = new Map([...memory.locks].filter(([unit]) => !reach.gone.includes(unit)));
  const specs = appliedSpecs(target, reach);
  const records = lockWrites({ locks, changes: settled, specs, revisions, tables: TABLE_FORMAT, version });
  const files = fileWrites(root, settled, version);
  const isNew = known.isNew === true;
  const own = reach.scope.what === 'everything' ? ownRuleWrites(root, settled) : [];
  const all = [...files, ...own, ...(known.completed ?? []), ...records, ...specWrites(target, reach, isNew)];
  // Write everything of a new project: skipping equal files could take over the project of a concurrent run.
  const writes = isNew ? all : differing(root, all);
  return { root, changes: settled, ...(await commitRun(root, writes, heals)) };
}
