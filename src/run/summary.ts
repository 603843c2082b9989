import type { Settled } from '../write/decide.ts';

/** How the summary counts the words of the file lines, in this order. */
const COUNTED: Readonly<Record<string, string>> = {
  create: 'new',
  update: 'updated',
  merge: 'merged',
  conflict: 'in conflict',
  remove: 'removed',
  'yours kept': 'kept',
};

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Whether a run wrote a new migration. */
export function isNewMigration({ entry, verdict }: Settled): boolean {
  return verdict === 'create' && entry.template.startsWith('migrations/');
}

/**
 * Returns one line that counts the files of a run, e.g. `15 files: 10 new, 5 updated, 1 migration`; undefined if nothing
 * happened to any.
 *
 * @param words the word before each file's path
 * @param isPlan whether nothing was written
 */
export function summaryOf(
  changes: readonly Settled[],
  words: readonly string[],
  isPlan: boolean,
): string | undefined {
  const counts = Object.entries(COUNTED).flatMap(([word, counted]) => {
    const count = words.filter((each) => each === word).length;
    return count === 0 ? [] : [{ count, text: `${count} ${counted}` }];
  });
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const migrations = changes.filter(isNewMigration).length;
  const more = migrations === 0 ? [] : [plural(migrations, 'migration')];
  const parts = [...counts.map(({ text }) => text), ...more];
  return `${plural(total, 'file')}${isPlan ? ' would change' : ''}: ${parts.join(', ')}`;
}
