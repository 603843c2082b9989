import { expect, test } from 'vitest';
import { mergeRows, readProfile, readProfiles } from '../../src/overlay/manifest.ts';
import { put, tempFolder } from '../support/folder.ts';
import { fixtures } from '../support/run.ts';

const good = {
  title: 'T',
  forWhom: 'W',
  layers: ['model'],
  databases: ['sqlite'],
  auths: ['none'],
  example: 'Note title:str',
};

test('a profile is a folder with a profile.json', () => {
  expect(readProfiles(fixtures).map(({ id }) => id)).toEqual(['mini']);
});

test('a draft is offered to nobody but who works on it', () => {
  const templates = tempFolder();
  put(templates, {
    'done/profile.json': JSON.stringify(good),
    'half/profile.json': JSON.stringify({ ...good, draft: true }),
  });
  const ids = (drafts: boolean) => readProfiles(templates, drafts).map(({ id }) => id);
  expect(ids(false)).toEqual(['done']);
  expect(ids(true)).toEqual(['done', 'half']);
});

test('rows of shared, blocks and profile are merged by name, in order of first appearance', () => {
  const { rows } = readProfile(fixtures, 'mini');
  expect(rows['settings']?.map(({ name, default: value }) => [name, value])).toEqual([
    ['environment', 'development'],
    ['debug', true],
    ['extra_url', 'memory://'],
  ]);
});

test('kinds of rows that nobody knows yet are merged the same way', () => {
  expect(mergeRows([{ a: [{ name: 'x' }] }, { b: [{ name: 'y' }] }])).toEqual({
    a: [{ name: 'x' }],
    b: [{ name: 'y' }],
  });
});

test.each([
  ['layers', { ...good, layers: [] }],
  ['layers', { ...good, layers: 'model' }],
  ['optionalLayers', { ...good, optionalLayers: 'task' }],
  ['draft', { ...good, draft: 'yes' }],
  ['title', { ...good, title: undefined }],
  ['blocks', { ...good, blocks: [1] }],
  ['parts', { ...good, parts: { config: [] } }],
  ['rows', { ...good, rows: { settings: [{ type: 'str' }] } }],
  ['colour', { ...good, colour: 'red' }],
])('a wrong %s is told with file and key', (key, manifest) => {
  const templates = tempFolder();
  put(templates, { 'bad/profile.json': JSON.stringify(manifest) });
  expect(() => readProfile(templates, 'bad')).toThrow(new RegExp(`bad/profile.json.*"${key}"`));
});

test.each(['{', '[]', 'null'])('%s is no manifest', (text) => {
  const templates = tempFolder();
  put(templates, { 'bad/profile.json': text });
  expect(() => readProfile(templates, 'bad')).toThrow(/bad\/profile.json/);
});
