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

/** Migrations are excluded, because they describe the past. */
const MIGRATIONS = 'alembic/versions/';

/** Names of removed fields in code, with a pattern for their resource's names. */
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

/** Reads Python files, except unedited ones, which only use fields of their own spec. */
function writtenFiles(root: string): readonly (readonly [path: string, text: string])[] {
  const rendered = new Map(knownFiles(root).map(({ file: { path, base } }) => [path, base]));
  return [...projectFiles(root)]
    .filter((path) => path.endsWith('.py') && !path.startsWith(MIGRATIONS))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
    .filter(([path, text]) => rendered.get(path) !== hashOf(text));
}

/** Returns a pattern for attributes, keys and keyword arguments of these names. */
function useOf(names: readonly string[]): RegExp {
  const any = names.join('|');
  return new RegExp(`\\.(?:${any})\\b|["'](?:${any})["']|\\b(?:${any})=(?!=)`);
}

/**
 * Lists code that still uses a dropped or renamed field, as `path:line`. It compares names only, so false positives are
 * possible.
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

/** Prints these places, so that the user can update their own code. */
export function showUses(root: string, changes: readonly SpecChange[], { say }: Dialogue): void {
  for (const place of usesOf(root, changes)) say(`still used: ${place}`);
}
