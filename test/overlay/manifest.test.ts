import { parse } from 'valibot';
import { expect, test } from 'vitest';
import { readProfile, readProfiles } from '../../src/overlay/manifest.ts';
import { mergeRows, rowsSchema } from '../../src/overlay/rows.ts';
import { put, tempFolder } from '../support/folder.ts';
import { schemaNames, schemaText, writtenSchema } from '../support/json-schemas.ts';
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
  expect(rows.settings.map(({ name, value }) => [name, value])).toEqual([
    ['environment', 'development'],
    ['debug', 'true'],
    ['extra_url', 'memory://'],
  ]);
});

test('kinds without rows are empty', () => {
  const none = parse(rowsSchema, {});
  const { guides, routers, state } = mergeRows([{ ...none, guides: [{ name: 'a' }] }, none]);
  expect({ guides, routers, state }).toEqual({ guides: [{ name: 'a' }], routers: [], state: [] });
});

test.each([
  ['layers', { ...good, layers: [] }],
  ['layers', { ...good, layers: 'model' }],
  ['optionalLayers', { ...good, optionalLayers: 'task' }],
  ['draft', { ...good, draft: 'yes' }],
  ['title', { ...good, title: undefined }],
  ['blocks.0', { ...good, blocks: [1] }],
  ['parts.config', { ...good, parts: { config: [] } }],
  ['rows.settings.0.field', { ...good, rows: { settings: [{ name: 'debug' }] } }],
  ['rows.guides.0.nme', { ...good, rows: { guides: [{ name: 'a', nme: 'b' }] } }],
  ['colour', { ...good, colour: 'red' }],
])('a wrong %s is told with file and key', (key, manifest) => {
  const templates = tempFolder();
  put(templates, { 'bad/profile.json': JSON.stringify(manifest) });
  expect(() => readProfile(templates, 'bad')).toThrow(new RegExp(`bad/profile.json.*"${key}"`));
});

test('an unknown kind of row is told with the nearest kind', () => {
  const templates = tempFolder();
  put(templates, { 'bad/profile.json': JSON.stringify({ ...good, rows: { setings: [] } }) });
  expect(() => readProfile(templates, 'bad')).toThrow(
    /bad\/profile.json: unknown key "rows.setings"; did you mean "settings"\?$/,
  );
});

test.each(schemaNames)(
  'templates/%s.schema.json, which editors read, is what the schema says',
  async (name) => {
    expect(writtenSchema(name)).toBe(await schemaText(name));
  },
);

test.each(['{', '[]', 'null'])('%s is no manifest', (text) => {
  const templates = tempFolder();
  put(templates, { 'bad/profile.json': text });
  expect(() => readProfile(templates, 'bad')).toThrow(/bad\/profile.json/);
});
