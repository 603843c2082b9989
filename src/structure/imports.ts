import { LINE_LENGTH } from '../python/ruff.ts';
import type { Imported } from './python-tree.ts';

/** Constants, then classes, then the rest, as isort and ruff have them. */
function rankOf(name: string): string {
  const rank = /^[A-Z][A-Z0-9_]*$/.test(name) && name.length > 1 ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return `${rank}${name}`;
}

/** The names that an import has after both sides were at it: nothing of the user's is lost, nothing that was dropped comes back. */
export function mergeNames(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const dropped = new Set(base.filter((name) => !theirs.includes(name)));
  const added = theirs.filter((name) => !base.includes(name) && !mine.includes(name));
  return [...mine.filter((name) => !dropped.has(name)), ...added];
}

/** An import statement as ruff would lay it out, a line each. */
export function importLines({ module, names }: Imported): readonly string[] {
  const sorted = names.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
  const line = `from ${module} import ${sorted.join(', ')}`;
  if (line.length <= LINE_LENGTH) return [line];
  return [`from ${module} import (`, ...sorted.map((name) => `    ${name},`), ')'];
}
