import type { Dialogue } from '../dialogue.ts';
import type { Review } from '../review/review.ts';
import type { Settled } from '../write/decide.ts';
import type { Decide } from '../write/decide.ts';
import type { Policy } from './policies.ts';

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

/** A command for the user to type next. */
export interface Step {
  readonly command: string;
  /** What it does, or where its result is. */
  readonly note?: string;
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
  /** What to type next; the shell adds what follows from the changes. */
  readonly steps?: readonly Step[];
  /** Whether the run has created the project: then `steps` apply its migrations. */
  readonly isNew?: boolean;
  /** The command that repeats a dialogue without questions. */
  readonly repeat?: string;
  /** Findings of the project's own architecture rules. */
  readonly review?: Review;
}
