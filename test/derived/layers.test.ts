import { expect, test } from 'vitest';
import { checkLayers, isFilled } from '../../src/derived/layers.ts';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';

const profile = { layers: ['model', 'fill'], optionalLayers: ['fill'], fillingLayers: ['fill'] };

const resource = (line: string) => parseResource(parseResourceLine(line));

test('a layer that fills fields needs one that is readonly and optional', () => {
  expect(() => checkLayers([resource('Note:with=fill title:str')], profile)).toThrow(
    'Note: with=fill needs a field for its result, readonly and optional, but neither derived nor a reference; ' +
      'add one, e.g. Note result:text:optional:readonly',
  );
  expect(() =>
    checkLayers([resource('Note:with=fill title:str score:int:optional:readonly')], profile),
  ).not.toThrow();
  expect(() => checkLayers([resource('Note title:str')], profile)).not.toThrow();
});

test.each([
  ['title:str', false],
  ['title:str:optional', false],
  ['title:str:readonly:default=a', false],
  ['title:str:readonly:optional', true],
  ['other:ref:to=Note:optional:readonly', false],
])('%s is filled: %s', (field, expected) => {
  expect(resource(`Note name:str ${field}`).fields.map(isFilled)).toEqual([false, expected]);
});
