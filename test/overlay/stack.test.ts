import { expect, test } from 'vitest';
import { readProfile } from '../../src/overlay/manifest.ts';
import { foldersOf, openStack, sourcesOf } from '../../src/overlay/stack.ts';
import { put, tempFolder } from '../support/folder.ts';

const profile = { title: 'T', forWhom: 'W', layers: ['model'], databases: ['d'], auths: ['a'], example: 'E' };
const setting = (name: string) => ({ name, field: 'str', value: name, meaning: 'M' });

function templatesWith(more: object, files: Readonly<Record<string, string>> = {}): string {
  const templates = tempFolder();
  const block = (name: string, blocks: readonly string[]) =>
    JSON.stringify({ title: name, blocks, rows: { settings: [setting(name)] } });
  put(templates, {
    'p/profile.json': JSON.stringify({ ...profile, ...more }),
    'blocks/high/block.json': block('high', ['middle', 'low']),
    'blocks/middle/block.json': block('middle', ['low']),
    'blocks/low/block.json': block('low', []),
    ...files,
  });
  return templates;
}

test('a block brings the blocks that it is laid over, below itself and once', () => {
  const { blocks, rows } = readProfile(templatesWith({ blocks: ['high', 'low'] }), 'p');
  expect(blocks).toEqual(['low', 'middle', 'high']);
  expect(rows.settings.map(({ name }) => name)).toEqual(['low', 'middle', 'high']);
});

test('a block that does not exist is told with the nearest name', () => {
  expect(() => readProfile(templatesWith({ blocks: ['midle'] }), 'p')).toThrow(
    'p: there is no block "midle"; did you mean "middle"?',
  );
});

test('blocks that are laid over each other are told', () => {
  const manifest = JSON.stringify({ title: 'low', blocks: ['high'] });
  const templates = templatesWith({ blocks: ['high'] }, { 'blocks/low/block.json': manifest });
  expect(() => readProfile(templates, 'p')).toThrow(
    'blocks: p -> high -> middle -> low -> high form a cycle',
  );
});

test('a profile omits files and folders of those below it, and keeps its own', () => {
  const templates = templatesWith(
    { blocks: ['high'], omit: ['app/utils', 'app/a.py', 'tests/test_model.py'] },
    {
      'shared/project/app/utils/x.py': '',
      'shared/project/app/utils_of_mine.py': '',
      'shared/project/app/a.py': '',
      'shared/layers/model/tests/test_model.py.ejs': '',
      'blocks/low/project/app/utils/deep/y.py': '',
      'p/project/app/utils/z.py': '',
    },
  );
  const ids = [...openStack(templates, readProfile(templates, 'p')).templates.keys()];
  expect(ids.toSorted()).toEqual(['project/app/utils/z.py', 'project/app/utils_of_mine.py']);
});

test('says from which folder a template comes, and which ones it hides', () => {
  const templates = templatesWith(
    { blocks: ['high'] },
    {
      'shared/project/app/a.py': '',
      'blocks/low/project/app/a.py.ejs': '',
      'blocks/high/project/app/a.py': '',
      'blocks/high/project/app/b.py': '',
    },
  );
  const found = readProfile(templates, 'p');
  const blocks = ['blocks/low', 'blocks/middle', 'blocks/high'];
  expect(foldersOf(found)).toEqual(['shared', ...blocks, 'p', ...blocks.map((block) => `p/${block}`)]);
  expect([...sourcesOf(templates, found)]).toEqual([
    [
      'project/app/a.py',
      ['blocks/high/project/app/a.py', 'blocks/low/project/app/a.py.ejs', 'shared/project/app/a.py'],
    ],
    ['project/app/b.py', ['blocks/high/project/app/b.py']],
  ]);
});

test('a profile has its own version of a file of a block, where the block is included', () => {
  const files = {
    'blocks/low/project/app/a.py': '',
    'p/project/app/a.py': '',
    'p/blocks/low/project/app/a.py': '',
    'p/blocks/other/project/app/b.py': '',
  };
  const templates = templatesWith({ blocks: ['low'], omit: ['app/a.py'] }, files);
  expect([...sourcesOf(templates, readProfile(templates, 'p'))]).toEqual([
    ['project/app/a.py', ['p/blocks/low/project/app/a.py', 'p/project/app/a.py']],
  ]);
});
