import { isReformatted } from '../merge/lens.ts';
import { kindOf, type Lock, type LockedFile } from '../state/lock.ts';
import { hashOf, readBase } from '../state/objects.ts';
import { readText, type Change } from '../write/compare.ts';

/** What the project's own formatter has changed is no edit. */
function isOnlyLaidOut(root: string, { path, base }: LockedFile, before: string): boolean {
  const text = path.endsWith('.py') ? readBase(root, base) : undefined;
  return text !== undefined && isReformatted(text, before);
}

/**
 * Files that the generator made and makes no longer: a layer that a resource has no more, a whole resource, a file that a new version has done without.
 * What nobody has edited goes; the rest is its user's from now on.
 *
 * @param lock of a unit that was planned as a whole
 * @param planned the lock's keys of the files that the unit has now
 * @param outputs where all files of the project go now
 */
export function leftovers(
  root: string,
  lock: Lock,
  planned: ReadonlySet<string>,
  outputs: ReadonlySet<string>,
): readonly Change[] {
  const over = Object.entries(lock.files).filter(
    ([key, { path, state }]) =>
      !planned.has(key) && !outputs.has(path) && kindOf(key) !== 'seed' && state !== 'detached',
  );
  return over.map(([key, locked]): Change => {
    const before = readText(root, locked.path);
    const isPristine =
      before === undefined || hashOf(before) === locked.base || isOnlyLaidOut(root, locked, before);
    return {
      entry: { unit: lock.unit, kind: 'managed', template: key, output: locked.path },
      locked,
      input: locked.input,
      render: () => '',
      verdict: isPristine ? 'drop' : 'left',
      theirs: locked.base,
      before,
      after: () => '',
    };
  });
}
