import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../errors.ts';
import { knownFiles } from './known-files.ts';
import { projectFiles } from './project-files.ts';
import { hashOf } from '../state/objects.ts';
import { columnOf, wireNameOf } from '../language/derived-names.ts';
import { namesOf } from '../language/names.ts';
import type { Dialogue } from '../dialogue.ts';
import { differencesOf, type SpecChange } from '../change/spec-change.ts';

/** A migration is about its own time. */
const MIGRATIONS = 'alembic/versions/';

/** Names under which code knew a field that is gone, by the resource's own names. */
interface Gone {
  readonly owner: RegExp;
  readonly names: readonly string[];
}

function goneIn(changes: readonly SpecChange[]): readonly Gone[] {
  return differencesOf(changes).flatMap(([{ before, after }, { dropped, changed }]) => {
    if (!before || !after) return [];
    const renamed = changed.filter(({ aspects }) => aspects.has('name')).map((change) => change.before);
    const fields = [...dropped, ...renamed];
    const names = fields.flatMap((field) => [field.name, columnOf(field) ?? field.name, wireNameOf(field)]);
    const kept = new Set(after.fields.flatMap((field) => [field.name, columnOf(field), wireNameOf(field)]));
    const { snake, pascal } = namesOf(after);
    const left = [...new Set(names)].filter((name) => !kept.has(name));
    return left.length > 0 ? [{ owner: new RegExp(`\\b(${snake}|${pascal})`), names: left }] : [];
  });
}

/** Python files with their text, but for those that are as the generator rendered them: they use what their own spec has. */
function writtenFiles(root: string): readonly (readonly [path: string, text: string])[] {
  const rendered = new Map(knownFiles(root).map(({ file: { path, base } }) => [path, base]));
  return [...projectFiles(root)]
    .filter((path) => path.endsWith('.py') && !path.startsWith(MIGRATIONS))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
    .filter(([path, text]) => rendered.get(path) !== hashOf(text));
}

/** An attribute, a key, or a keyword argument of one of these names. */
function useOf(names: readonly string[]): RegExp {
  const any = names.join('|');
  return new RegExp(`\\.(?:${any})\\b|["'](?:${any})["']|\\b(?:${any})=(?!=)`);
}

/**
 * Names the places in code that still use a field which is dropped or renamed, as `path:line`. It reads names, so that it may
 * name one too many.
 */
export function usesOf(root: string, changes: readonly SpecChange[]): readonly string[] {
  const gone = goneIn(changes).map(({ owner, names }) => ({ owner, use: useOf(names) }));
  if (gone.length === 0) return [];
  return writtenFiles(root).flatMap(([path, text]) => {
    const uses = gone.filter(({ owner }) => owner.test(text)).map(({ use }) => use);
    return text
      .split('\n')
      .flatMap((line, at) => (uses.some((use) => use.test(line)) ? [`${printable(path)}:${at + 1}`] : []));
  });
}

/** Tells of them: nothing is wrong with the merge, but with what its user wrote before. */
export function showUses(root: string, changes: readonly SpecChange[], { say }: Dialogue): void {
  for (const place of usesOf(root, changes)) say(`still used: ${place}`);
}
