import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isProjectPath } from '../state/layout.ts';
import { hashOf, normalise } from '../state/objects.ts';
import { readText } from '../write/compare.ts';
import { projectFiles } from './project-files.ts';

/** A file that is missing at its recorded path. */
export interface Gone {
  readonly path: string;
  /** Hash of the last pristine render. */
  readonly base: string;
  /** That render; undefined if it is lost. */
  readonly text: string | undefined;
}

export interface Moved {
  readonly from: string;
  readonly to: string;
}

interface Candidate {
  readonly path: string;
  readonly text: string;
}

const LEAST_ALIKE = 0.6;
const LONGEST = 1_000_000;

const linesOf = (text: string): readonly string[] =>
  normalise(text)
    .split('\n')
    .filter((line) => line.trim() !== '');

/** The share of lines that two texts have in common, from 0 to 1. */
export function likeness(one: string, other: string): number {
  const [a, b] = [linesOf(one), linesOf(other)];
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  const common = b.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0;
  });
  return (2 * common.length) / (a.length + b.length);
}

/** Returns the index of the best score; undefined if two are equal. */
function best(scored: readonly (readonly [Candidate, number])[]): Candidate | undefined {
  const [first, second] = scored.toSorted(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? undefined : first[0];
}

function whereIs({ base, text }: Gone, candidates: readonly Candidate[]): Candidate | undefined {
  const same = candidates.filter((candidate) => hashOf(candidate.text) === base);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  if (text === undefined) return undefined;
  const scored = candidates.map((candidate) => [candidate, likeness(text, candidate.text)] as const);
  return best(scored.filter(([, score]) => score >= LEAST_ALIKE));
}

function candidatesIn(
  root: string,
  extensions: ReadonlySet<string>,
  claimed: ReadonlySet<string>,
): Candidate[] {
  const paths = [...projectFiles(root)].filter(
    (path) =>
      isProjectPath(path) &&
      extensions.has(extname(path)) &&
      !claimed.has(path) &&
      statSync(join(root, path)).size <= LONGEST,
  );
  const texts = paths.map((path) => ({ path, text: readText(root, path) ?? '' }));
  // Empty files are not comparable.
  return texts.filter(({ text }) => text.trim() !== '');
}

/**
 * Finds the likely new paths of missing files among unrecorded files: a file with the exact render, or else the one with the
 * most common lines. Ambiguous matches are skipped, and each file is matched once.
 *
 * @param claimed paths of recorded files
 */
export function findMoved(
  root: string,
  gone: readonly Gone[],
  claimed: ReadonlySet<string>,
): readonly Moved[] {
  if (gone.length === 0) return [];
  const all = candidatesIn(root, new Set(gone.map(({ path }) => extname(path))), claimed);
  const found = gone.flatMap((file) => {
    const candidates = all.filter(({ path }) => extname(path) === extname(file.path));
    const to = whereIs(file, candidates)?.path;
    return to === undefined ? [] : [{ from: file.path, to }];
  });
  return found.filter(({ to }) => found.filter((other) => other.to === to).length === 1);
}
