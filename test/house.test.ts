import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { circleIn, roomOf, sourceFiles } from './support/imports.ts';

const MOST_LINES = 1500;

const files = sourceFiles();

/** Who imports whom, by rooms. */
const rooms = new Map<string, Set<string>>();
for (const { path, imports } of files) {
  const own = rooms.get(roomOf(path)) ?? new Set();
  rooms.set(roomOf(path), own);
  for (const to of imports) if (roomOf(to) !== roomOf(path)) own.add(roomOf(to));
}

/** The arrows of the picture in ARCHITECTURE.md: `shell --> verbs`. */
function drawn(): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync(join(import.meta.dirname, '..', 'ARCHITECTURE.md'), 'utf8');
  const picture = /```mermaid\n([^]*?)```/.exec(text)?.[1] ?? '';
  const arrows = new Map<string, Set<string>>();
  for (const [, from = '', to = ''] of picture.matchAll(/^ *([\w-]+) --> ([\w -]+(?: & [\w-]+)*)$/gm))
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.split(' & ')]));
  return arrows;
}

/** Every room that can be reached by arrows. */
function reached(arrows: ReadonlyMap<string, ReadonlySet<string>>, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (room: string): void => {
    for (const next of arrows.get(room) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(from);
  return found;
}

test('no file imports itself by way of others, not even by types', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(circleIn(new Map(files.map(({ path, imports }) => [path, new Set(imports)])))).toBeUndefined();
});

test('no room imports itself by way of others', () => {
  expect(circleIn(rooms)).toBeUndefined();
});

test('a room imports only what it reaches by the arrows of ARCHITECTURE.md', () => {
  const arrows = drawn();
  const strange = [...rooms].flatMap(([room, imports]) => {
    const allowed = reached(arrows, room);
    return [...imports].filter((to) => !allowed.has(to)).map((to) => `${room} --> ${to}`);
  });
  expect(strange).toEqual([]);
});

test('each arrow of ARCHITECTURE.md is an import that no other arrows stand for', () => {
  const arrows = drawn();
  const needless = [...arrows].flatMap(([room, tos]) =>
    [...tos]
      .filter((to) => {
        const others = new Set([...tos].filter((each) => each !== to));
        const isIndirect = [...others].some((other) => reached(arrows, other).has(to));
        return isIndirect || !rooms.get(room)?.has(to);
      })
      .map((to) => `${room} --> ${to}`),
  );
  expect(needless).toEqual([]);
});

test('no room has more lines than the limit', () => {
  const lines = new Map<string, number>();
  for (const { path, lines: own } of files) lines.set(roomOf(path), (lines.get(roomOf(path)) ?? 0) + own);
  expect([...lines].filter(([, count]) => count > MOST_LINES)).toEqual([]);
});
