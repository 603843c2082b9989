import { expect, test } from 'vitest';
import { readProfile } from '../src/overlay/manifest.ts';
import { openStack } from '../src/overlay/stack.ts';
import { outputPath, plan, type Scope } from '../src/plan.ts';
import { fixtures } from './support/run.ts';

const stack = openStack(fixtures, readProfile(fixtures, 'mini'));
const project = {
  resources: [
    { names: { snake: 'note', plural: 'notes' }, layers: ['model', 'router'] },
    { names: { snake: 'order_item', plural: 'order_items' }, layers: ['model'] },
  ],
};
const outputs = (scope: Scope) => plan(stack, project, scope).map(({ output }) => output);

test.each([
  ['_dot_gitignore', '.gitignore'],
  ['_dot_github/workflows/ci.yml', '.github/workflows/ci.yml'],
  ['app/models/_resource_.py', 'app/models/note.py'],
  ['tests/test__resource_.py', 'tests/test_note.py'],
  ['app/_resources_/_resources__api.py', 'app/notes/notes_api.py'],
  ['app/my_dot_file.py', 'app/my_dot_file.py'],
])('%s becomes %s', (path, expected) => {
  expect(outputPath(path, { snake: 'note', plural: 'notes' })).toBe(expected);
});

test('everything: project files once, registries, and the layers that each resource has', () => {
  expect(outputs({ what: 'everything' })).toEqual([
    '.github/workflows/ci.yml',
    '.gitignore',
    'README.md',
    'app/config.py',
    'app/dependencies.py',
    'app/main.py',
    'app/models/note.py',
    'app/models/order_item.py',
    'app/routers/notes.py',
    'extra.py',
    'scripts/export_openapi.py',
    'tests/test_note.py',
  ]);
});

test('resources: their layers and the registries, nothing of the others', () => {
  expect(outputs({ what: 'resources', resources: ['order_item'] })).toEqual([
    'app/dependencies.py',
    'app/models/order_item.py',
  ]);
});

test('a layer, of one resource or of all', () => {
  expect(outputs({ what: 'layer', layer: 'model' })).toEqual([
    'app/models/note.py',
    'app/models/order_item.py',
  ]);
  expect(outputs({ what: 'layer', layer: 'router', resource: 'note' })).toEqual([
    'app/routers/notes.py',
    'tests/test_note.py',
  ]);
});

test('files of the project, registries included', () => {
  expect(outputs({ what: 'files', outputs: ['app/dependencies.py'] })).toEqual(['app/dependencies.py']);
});

test('two templates for one file are refused, also when only case tells them apart', () => {
  const both = {
    resources: ['note', 'Note'].map((snake) => ({
      names: { snake, plural: `${snake}s` },
      layers: ['router'],
    })),
  };
  expect(() => plan(stack, both, { what: 'everything' })).toThrow(
    /test_Note\.py would be generated twice; rename the resource/,
  );
});

test('a resource whose table a model of the profile has is refused', () => {
  const rows = { ...stack.profile.rows, models: [{ name: 'Stock', module: 'stock', table: 'stocks' }] };
  const taken = { ...stack, profile: { ...stack.profile, rows } };
  const stocked = { resources: [{ names: { snake: 'stocks_list', plural: 'stocks' }, layers: ['model'] }] };
  expect(() => plan(taken, stocked, { what: 'everything' })).toThrow(
    'stocks_list: the table stocks belongs to Stock; rename the resource',
  );
});
