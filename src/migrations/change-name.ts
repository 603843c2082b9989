import type { Difference, FieldChange } from '../language/difference.ts';

/** With more fields, the name has their count, to keep file names readable. */
const MOST_NAMES = 3;
const MOST_LETTERS = 50;

function listed(names: readonly string[]): string {
  const text = names.join(' and ');
  return names.length > MOST_NAMES || text.length > MOST_LETTERS ? `${names.length} fields` : text;
}

const isRenamed = ({ aspects }: FieldChange): boolean => aspects.size === 1 && aspects.has('name');

/** Describes a revision, e.g. `add due to notes`. */
export function wordsOf({ renamed, added, dropped, changed }: Difference, table: string): string {
  if (renamed) return `rename ${renamed.before} to ${renamed.after}`;
  const [come, gone] = [added, dropped].map((fields) => fields.map(({ name }) => name)) as [
    string[],
    string[],
  ];
  const other = changed.map(({ after }) => after.name);
  const [only] = changed;
  if (other.length === 0 && gone.length === 0) return `add ${listed(come)} to ${table}`;
  if (other.length === 0 && come.length === 0) return `drop ${listed(gone)} from ${table}`;
  if (only && isRenamed(only) && other.length + come.length + gone.length === 1)
    return `rename ${only.before.name} to ${only.after.name} in ${table}`;
  return `change ${listed([...come, ...gone, ...other])} of ${table}`;
}

/** Returns the description in the form of a file name. */
export function labelOf(changes: Difference, table: string): string {
  return wordsOf(changes, table).replaceAll(' ', '_');
}
