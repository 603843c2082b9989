import type { Dialogue } from '../dialogue.ts';
import type { Review } from '../review/review.ts';
import type { Settled } from '../write/decide.ts';
import type { Decide } from '../write/decide.ts';

/** What both shells lend to a command: where it runs, and how it speaks. */
export interface Context extends Dialogue {
  readonly cwd: string;
  /** Folder with shared/, blocks/ and the profiles. */
  readonly templates: string;
  /** The generator's version, kept in the locks. */
  readonly version: string;
  /** Absent when nobody can answer: a conflict stops the run. */
  readonly decide?: Decide | undefined;
}

export const policies = ['ask', 'abort', 'later', 'markers', 'mine', 'whole', 'theirs', 'sidecar'] as const;

/** What is done at a conflict, whatever the file. */
export type Policy = (typeof policies)[number];

/** How a command goes about its work, whatever the work is. */
export interface Switches {
  /** A folder that is not empty is used, and at a conflict the new render replaces the file; `undo` brings it back. */
  readonly force: boolean;
  /** What is done at a conflict; absent: somebody is asked, or the run stops. */
  readonly onConflict?: Policy | undefined;
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly skipInstall: boolean;
  readonly skipGit: boolean;
}

/** Whether a run only shows what it would do. */
export function isAsking({ dryRun, diff }: Switches): boolean {
  return dryRun || diff;
}

export interface Outcome {
  readonly root: string;
  readonly changes: readonly Settled[];
  /** False for --dry-run and --diff, and when there was nothing to do. */
  readonly wrote: boolean;
  /** Ctrl-C came while files were written: they are complete, and nothing was run after them. */
  readonly interrupted: boolean;
  /** Where it is not told by the changes: something is pending, or left to finish by hand. */
  readonly exitCode?: number;
  /** What the migrations of the run take out of the database. */
  readonly losses?: readonly string[];
  /** What the project's own rules have found in it. */
  readonly review?: Review;
}
