import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ownTemporaryFolder } from './owned.ts';
import { copyCheckout, followRecipe, readRecipes, runIn } from './recipes.ts';

// Follows the recipes of CONTRIBUTING.md one after the other in a copy, and proves what came of all of them.

const recipes = readRecipes();
const folder = join(mkdtempSync(join(ownTemporaryFolder(), 'recipes-')), 'copy');

/** Unit tests that look for what a recipe adds. */
const LOOKING = [
  'docs',
  'draw',
  'fields',
  'formatting',
  'golden',
  'house',
  'language',
  'mutations',
  'overlay',
  'shell',
  'templates',
].map((name) => `test/${name}`);

beforeAll(() => copyCheckout(folder));

test('there is a recipe for each thing that is added often', () => {
  expect(recipes.map(({ title }) => title.replace(/^To add an? /, ''))).toEqual([
    'field type',
    'layer',
    'block',
    'profile',
    'verb',
    'rule of the architecture',
  ]);
});

test.each(recipes)('$title: nothing else has to be changed', (recipe) => {
  expect(recipe.steps.length).toBeGreaterThan(0);
  expect(followRecipe(folder, recipe)).toEqual([]);
});

test('what the recipes add is linted and formatted', () => {
  runIn(folder, 'npm', 'run', '--silent', 'lint');
});

test('what the recipes add passes the unit tests that look for it', () => {
  runIn(folder, 'npx', 'vitest', 'run', '--project', 'unit', ...LOOKING);
});

test('what the recipes add is a project that passes its own checks', () => {
  runIn(folder, 'node', 'scripts/gate.mjs', '--task', 'answers hello');
});
