import { describe, expect, test } from 'vitest';
import { readProfile, readProfiles } from '../../src/overlay/manifest.ts';
import { openStack } from '../../src/overlay/stack.ts';
import type { PlanEntry } from '../../src/plan.ts';
import { namesOf } from '../../src/language/names.ts';
import { parseResource, parseResourceLine, type ResourceSpec } from '../../src/language/resource.ts';
import { inputsOf } from '../../src/run/input.ts';
import { related, ten } from '../proof/shapes.ts';
import { renderProject, templates } from '../support/render.ts';

const parse = (line: string): ResourceSpec => parseResource(parseResourceLine(line));

/** The lines of a resource and of all that it refers to, directly or not. */
function withTargets(line: string, lines: readonly string[]): readonly string[] {
  const found = new Set([line]);
  for (const each of found) {
    for (const { to } of parse(each).fields) {
      const target = lines.find((other) => parse(other).name === to);
      if (target !== undefined) found.add(target);
    }
  }
  return lines.filter((each) => found.has(each));
}

const known = new Map<string, ReadonlyMap<string, string>>();

function rendered(id: string, lines: readonly string[]): ReadonlyMap<string, string> {
  const key = JSON.stringify([id, lines]);
  const files = known.get(key) ?? renderProject(id, lines);
  known.set(key, files);
  return files;
}

const fileNames = (line: string) => {
  const { snake, plural } = namesOf(parse(line));
  return new RegExp(`/(test_)?(${snake}|${plural})\\.py$`);
};

describe.each(readProfiles(templates).map(({ id }) => id))('%s', (id) => {
  test.each([...related, ...ten])(
    'what a resource’s files say depends on it and its targets alone: %s',
    (line) => {
      const lines = related.includes(line) ? related : ten;
      const mine = (all: readonly string[]) =>
        [...rendered(id, all)].filter(([path]) => fileNames(line).test(path) && !path.startsWith('alembic/'));
      const whole = mine(lines);
      expect(whole.length).toBeGreaterThan(3);
      expect(mine(withTargets(line, lines))).toEqual(whole);
    },
  );

  test('what belongs to the project and is no registry does not depend on the resources', () => {
    const { templates: found } = openStack(templates, readProfile(templates, id));
    const registries = new Set(
      [...found.keys()].filter((key) => key.startsWith('registry/')).map((key) => key.split('/').at(-1)),
    );
    const [few, many] = [rendered(id, ten.slice(0, 1)), rendered(id, ten)];
    const own = [...few].filter(
      ([path]) =>
        !ten.some((line) => fileNames(line).test(path)) &&
        !registries.has(path.split('/').at(-1)) &&
        !path.startsWith('alembic/versions/'),
    );
    expect(own.length).toBeGreaterThan(20);
    for (const [path, text] of own) expect(many.get(path), path).toBe(text);
  });
});

describe('the hash', () => {
  const profile = readProfile(templates, 'layered');
  const stack = openStack(templates, profile);
  const project = {
    name: 'shop',
    description: 'A shop.',
    profile: 'layered',
    database: 'sqlite',
    auth: 'none',
    stateFormat: 1,
  } as const;
  const rendering = { stack, project, resources: ten.map(parse), version: '1.0.0' };
  const entry = (unit: string, kind: PlanEntry['kind'] = 'managed'): PlanEntry => ({
    unit,
    kind,
    template: 't',
    output: 'o',
    view: {},
  });
  const changed = (name: string) => ({
    ...rendering,
    resources: ten.map((line) => parse(line.startsWith(`${name} `) ? `${line} added:int:optional` : line)),
  });

  test.each([
    ['a resource, when itself is changed', entry('order'), changed('Order'), true],
    ['a resource, when what it refers to is', entry('order'), changed('Person'), true],
    ['a resource, when what that refers to is', entry('order_item'), changed('Person'), true],
    ['a resource, when another is', entry('order'), changed('Series'), false],
    ['a file of the project, when a resource is', entry('_project'), changed('Order'), false],
    ['a registry, when a resource is', entry('_project', 'registry'), changed('Series'), true],
    ['anything, in another version', entry('_project'), { ...rendering, version: '1.0.1' }, true],
    [
      'anything, with another answer',
      entry('_project'),
      { ...rendering, project: { ...project, name: 'x' } },
      true,
    ],
  ])('of %s', (_, one, then, isOther) => {
    expect(inputsOf(then)(one) !== inputsOf(rendering)(one)).toBe(isOther);
  });
});
