import { isReformatted } from '../merge/lens.ts';
import { kindOf, type Lock, type LockedFile } from '../state/lock.ts';
import { hashOf, readBase } from '../state/objects.ts';
import { readText, type Change } from '../write/compare.ts';

/** Whether a Python file differs from its base in formatting only, which does not count as an edit. */
function isOnlyLaidOut(root: string, { path, base }: LockedFile, before: string): boolean {
  const text = path.endsWith('.py') ? readBase(root, base) : undefined;
  return text !== undefined && isReformatted(text, before);
}

/**
 * Returns files that the plan no longer has: of a removed layer or resource, or dropped in a new version. Unedited files
 * are deleted; edited files stay and are no longer managed.
 *
 * @param lock of a unit that was planned as a whole
 * @param planned lock keys of the unit's planned files
 * @param outputs paths of all planned files of the project
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
