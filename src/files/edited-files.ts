import { UserError } from '../errors.ts';
import { hashOf } from '../state/objects.ts';
import { readProjectFile } from '../state/read.ts';
import type { LockedState } from '../state/lock.ts';
import { knownFiles, type KnownFile } from './known-files.ts';

/** States of files that runs update. */
const UPDATED: ReadonlySet<LockedState> = new Set(['managed', 'registry']);

function isEdited(root: string, { file }: KnownFile): boolean {
  if (!UPDATED.has(file.state)) return false;
  const text = readProjectFile(root, file.path)?.toString('utf8');
  return text !== undefined && hashOf(text) !== file.base;
}

/**
 * Lists the generated files that the user has edited, by unit; empty if a lock is damaged, so that the verb still works.
 */
export function editedFiles(root: string): ReadonlyMap<string, readonly string[]> {
  try {
    const byUnit = new Map<string, string[]>();
    for (const known of knownFiles(root).filter((each) => isEdited(root, each)))
      byUnit.set(known.unit, [...(byUnit.get(known.unit) ?? []), known.file.path]);
    return byUnit;
  } catch (error) {
    if (error instanceof UserError) return new Map();
    throw error;
  }
}
