import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { git } from './git-history.ts';

/** Refs that git sets while it applies a commit: cherry-pick, rebase and revert. */
const TAKEN = ['CHERRY_PICK_HEAD', 'REBASE_HEAD', 'REVERT_HEAD'] as const;

const textOf = (said: Buffer | undefined): string | undefined => said?.toString('utf8');

function isCommit(root: string, name: string): boolean {
  return git(root, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`) !== undefined;
}

/** The ref of the commit that git is merging, picking, rebasing or reverting now. One git process checks all four. */
function commitInProgress(root: string): 'MERGE_HEAD' | (typeof TAKEN)[number] | undefined {
  const names = ['MERGE_HEAD', ...TAKEN] as const;
  const said = textOf(git(root, 'rev-parse', ...names.flatMap((name) => ['--git-path', name]))) ?? '';
  const paths = said.split(/\r?\n/);
  // Git would wait for ever on a named pipe.
  const isFile = (path: string): boolean =>
    path !== '' && lstatSync(resolve(root, path), { throwIfNoEntry: false })?.isFile() === true;
  return names.find((_, at) => isFile(paths[at] ?? ''));
}

/** How to give up what git is in the middle of; the merge that it did last, where it is not. */
export function givingUp(root: string): string {
  const current = commitInProgress(root);
  if (current === undefined) return 'git reset --keep HEAD^';
  return `git ${current.replace('_HEAD', '').replace('_', '-').toLowerCase()} --abort`;
}

function commonCommit(root: string, one: string, other: string): string | undefined {
  const said = textOf(git(root, 'merge-base', one, other))?.trim();
  return said === '' ? undefined : said;
}

/** The commits of two branches, and their common ancestor. */
export interface Branches {
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

/** The branches of the merge in progress, or of the merge commit at HEAD. */
export function branchesOf(root: string): Branches | undefined {
  const merged = (ours: string, theirs: string) => ({ ours, theirs, base: commonCommit(root, ours, theirs) });
  const current = commitInProgress(root);
  if (current === 'MERGE_HEAD') return merged('HEAD', current);
  if (current !== undefined) return { base: `${current}^`, ours: 'HEAD', theirs: current };
  return isCommit(root, 'HEAD^2') ? merged('HEAD^1', 'HEAD^2') : undefined;
}

/** Returns a file's text in a commit. */
export function textInCommit(root: string, commit: string, path: string): string | undefined {
  return textOf(git(root, 'cat-file', 'blob', `${commit}:./${path}`));
}

/** The files in a folder that differ between two commits. */
export function changedPaths(root: string, from: string, to: string, folder: string): readonly string[] {
  const said =
    textOf(git(root, 'diff', '--name-only', '--no-renames', '--relative', '-z', from, to, '--', folder)) ??
    '';
  return said.split('\0').filter((path) => path !== '');
}

/** Returns a conflicting file's text from git's index: stage 1 is the common ancestor, 2 is ours, 3 is theirs. */
export function stagedText(root: string, path: string, stage: 1 | 2 | 3): string | undefined {
  return textOf(git(root, 'cat-file', 'blob', `:${stage}:./${path}`));
}

/**
 * Returns a file's text in the common ancestor of two branches: from the index while the file is in conflict, else
 * from the ancestor commit.
 */
export function textBeforeBranches(root: string, path: string): string | undefined {
  const staged = stagedText(root, path, 1);
  if (staged !== undefined) return staged;
  const base = branchesOf(root)?.base;
  return base === undefined ? undefined : textInCommit(root, base, path);
}

/** A file that one branch changed and the other deleted. */
export interface HalfDeleted {
  readonly path: string;
  /** The ref of the commit that still has it. */
  readonly kept: string;
}

/** Lists the files in a folder that are in conflict because one branch deleted them. */
export function halfDeleted(root: string, folder: string): readonly HalfDeleted[] {
  const said = textOf(git(root, 'ls-files', '--unmerged', '-z', '--', folder)) ?? '';
  const stages = new Map<string, string[]>();
  for (const [, stage = '', path = ''] of said.matchAll(/ ([123])\t([^\0]+)\0/g))
    stages.set(path, [...(stages.get(path) ?? []), stage]);
  const other = commitInProgress(root);
  return [...stages].flatMap(([path, found]) => {
    if (found.length !== 2 || !found.includes('1')) return [];
    return [{ path, kept: found.includes('2') ? 'HEAD' : (other ?? 'the other branch') }];
  });
}

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split(/\r\n|\r|\n/));

/** Whether a merged text is as git left it, without manual edits. */
function isUntouched(text: string, base: string, ours: string, theirs: string): boolean {
  const [found, before, mine, other] = [text, base, ours, theirs].map(linesOf) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const isKept = (line: string, there: ReadonlySet<string>) => !before.has(line) || there.has(line);
  const isMark = (line: string) => /^(<{7}|\|{7}|={7}|>{7})/.test(line);
  return (
    [...mine].every((line) => found.has(line) || !isKept(line, other)) &&
    [...other].every((line) => found.has(line) || !isKept(line, mine)) &&
    [...found].every((line) => mine.has(line) || other.has(line) || before.has(line) || isMark(line))
  );
}

/**
 * Returns both branches' texts of a file that git merged; undefined if git has no record of them, or the file was edited
 * after the merge.
 */
export function textsOfBranches(
  root: string,
  path: string,
  text: string,
): readonly [string, string] | undefined {
  const commits = branchesOf(root);
  const of = (stage: 1 | 2 | 3, commit: string | undefined) =>
    stagedText(root, path, stage) ?? (commit === undefined ? undefined : textInCommit(root, commit, path));
  const [ours, theirs] = [of(2, commits?.ours), of(3, commits?.theirs)];
  if (ours === undefined || theirs === undefined) return undefined;
  return isUntouched(text, of(1, commits?.base) ?? '', ours, theirs) ? [ours, theirs] : undefined;
}
