import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseResource } from '../../src/language/resource.ts';
import { lockFile, resourceFile } from '../../src/state/layout.ts';
import { formatLock } from '../../src/state/lock.ts';
import { readResources, resourceText } from '../../src/state/resources.ts';

const note = parseResource(['Note', 'title:str:max=80']);
const edited = { ...note, name: 'class' };

/** A project that has one spec, and files in line with another. */
function projectWith(spec: object, appliedSpec: object): string {
  const root = mkdtempSync(join(tmpdir(), 'fastapi-architect-'));
  const files = {
    [resourceFile('note')]: resourceText(spec as typeof note),
    [lockFile('note')]: formatLock({ unit: 'note', appliedSpec, files: {} }),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('a spec that was edited by hand is checked as if it had been typed', () => {
  expect(() => readResources(projectWith(edited, note))).toThrow(/resources\/note\.json: .*class/);
});

test('a lock that says that a spec was applied does not make it one that could be typed', () => {
  expect(readResources(projectWith(note, note))).toEqual([note]);
  expect(() => readResources(projectWith(edited, edited))).toThrow(/resources\/note\.json: .*class/);
});

test('a field is checked although other specs have valid ones', () => {
  expect(readResources(projectWith(note, note))).toEqual([note]);
  const [title] = note.fields;
  const wrong = { ...note, fields: [title, { ...title, optinal: true }] };
  expect(() => readResources(projectWith(wrong, note))).toThrow('unknown key "fields.1.optinal"');
  const other = { ...note, more: 1 };
  expect(() => readResources(projectWith(other, note))).toThrow('unknown key "more"');
});
