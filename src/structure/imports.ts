import { LINE_LENGTH } from '../python/ruff.ts';
import type { Imported } from './python-tree.ts';

/** Constants, then classes, then other names, like isort and ruff. */
function rankOf(name: string): string {
  const rank = /^[A-Z][A-Z0-9_]*$/.test(name) && name.length > 1 ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return `${rank}${name}`;
}

/** Merges the names of an import: keeps all additions, and does not restore removed names. */
export function mergeNames(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const dropped = new Set(base.filter((name) => !theirs.includes(name)));
  const added = theirs.filter((name) => !base.includes(name) && !mine.includes(name));
  return [...mine.filter((name) => !dropped.has(name)), ...added];
}

/** Prints an import statement in ruff's layout, as lines. */
export function importLines({ module, names }: Imported): readonly string[] {
  const sorted = names.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
  const line = `from ${module} import ${sorted.join(', ')}`;
  if (line.length <= LINE_LENGTH) return [line];
  return [`from ${module} import (`, ...sorted.map((name) => `    ${name},`), ')'];
}
