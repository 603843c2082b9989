import type { Dialogue } from '../dialogue.ts';
import type { Review } from '../review/review.ts';
import type { Settled } from '../write/decide.ts';
import type { Decide } from '../write/decide.ts';

/** What a shell passes to a verb: the working folder, versions, and the dialogue with the user. */
export interface Context extends Dialogue {
  readonly cwd: string;
  /** Folder with shared/, blocks/ and the profiles. */
  readonly templates: string;
  /** The generator's version, stored in the locks. */
  readonly version: string;
  /** Absent in non-interactive runs: then a conflict stops the run. */
  readonly decide?: Decide | undefined;
}

export const policies = ['ask', 'abort', 'later', 'markers', 'mine', 'whole', 'theirs', 'sidecar'] as const;

/** How conflicts are decided, for all files. */
export type Policy = (typeof policies)[number];

/** Options that all changing verbs share. */
export interface Switches {
  /** Use a folder that is not empty, and overwrite files in conflict; `undo` restores them. */
  readonly force: boolean;
  /** How conflicts are decided; absent: ask, or stop the run if it is non-interactive. */
  readonly onConflict?: Policy | undefined;
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly skipInstall: boolean;
  readonly skipGit: boolean;
}

/** Whether a run only prints what it would do. */
export function isAsking({ dryRun, diff }: Switches): boolean {
  return dryRun || diff;
}

export interface Outcome {
  readonly root: string;
  readonly changes: readonly Settled[];
  /** False for --dry-run and --diff, and if there was nothing to do. */
  readonly wrote: boolean;
  /** Ctrl-C arrived during the write: all files were written, and the follow-up programs were skipped. */
  readonly interrupted: boolean;
  /** Set if the changes do not determine it, e.g. if something is pending or needs manual work. */
  readonly exitCode?: number;
  /** Data that the migrations of the run delete. */
  readonly losses?: readonly string[];
  /** Findings of the project's own architecture rules. */
  readonly review?: Review;
}
