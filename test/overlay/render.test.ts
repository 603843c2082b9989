import { expect, test } from 'vitest';
import { readProfile } from '../../src/overlay/manifest.ts';
import { createRenderer } from '../../src/render/render.ts';
import { openStack, templateOf } from '../../src/overlay/stack.ts';
import type { PlanEntry } from '../../src/plan.ts';
import { put, tempFolder } from '../support/folder.ts';

function rendererOf(files: Readonly<Record<string, string>>) {
  const templates = tempFolder();
  const manifest = {
    title: 'T',
    forWhom: 'W',
    layers: ['model'],
    databases: ['d'],
    auths: ['a'],
    example: 'E',
    blocks: ['b'],
  };
  const block = JSON.stringify({ title: 'B' });
  put(templates, { 'p/profile.json': JSON.stringify(manifest), 'blocks/b/block.json': block, ...files });
  const render = createRenderer(openStack(templates, readProfile(templates, 'p')));
  return (template: string, view: object) =>
    render({ unit: 'project', kind: 'managed', template, output: template, view } satisfies PlanEntry);
}

test('the last folder of the stack that has a path wins, whole', () => {
  const render = rendererOf({
    'shared/project/a.py.ejs': 'shared',
    'shared/project/b.py.ejs': 'shared',
    'shared/project/c.py.ejs': 'shared',
    'blocks/b/project/b.py.ejs': 'block',
    'blocks/b/project/c.py.ejs': 'block',
    'p/project/c.py': 'profile <%= untouched %>',
  });
  expect(['a', 'b', 'c'].map((name) => render(`project/${name}.py`, {}))).toEqual([
    'shared',
    'block',
    'profile <%= untouched %>',
  ]);
});

test('a partial is taken from where it wins, sees what is handed to it and may include others', () => {
  const render = rendererOf({
    'shared/project/a.py.ejs': "<%- include('line', { word: 'x' }) %>",
    'shared/partials/line.py.ejs': 'shared',
    'p/partials/line.py.ejs': "<%- name %>:<%- word %>:<%- include('deep/er') %>",
    'p/partials/deep/er.ejs': '<%- word %>',
  });
  expect(render('project/a.py', { name: 'n' })).toBe('n:x:x');
});

test('user text becomes a literal, never code', () => {
  const render = rendererOf({ 'p/project/a.py.ejs': 'x = <%= text %>' });
  expect(render('project/a.py', { text: '"; import os; """\n' })).toBe(String.raw`x = '"; import os; """\n'`);
});

test('an unknown variable and an unknown partial stop with the file', () => {
  const render = rendererOf({
    'p/project/a.py.ejs': '\n<%- nobody %>',
    'p/project/b.py.ejs': "<%- include('nobody') %>",
  });
  expect(() => render('project/a.py', {})).toThrow(/a\.py\.ejs":2[^]*nobody is not defined/);
  expect(() => render('project/b.py', {})).toThrow(/no template partials\/nobody/);
});

test('a template is read once, by whoever asks for its text first', () => {
  const templates = tempFolder();
  const manifest = {
    title: 'T',
    forWhom: 'W',
    layers: ['model'],
    databases: ['d'],
    auths: ['a'],
    example: 'E',
  };
  put(templates, { 'p/profile.json': JSON.stringify(manifest), 'p/project/a.py.ejs': 'before' });
  const stack = openStack(templates, readProfile(templates, 'p'));
  expect(templateOf(stack, 'project/a.py').text()).toBe('before');
  put(templates, { 'p/project/a.py.ejs': 'after' });
  const entry = {
    unit: 'project',
    kind: 'managed',
    template: 'project/a.py',
    output: 'a.py',
    view: {},
  } as const;
  expect(createRenderer(stack)(entry)).toBe('before');
});
