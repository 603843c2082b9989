import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '../language/names.ts';
import { UserError } from '../errors.ts';
import { answersText, readAnswers } from '../state/answers.ts';
import { ANSWERS_FILE, STATE_GIT_FILES, lockFile, resourceFile } from '../state/layout.ts';
import { lockWrites } from '../write/lock-writes.ts';
import { TABLE_FORMAT } from '../migrations/table-changes.ts';
import { resourceText } from '../state/resources.ts';
import { readText } from '../write/compare.ts';
import { isOpen, refuseConflicts, settle, sidecarOf, textsOf, type Settled } from '../write/decide.ts';
import { differing } from '../write/differing.ts';
import { refuseDuringGit } from '../write/git-state.ts';
import type { FileWrite } from '../write/journal.ts';
import { refuseUnfinished } from '../write/unfinished.ts';
import { commitRun } from './commit.ts';
import type { Planned } from './compare.ts';
import { isAsking, type Context, type Outcome, type Switches } from './context.ts';
import { appliedSpecs, touches, type Reach, type Target } from './target.ts';
import { compareAsking } from './moved.ts';
import { showDiff, showPlan } from './show.ts';

/**
 * The project's answers, which make a folder a project.
 *
 * @throws UserError where another run has made one meanwhile
 */
function answersWrite({ root, project }: Target, isNew: boolean): FileWrite {
  const write = { path: ANSWERS_FILE, content: answersText(root, project) };
  if (!isNew) return write;
  if (readAnswers(root) !== undefined)
    throw new UserError(`${root}: another run has made a project here meanwhile; nothing was written`);
  return { ...write, expected: readText(root, ANSWERS_FILE) ?? null };
}

function specWrites(target: Target, reach: Reach, isNew: boolean): FileWrite[] {
  const { resources } = target;
  const own = Object.entries(STATE_GIT_FILES).map(([path, content]) => ({ path, content }));
  const changed = resources.filter((resource) => touches(reach, namesOf(resource).snake));
  const gone = reach.gone.flatMap((unit) => [resourceFile(unit), lockFile(unit)]);
  return [
    ...own,
    ...gone.map((path) => ({ path, content: null })),
    answersWrite(target, isNew),
    ...changed.map((resource) => ({
      path: resourceFile(namesOf(resource).snake),
      content: resourceText(resource),
    })),
  ];
}

/** What a file that goes elsewhere has with it: its bytes, which need not be text, and its mode. */
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
  // What stands beside a file is ours, however old it is.
  const expected = path === sidecarOf(entry.output) ? undefined : (found ?? null);
  return { path, content, expected, ...more };
}

function fileWrites(root: string, changes: readonly Settled[], version: string): FileWrite[] {
  return changes.flatMap((change) =>
    [...textsOf(change, version)].map(([path, content]) => fileWrite(root, change, path, content)),
  );
}

/** At a conflict it goes as the user said; else somebody is asked; else nothing at all is written. */
async function answer(
  changes: readonly Settled[],
  { decide }: Context,
  { onConflict, force }: Switches,
): Promise<readonly Settled[]> {
  const policy = onConflict ?? (force ? 'theirs' : 'ask');
  if (policy !== 'ask' && policy !== 'abort') return settle(changes, async () => policy);
  if (policy === 'ask' && decide) return settle(changes, decide);
  refuseConflicts(changes);
  return changes;
}

/**
 * Renders what is planned, compares it with the disk, asks about conflicts, and writes all of it or nothing.
 *
 * @throws UserError (exit 3) for a conflict that nobody can answer, (exit 4) where an earlier one is unfinished; nothing is
 * written then
 */
export async function apply(planned: Planned, context: Context, switches: Switches): Promise<Outcome> {
  const asks = isAsking(switches);
  const { run, changes } = await compareAsking(planned, context, !asks);
  const { target, reach, memory, known, version } = run;
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
  const all = [...files, ...records, ...specWrites(target, reach, isNew)];
  // A new project that another run has made just so is that run's.
  const writes = isNew ? all : differing(root, all);
  return { root, changes: settled, ...(await commitRun(root, writes, heals)) };
}
