import {
  assert,
  constantFrom,
  gen,
  property,
  record,
  uniqueArray,
  array,
  string,
  type GeneratorValue,
} from 'fast-check';
import { expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { HANG } from './support/limits.ts';
import { renderProject, templates } from './support/render.ts';
import { faultsOf, tangledIn, workspace } from './support/ruff.ts';

const word = string({ unit: constantFrom(...'abcdefghijklm'), minLength: 3, maxLength: 30 });
const bare = ['str', 'text', 'int', 'decimal', 'bool', 'date', 'datetime', 'uuid', 'email', 'url', 'json'];
const marks = ['', ':optional', ':optional:readonly', ':private', ':optional:private'];
const values = uniqueArray(word, { minLength: 1, maxLength: 25 }).map((all) => all.join(','));

/** Fields that have much in common: a whole resource of one kind is what templates do not think of. */
const kinds = {
  column: record({ type: constantFrom(...bare), mark: constantFrom(...marks) }).map(
    ({ type, mark }) => type + mark,
  ),
  optional: constantFrom(...bare).map((type) => `${type}:optional`),
  readonly: constantFrom('str', 'int', 'date').map((type) => `${type}:optional:readonly`),
  unique: constantFrom('str:unique', 'int:unique', 'email:unique:optional'),
  reference: constantFrom('ref:to=Tag', 'ref:to=Tag:optional', 'ref:to=Note:optional'),
  set: constantFrom('many:to=Tag', 'many:to=Note'),
  enum: record({ values, mark: constantFrom('', ':optional') }).map(
    (own) => `enum:values=${own.values}${own.mark}`,
  ),
};

/** A resource with up to twenty fields of a few kinds, as its user types it. */
function drawLine(draw: GeneratorValue): string {
  const some = draw(uniqueArray, constantFrom(...Object.keys(kinds)), { minLength: 1, maxLength: 2 });
  const names = draw(uniqueArray, word, { minLength: 1, maxLength: 20 });
  const types = draw(array, constantFrom(...some), { minLength: names.length, maxLength: names.length });
  const fields = names.map((name, at) => `f_${name}:${draw(() => kinds[types[at] as keyof typeof kinds])}`);
  return `Note ${fields.join(' ')}`;
}

test.each(readProfiles(templates).map(({ id }) => id))(
  '%s: whatever a resource has, ruff finds nothing in it, and would format nothing',
  (id) => {
    const isClean = property(gen(), (draw) => {
      const line = drawLine(draw);
      const files = renderProject(id, [line, 'Tag label:str'], undefined, {
        what: 'resources',
        resources: ['note'],
      });
      for (const [path, text] of files) {
        if (!path.endsWith('.py')) continue;
        expect(`${line}\n${path}\n${text}`).toBe(`${line}\n${path}\n${workspace.format(text)}`);
        expect({ line, path, faults: [...faultsOf(text), ...tangledIn(path, text)] }).toEqual({
          line,
          path,
          faults: [],
        });
      }
    });
    assert(isClean, { numRuns: 40, interruptAfterTimeLimit: HANG });
  },
);
