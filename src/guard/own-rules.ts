import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { guardFolder } from '../package-root.ts';
import { readText } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import type { FileWrite } from '../write/journal.ts';

const FOLDERS = ['tests/architecture', 'tests/architecture/rules', 'tests/architecture/route_rules'];
/** The package that the rules were in before they became the guard. */
const FORMER = /\btests\.architecture\.(\w+)/g;

const pythonFiles = (root: string, folder: string): readonly string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.py'))
        .map((name) => `${folder}/${name}`)
    : [];

const imported = (text: string): string =>
  text.replace(FORMER, (whole, module: string) =>
    existsSync(join(guardFolder, `${module}.py`)) && module !== 'policies'
      ? `architect_guard.${module}`
      : whole,
  );

/**
 * Returns the writes that make rules of a team import the guard, where they import the modules that it replaces.
 *
 * @param changes of the run: a file that it removes stays removed
 */
export function ownRuleWrites(root: string, changes: readonly Settled[]): readonly FileWrite[] {
  const planned = new Set(
    changes.filter(({ verdict }) => verdict !== 'left').map(({ entry }) => entry.output),
  );
  const paths = FOLDERS.flatMap((folder) => pythonFiles(root, folder)).filter((path) => !planned.has(path));
  return paths.flatMap((path) => {
    const before = readText(root, path) ?? '';
    const content = imported(before);
    return content === before ? [] : [{ path, content, expected: before }];
  });
}
