import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanEntry } from '../plan.ts';
import type { LockedFile } from '../state/lock.ts';
import { hashOf } from '../state/objects.ts';

/** One render and what is remembered of the file it goes to. */
export interface Rendered {
  readonly entry: PlanEntry;
  readonly text: string;
  readonly locked: LockedFile | undefined;
}

/**
 * create, update: will be written. same: the disk has it already. edited: the user's, and nothing new to bring in.
 * absent: the user deleted it. kept: a seed that exists. conflict: both sides changed it, or it is not ours.
 * merge: both sides changed it, in places that have nothing to do with each other.
 */
export type Verdict = 'create' | 'update' | 'same' | 'edited' | 'absent' | 'kept' | 'conflict' | 'merge';

export interface Change extends Rendered {
  readonly verdict: Verdict;
  /** What the disk has; undefined when there is no such file. */
  readonly before: string | undefined;
  /** What the file will hold if the change is made, with the line ends it has now. */
  readonly after: string;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // A directory in the way is named by the preflight.
    if (code === 'EISDIR') return undefined;
    throw error;
  }
}

function withLineEndsOf(before: string | undefined, text: string): string {
  return before?.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}

function judge({ entry, text, locked }: Rendered, before: string | undefined): Verdict {
  if (before === undefined) return locked ? 'absent' : 'create';
  if (entry.kind === 'seed') return 'kept';
  const mine = hashOf(before);
  const theirs = hashOf(text);
  if (mine === theirs) return 'same';
  if (!locked) return 'conflict';
  if (theirs === locked.base || locked.state === 'detached') return 'edited';
  return mine === locked.base ? 'update' : 'conflict';
}

/**
 * Compares renders with the disk and with the last pristine renders. Reads, never writes.
 *
 * @param root the project's folder, which need not exist
 */
export function compare(root: string, renders: readonly Rendered[]): readonly Change[] {
  return renders.map((render) => {
    const before = readText(join(root, render.entry.output));
    const verdict = judge(render, before);
    return { ...render, verdict, before, after: withLineEndsOf(before, render.text) };
  });
}
