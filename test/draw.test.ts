import { describe, expect, test } from 'vitest';
import { parseResource, parseResourceLine } from '../src/language/resource.ts';
import { draw, linesOf } from './proof/draw.ts';
import { isPair, pairs } from './proof/draw-field.ts';
import { drawChanges } from './proof/evolve-draw.ts';
import { faultsOf, workspace } from './support/ruff.ts';

const seeds = [1, 2, 3, 4, 5, 2026];

describe.each(seeds)('the draw of seed %i', (seed) => {
  const drawn = draw(seed, 2, 8);
  const fields = drawn.flatMap(({ resources }) => resources.flatMap((resource) => resource.fields));

  test('has every type with every modifier that it takes', () => {
    const missing = pairs.filter((pair) => !fields.some((field) => isPair(field, pair)));
    expect(missing).toEqual([]);
  });

  test('is what the command line reads from its lines', () => {
    for (const project of drawn)
      expect(linesOf(project).map((line) => parseResource(parseResourceLine(line)))).toEqual(
        project.resources,
      );
  });

  test('has resources that can be added one by one after the first ones', () => {
    for (const { resources, together } of drawn) {
      expect(together).toBeLessThan(resources.length);
      for (const [at, { name, fields: own }] of resources.entries()) {
        const known = new Set([...resources.slice(0, Math.max(at, together)).map((each) => each.name), name]);
        expect(own.flatMap(({ to }) => to ?? []).filter((to) => !known.has(to))).toEqual([]);
      }
    }
  });

  test('is the same for the same seed', () => {
    expect(draw(seed, 2, 8)).toEqual(drawn);
  });
});

test('a drawn change of a resource is what ruff would write, and every name in it is known', () => {
  const changes = drawChanges(7, 2);
  expect(changes.length).toBeGreaterThan(5);
  for (const text of changes.flatMap(({ change, after }) => change.concat(after))) {
    expect(text).toBe(workspace.format(text));
    expect(faultsOf(text)).toEqual([]);
  }
});
