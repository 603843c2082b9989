import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInRevisions } from '../src/migrations/built-in-revisions.ts';
import { chained } from '../src/migrations/plan.ts';
import { readProfile, readProfiles } from '../src/overlay/manifest.ts';
import { rowKinds } from '../src/overlay/rows.ts';
import { openStack } from '../src/overlay/stack.ts';
import { createPrinter } from '../src/render/print.ts';
import { renderProject } from './support/render.ts';

const templates = join(import.meta.dirname, '..', 'templates');
const src = join(import.meta.dirname, '..', 'src');
const profiles = readProfiles(templates, true);
const blocks = existsSync(join(templates, 'blocks')) ? readdirSync(join(templates, 'blocks')) : [];

const MOST_LINES = 120;
const MOST_CONDITIONALS = 2;

const files = readdirSync(templates, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({
    path: relative(templates, path).replaceAll('\\', '/'),
    text: readFileSync(path, 'utf8'),
  }));
const rendered = files.filter(({ path }) => path.endsWith('.ejs'));

const tagsOf = (text: string): readonly string[] =>
  [...text.matchAll(/<%[-_=#]?([\s\S]*?)[-_]?%>/g)].map((match) => match[1] ?? '');

/** How deep conditionals stand in each other: each opening and closing brace of a tag counts. */
function conditionals(text: string): { count: number; nested: boolean } {
  const open: boolean[] = [];
  let count = 0;
  let nested = false;
  for (const tag of tagsOf(text)) {
    const isCondition =
      /^\s*(\}\s*else\s+)?if\s*\(/.test(tag) ||
      /\?[^.?][\s\S]*:/.test(tag.replace(/`[^`]*`|'[^']*'|"[^"]*"/g, ''));
    if (isCondition) {
      count += 1;
      nested ||= open.includes(true);
    }
    const code = tag.replace(/`[^`]*`/g, '');
    for (const brace of code.match(/[{}]/g) ?? []) {
      if (brace === '{') open.push(isCondition);
      else open.pop();
    }
  }
  return { count, nested };
}

test('there are templates to look at', () => {
  expect(rendered.length).toBeGreaterThan(20);
});

describe.each(rendered.map(({ path, text }) => [path, text] as const))('%s', (_, text) => {
  test('is short enough to see whole', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  test('decides next to nothing', () => {
    const { count, nested } = conditionals(text);
    expect(count).toBeLessThanOrEqual(MOST_CONDITIONALS);
    expect(nested).toBe(false);
  });

  test('asks for no profile and no block', () => {
    const words = [...profiles.map(({ id }) => id), ...blocks];
    const asked = tagsOf(text).flatMap((tag) =>
      words.filter((word) => new RegExp(`['"\`]${word}['"\`]`).test(tag)),
    );
    expect(asked).toEqual([]);
  });
});

/** The names that some template includes; a name that is put together is matched by its folder. */
function isIncluded(name: string): boolean {
  const folder = name.split('/').slice(0, -1).join('/');
  const calls = [
    `include('${name}'`,
    `include("${name}"`,
    ...(folder === '' ? [] : [`include(\`${folder}/\${`]),
  ];
  return rendered.some(({ text }) => calls.some((call) => text.includes(call)));
}

test('every partial is included somewhere', () => {
  const partials = files
    .map(({ path }) => /^[^/]+(?:\/[^/]+)?\/partials\/(.+?)(?:\.\w+)?\.ejs$/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  expect(partials.length).toBeGreaterThan(0);
  expect(partials.filter((name) => !isIncluded(name))).toEqual([]);
});

/** The profiles that a block is in, with whatever login. */
const usersOf = (block: string): readonly string[] =>
  profiles
    .filter(({ id, auths }) => auths.some((auth) => readProfile(templates, id, auth).blocks.includes(block)))
    .map(({ id }) => id);

test.each(profiles.flatMap(({ id, auths }) => auths.map((auth) => [id, auth] as const)))(
  '%s: the login %s is "none" or a block',
  (_, auth) => {
    expect([...blocks, 'none']).toContain(auth);
  },
);

const fewFiles = 5;

test('every block has two users, or one and more than a few files', () => {
  const filesOf = (block: string) => files.filter(({ path }) => path.startsWith(`blocks/${block}/`));
  const isOne = (block: string) =>
    usersOf(block).length > 1 || (usersOf(block).length === 1 && filesOf(block).length > fewFiles);
  expect(blocks.filter((block) => !isOne(block))).toEqual([]);
});

test('the table of blocks in templates/README.md is that of the blocks there are', () => {
  const rows = blocks.toSorted().map((block) => {
    const { title } = JSON.parse(readFileSync(join(templates, 'blocks', block, 'block.json'), 'utf8')) as {
      title: string;
    };
    return `| \`${block}\` | ${title} |`;
  });
  const text = readFileSync(join(templates, 'README.md'), 'utf8');
  expect(text.match(/^\| `.*$/gm)).toEqual(rows);
});

test('shared has no service and no repository', () => {
  const named = files.filter(({ path }) => /^shared\/.*\/(services|repositories)\//.test(path));
  expect(named.map(({ path }) => path)).toEqual([]);
});

test('every kind of row has a template that loops over it, or a view or a migration that reads it', () => {
  const code = ['view', 'migrations', 'run']
    .flatMap((room) => readdirSync(join(src, room)).map((name) => join(src, room, name)))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const unused = Object.keys(rowKinds).filter(
    (kind) => !new RegExp(`rows\\.${kind}\\b|'${kind}'`).test(code),
  );
  expect(unused).toEqual([]);
});

test.each(profiles.flatMap(({ id, auths }) => auths.map((auth) => [id, auth] as const)))(
  'the migrations that %s with login %s comes with create the tables that their rows name',
  (id, auth) => {
    const profile = readProfile(templates, id, auth);
    const stack = openStack(templates, profile);
    const print = createPrinter(stack);
    const { seeds } = chained(builtInRevisions(stack), undefined);
    const created = seeds.map((entry) =>
      [...print(entry).matchAll(/op\.create_table\(\s*"(\w+)"/g)].map((match) => match[1]),
    );
    expect(created).toEqual(profile.rows.migrations.map(({ tables }) => tables));
  },
);

test.each(profiles.flatMap(({ id, auths }) => auths.map((auth) => [id, auth] as const)))(
  'every package of app that %s with login %s renders is in its order of packages',
  (id, auth) => {
    const { rows } = readProfile(templates, id, auth);
    const ranked = rows.appParts.flatMap(({ name }) => name.split(' : '));
    const paths = [...renderProject(id, ['Note title:str'], auth).keys()];
    const parts = new Set(paths.flatMap((path) => /^app\/([^/]+?)(?:\.py)?(?:\/|$)/.exec(path)?.[1] ?? []));
    const unranked = [...parts].filter(
      (part) => part !== '__init__' && !ranked.some((name) => name === part || name.startsWith(`${part}.`)),
    );
    expect(unranked).toEqual([]);
  },
);

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  'every layer folder of %s is in its layers, and the other way round',
  (id, { layers, optionalLayers, blocks: own }) => {
    expect(layers).toEqual(expect.arrayContaining([...optionalLayers]));
    const places = ['shared', ...own.map((block) => `blocks/${block}`), id];
    const folders = places
      .map((place) => join(templates, place, 'layers'))
      .filter((folder) => existsSync(folder));
    const found = new Set(folders.flatMap((folder) => readdirSync(folder)));
    expect([...found].toSorted()).toEqual([...layers].toSorted());
  },
);
