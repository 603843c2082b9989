import { describe, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { readProfiles } from '../src/overlay/manifest.ts';
import { parseName } from '../src/language/names.ts';
import { snakeOf } from '../src/spelling.ts';
import { withLayers } from './support/layers.ts';
import { renderProject, templates } from './support/render.ts';
import { faultsOf } from './support/ruff.ts';

const LINES = [
  'Zebra name:str:max=80 outcome:text:optional:readonly',
  'Walrus zebra:ref price:decimal zebras:many',
];

const python = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path]) => path.endsWith('.py') && !path.startsWith('tests/architecture/'));

/** Every identifier in the files of a resource that has nothing to do with its name. */
function identifiersBeside(files: ReadonlyMap<string, string>): readonly string[] {
  const text = python(files)
    .filter(([path]) => /zebra|walrus/.test(path))
    .map(([, content]) => content.replaceAll(/"""[^]*?"""|"[^"\n]*"|#.*/g, ''))
    .join('\n');
  const words = new Set(text.match(/\b[A-Za-z][A-Za-z0-9_]*\b/g));
  return [...words].filter((word) => !/zebra|walrus/i.test(word));
}

/** Returns what `make` returns, or undefined where the generator refuses the names of a resource. */
function unlessRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const profiles = readProfiles(templates).map((profile) => [profile.id, profile] as const);

describe.each(profiles)('%s', (id, profile) => {
  const words = identifiersBeside(
    renderProject(
      id,
      LINES.map((line) => withLayers(line, profile)),
    ),
  );

  test.each([
    ['name', (word: string) => parseName(word)],
    ['plural', (word: string, at: number) => parseName(`Thing${at}`, word)],
  ])('a resource may have a %s that generated code uses for something else', (_, nameOf) => {
    expect(words.length).toBeGreaterThan(50);
    const faults = words.flatMap((word, at) => {
      const spec = unlessRefused(() => nameOf(word, at));
      if (spec === undefined) return [];
      const plural = spec.plural === undefined ? '' : `:plural=${spec.plural}`;
      const line = withLayers(
        `${spec.name}${plural} name:str:max=80 outcome:text:optional:readonly`,
        profile,
      );
      const scope = { what: 'resources', resources: [snakeOf(spec.name)] } as const;
      const files = unlessRefused(() => renderProject(id, [line], undefined, scope)) ?? new Map();
      return python(files).flatMap(([path, text]) =>
        faultsOf(text).map((fault) => `${line}: ${path}: ${fault}`),
      );
    });
    expect(faults).toEqual([]);
  });
});
