import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { packageFolder } from '../src/package-root.ts';
import { compiledFile, compiledFor, keyOf, templateFunction, type Compiled } from '../src/render/compiled.ts';
import { createRenderer } from '../src/render/render.ts';
import { planProject, templates } from './support/render.ts';

const require = createRequire(import.meta.url);
const profiles = readProfiles(templates, true);
const stacks = profiles.flatMap(({ id, auths }) => auths.map((auth) => [id, auth] as const));

/** Some values of each layout that templates print: long, empty, referring, optional. */
const RESOURCES = [
  'Shelf label:str:max=80:unique height:decimal:precision=8:scale=2:gt=0',
  'Book title:str:max=200 slug:slug:from=title shelf:ref:optional tags:many:to=Shelf state:enum:values=a,b:default=a',
];

const compiledOf = (id: string) => require(join(packageFolder, 'dist', compiledFile(id))) as Compiled;

test.each(stacks)('%s with login %s has a function for each template', (id, auth) => {
  const { stack } = planProject(id, [], auth).opened;
  const compiled = compiledOf(id);
  const rendered = [...stack.templates.values()].filter((template) => template.rendered);
  expect(rendered.length).toBeGreaterThan(20);
  expect(rendered.filter(({ text }) => compiled[keyOf(text())] === undefined)).toEqual([]);
});

test.each(stacks)('%s with login %s: functions print what EJS prints', (id, auth) => {
  const { opened, entries } = planProject(id, RESOURCES, auth);
  const failed: unknown[] = [];
  let calls = 0;
  const watched = Object.entries(compiledOf(id)).map(([key, print]): [string, typeof print] => [
    key,
    (locals, escape) => {
      calls += 1;
      try {
        return print(locals, escape);
      } catch (error) {
        failed.push(error);
        throw error;
      }
    },
  ]);
  const [byFunctions, byEjs] = [Object.fromEntries(watched), {}].map((compiled) => {
    const render = createRenderer(opened.stack, compiled);
    return new Map(entries.map((entry) => [entry.output, render(entry)]));
  });
  expect(byFunctions).toEqual(byEjs);
  expect(failed).toEqual([]);
  expect(calls).toBeGreaterThan(50);
});

test('a function that fails is repeated by EJS, whose error has the line', () => {
  const text = 'one\n<%- two.three %>\n';
  const failing = { [keyOf(text)]: () => (undefined as never as { three: string }).three };
  const print = templateFunction({ text, file: 'some.ejs', escape: String }, failing);
  expect(() => print({})).toThrow(/some\.ejs:2\n[^]* >> 2\| <%- two\.three %>[^]*two is not defined/);
  expect(print({ two: { three: 3 } })).toBe('one\n3\n');
});

test('sources are interpreted, so that an edited template needs no build', () => {
  for (const { id } of profiles) expect(compiledFor(id)).toEqual({});
});

test('the build has functions for each profile and no other', () => {
  const files = readdirSync(join(packageFolder, 'dist', 'compiled'));
  expect(files.toSorted()).toEqual(profiles.map(({ id }) => `${id}.cjs`).toSorted());
});
