import { expect, test } from 'vitest';
import { merge } from '../../src/merge/merge.ts';

const base = `"""Notes."""

from app.one import One
from app.two import Two


class Notes:
    """All notes."""

    def first(self) -> One:
        return One()

    def second(self) -> Two:
        return Two()
`;

const withMethod = (text: string, name: string, after: string) =>
  text.replace(after, `${after}\n    def ${name}(self) -> int:\n        return 1\n`);
const first = '        return One()\n';
const second = '        return Two()\n';

test('a method of the user’s and one of the generator’s, apart', async () => {
  const merged = await merge('a.py', {
    base,
    mine: withMethod(base, 'mine', first),
    theirs: withMethod(base, 'new', second),
  });
  expect(merged).toBe(withMethod(withMethod(base, 'mine', first), 'new', second));
});

test('an attribute twice is no merge', async () => {
  const mine = base.replace('    """All notes."""\n', '    """All notes."""\n\n    size: int = 1\n');
  const theirs = `${base}\n    size: int = 2\n`;
  expect(await merge('a.py', { base, mine, theirs })).toBeUndefined();
});

const without = base
  .replace('from app.one import One\n', '')
  .replace(first, '        return 1\n')
  .replace('-> One', '-> int');
const withUse = withMethod(base, 'new', second).replace('-> Two:\n', '-> Two:\n        One()\n');

test.each([
  ['the user', without, withUse],
  ['the generator', withUse, without],
])('an import that %s took away stays where the other side has use for it', async (_, mine, theirs) => {
  const merged = await merge('a.py', { base, mine, theirs });
  expect(merged).toMatch(/^"""Notes."""\n\nfrom app.one import One\nfrom app.two import Two\n\n\nclass/);
  expect(merged).toContain('        One()\n');
});

test('a fault that the user has already is theirs to keep', async () => {
  const mine = `${base.replace('"""Notes."""', '"""Mine."""')}\n\nprint(nowhere)\n`;
  expect(await merge('a.py', { base, mine, theirs: withMethod(base, 'new', first) })).toContain('def new');
});

test.each([
  ['.json', '{\n  "a": 1,\n\n\n  "b": 2\n}\n', ['"a": 1,', '"c": 3, "a": 1,'], ['"b": 2', '"b": 2, "c": 4']],
  ['.toml', 'a = 1\n\n\n\nb = 2\n', ['a = 1', 'a = 1\nc = 3'], ['b = 2', 'b = 2\nc = 4']],
  ['.yaml', 'a: 1\n\n\n\nb: 2\n', ['a: 1', 'a: 1\nc: 3'], ['b: 2', 'b: 2\nc: 4']],
] as const)('a %s file that has a key twice is no merge', async (end, text, [was, is], [old, fresh]) => {
  const mine = text.replace(was, is);
  expect(await merge(`a${end}`, { base: text, mine, theirs: text.replace(old, fresh) })).toBeUndefined();
  expect(await merge(`a${end}`, { base: text, mine, theirs: `${text}\n` })).toBe(`${mine}\n`);
});

test.each([
  ['bytes that are no text', '\ufffd'],
  ['a zero byte', '\0'],
  ['markers of an earlier merge', '<<<<<<< yours\n'],
  ['a marker that has lost its name', '>>>>>>>\n'],
])('%s: only the user can say', async (_, text) => {
  expect(await merge('a.md', { base: 'a\nb\n', mine: `${text}a\nb\n`, theirs: 'a\nb\nc\n' })).toBeUndefined();
});

test('a line under a heading is no marker', async () => {
  const mine = 'Heading\n=======\na\nb\n';
  expect(await merge('a.md', { base: 'a\nb\n', mine, theirs: 'a\nb\nc\n' })).toBe(`${mine}c\n`);
});
