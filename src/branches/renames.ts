import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { namesOf } from '../language/names.ts';
import { VERSIONS_FOLDER, headFault, revisionFiles } from '../migrations/head.ts';
import { pascalOf } from '../spelling.ts';
import { renamedUnits, specsBeforeBranches, type RenamedUnit } from '../state/branch-locks.ts';
import { givingUp } from '../state/git-sides.ts';
import { lockFile, resourceFile } from '../state/layout.ts';
import { readHealedLock, textAt } from '../state/lock-healing.ts';
import { lockedUnits, type Lock } from '../state/lock.ts';
import { shellWord } from '../run/shell-word.ts';

/** Revisions that no lock of before has, and that take a table away or rename it. */
export function endsOf(root: string, table: string, before: Lock | undefined): readonly string[] {
  const known = new Set(Object.values(before?.files ?? {}).map(({ path }) => path));
  const paths = revisionFiles(root).map((name) => `${VERSIONS_FOLDER}/${name}`);
  const end = new RegExp(`^ +op\\.(drop_table\\("${table}"\\)|rename_table\\("${table}",)`, 'm');
  return paths.filter((path) => !known.has(path) && end.test(readFileSync(join(root, path), 'utf8')));
}

/** A table that one branch has renamed, and the other has dropped with its resource. */
export function lostTables(root: string): readonly string[] {
  // Two branches that each have a migration leave two heads; git is asked only then.
  if (headFault(root) === undefined) return [];
  const before = specsBeforeBranches(root);
  return renamedUnits(root).flatMap(({ former, unit }) => {
    const [spec, lock] = [before.get(former), readHealedLock(root, unit)];
    const drops = spec ? endsOf(root, namesOf(spec).table, lock) : [];
    if (drops.length === 0 || existsSync(join(root, lockFile(former)))) return [];
    const name = pascalOf(unit);
    return [
      `${pascalOf(former)}: one branch has renamed it to ${name}, and the other has removed it; only one of their migrations can run: ` +
        `revert ${drops.join(', ')} where it was applied ("alembic downgrade") and run "git rm -f ${drops.map(shellWord).join(' ')}"; ` +
        `if ${name} has to go, remove it after that ("fastapi-architect resource ${name} --remove")`,
    ];
  });
}

/** Why specs of two branches do not fit together where one of them has renamed a resource; undefined where that is not why. */
function renameFault(root: string): string | undefined {
  const renamed = renamedUnits(root);
  const isThere = ({ unit }: RenamedUnit): boolean => existsSync(join(root, resourceFile(unit)));
  const rename = (from: string, to: string): string =>
    `give this up ("${givingUp(root)}"), run "fastapi-architect resource ${pascalOf(from)} --rename-to ${pascalOf(to)}" in the other branch, commit, then begin again`;
  for (const { former, unit } of renamed.filter(isThere)) {
    const name = pascalOf(former);
    const other = renamed.filter(isThere).find((each) => each.former === former && each.unit !== unit);
    if (other !== undefined)
      return `${name}: one branch has renamed it to ${pascalOf(unit)}, and the other to ${pascalOf(other.unit)}; ${rename(other.unit, unit)}`;
    const refers = new RegExp(`"to": "${name}"`);
    const referring = lockedUnits(root).find((each) => refers.test(textAt(root, resourceFile(each))));
    if (referring !== undefined && !existsSync(join(root, resourceFile(former))))
      return `${pascalOf(referring)} refers to ${name}, which one branch has renamed to ${pascalOf(unit)}; ${rename(former, unit)}`;
  }
  return undefined;
}

/**
 * Does what reads the specs of two branches.
 *
 * @throws UserError (exit 3) that says what to do where they do not fit together because a branch has renamed a resource
 */
export async function explainingRenames<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const fault = error instanceof UserError ? renameFault(root) : undefined;
    throw fault === undefined ? error : new UserError(`${fault}; nothing was written`, 3);
  }
}
