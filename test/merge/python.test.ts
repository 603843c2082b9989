import { expect, test } from 'vitest';
import { merge } from '../../src/merge/merge.ts';

const base = `"""Notes."""

from app.one import One
from app.two import Two

NAMES = [
    "one",
    "two",
]


class Note:
    """A note."""

    title: str
    size: int = 0

    @property
    def one(self) -> One:
        """One."""
        return One(self.title)


def two() -> Two:
    return Two()
`;

/** Replaces what is there for certain. */
function put(text: string, was: string, is: string): string {
  if (!text.includes(was)) throw new Error(`${was} is not in the text`);
  return text.replace(was, is);
}

const size = '    size: int = 0\n';
const end = '    return Two()\n';
const extra = (name: string) => `\n\ndef ${name}() -> int:\n    return 1\n`;

interface Scenario {
  readonly mine: string;
  readonly theirs: string;
  /** Undefined: only the user can say. */
  readonly merged: string | undefined;
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'a column and an attribute in one gap: the column above': {
    mine: put(base, size, `${size}    mine: int = 1\n`),
    theirs: put(base, size, `${size}    new: int = 2\n`),
    merged: put(base, size, `${size}    new: int = 2\n    mine: int = 1\n`),
  },
  'a function of each at the end': {
    mine: put(base, end, end + extra('mine')),
    theirs: put(base, end, end + extra('new')),
    merged: put(base, end, end + extra('new') + extra('mine')),
  },
  'an import of each in one gap': {
    mine: put(base, 'import Two\n', 'import Two\nfrom mine import Mine\n'),
    theirs: put(base, 'import Two\n', 'import Two\nfrom new import New\n'),
    merged: put(base, 'import Two\n', 'import Two\nfrom new import New\nfrom mine import Mine\n'),
  },
  'a name of each from one module': {
    mine: put(base, 'import One', 'import MINE, One'),
    theirs: put(base, 'import One', 'import One, new'),
    merged: put(base, 'import One', 'import MINE, One, new'),
  },
  'so many names that they need a line each': {
    mine: put(base, 'import One', `import One, ${'Mine'.repeat(15)}`),
    theirs: put(base, 'import One', `import One, ${'new'.repeat(15)}`),
    merged: put(
      base,
      'from app.one import One',
      `from app.one import (\n    ${'Mine'.repeat(15)},\n    One,\n    ${'new'.repeat(15)},\n)`,
    ),
  },
  'an element of each in one list': {
    mine: put(base, '    "two",\n', '    "two",\n    "mine",\n'),
    theirs: put(base, '    "two",\n', '    "two",\n    "new",\n'),
    merged: put(base, '    "two",\n', '    "two",\n    "new",\n    "mine",\n'),
  },
  'another signature, and another body': {
    mine: put(base, end, '    return Two(1)\n'),
    theirs: put(base, 'def two() -> Two:', 'def two(at: int = 0) -> Two:'),
    merged: put(put(base, end, '    return Two(1)\n'), 'def two() -> Two:', 'def two(at: int = 0) -> Two:'),
  },
  'a decorator, and another body': {
    mine: put(base, 'def two()', '@cache\ndef two()').replace(
      'from app.one',
      'from functools import cache\n\nfrom app.one',
    ),
    theirs: put(base, end, '    return Two(1)\n'),
    merged: put(put(base, 'def two()', '@cache\ndef two()'), end, '    return Two(1)\n').replace(
      'from app.one',
      'from functools import cache\n\nfrom app.one',
    ),
  },
  'the user moved what the generator changed': {
    mine: put(
      put(base, `\n\ndef two() -> Two:\n${end}`, ''),
      '\n\nclass Note',
      `\n\ndef two() -> Two:\n${end}\n\nclass Note`,
    ),
    theirs: put(base, end, '    return Two(1)\n'),
    merged: put(
      put(base, `\n\ndef two() -> Two:\n${end}`, ''),
      '\n\nclass Note',
      '\n\ndef two() -> Two:\n    return Two(1)\n\n\nclass Note',
    ),
  },
  'what the user deleted and nobody changed stays away': {
    mine: put(base, `\n\ndef two() -> Two:\n${end}`, ''),
    theirs: put(base, size, `${size}    new: int = 2\n`),
    merged: put(put(base, `\n\ndef two() -> Two:\n${end}`, ''), size, `${size}    new: int = 2\n`),
  },
  'what the user deleted and the generator changed': {
    mine: put(base, `\n\ndef two() -> Two:\n${end}`, ''),
    theirs: put(base, end, '    return Two(1)\n'),
    merged: undefined,
  },
  'what the generator dropped and the user changed': {
    mine: put(base, end, '    return Two(1)\n'),
    theirs: put(base, `\n\ndef two() -> Two:\n${end}`, ''),
    merged: undefined,
  },
  'a comment above what the generator dropped': {
    mine: put(base, 'def two()', '# Why.\ndef two()'),
    theirs: put(base, `\n\ndef two() -> Two:\n${end}`, ''),
    merged: undefined,
  },
  'a comment at the end of a body stays there': {
    mine: put(base, end, `${end}    # Mine.\n`),
    theirs: put(base, end, end + extra('new')),
    merged: put(base, end, `${end}    # Mine.\n${extra('new')}`),
  },
  'one method, two bodies': {
    mine: put(base, end, end + extra('both')),
    theirs: put(base, '\n\nclass Note', `${extra('both').replace('1', '2')}\n\nclass Note`),
    merged: undefined,
  },
  'another text of a class, and its first member': {
    mine: put(base, '"""A note."""', '"""My note."""'),
    theirs: put(base, '    title: str\n', '    new: int\n    title: str\n'),
    merged: put(
      put(base, '"""A note."""', '"""My note."""'),
      '    title: str\n',
      '    new: int\n    title: str\n',
    ),
  },
  'one text, two ways': {
    mine: put(base, '"""A note."""', '"""My note."""'),
    theirs: put(base, '"""A note."""', '"""Another note."""'),
    merged: undefined,
  },
  'one element, two ways': {
    mine: put(base, '"one",', '"mine",'),
    theirs: put(base, '"one",', '"theirs",'),
    merged: undefined,
  },
  'one element changed, and one more': {
    mine: put(base, '"one",', '"mine",'),
    theirs: put(base, '    "one",\n', '    "one",\n    "new",\n'),
    merged: put(base, '    "one",\n', '    "mine",\n    "new",\n'),
  },
  'one line, two ways': {
    mine: put(base, size, '    size: int = 1\n'),
    theirs: put(base, size, '    size: int = 2\n'),
    merged: undefined,
  },
  'a file that is no Python any more, and a change elsewhere': {
    mine: put(base, end, '    return Two(\n'),
    theirs: put(base, 'import One', 'import One, New'),
    merged: put(put(base, end, '    return Two(\n'), 'import One', 'import One, New'),
  },
  'a file that is no Python any more, and a change in the same place': {
    mine: put(base, end, '    return Two(\n'),
    theirs: put(base, end, end + extra('new')),
    merged: undefined,
  },
};

test.each(Object.entries(scenarios))('%s', async (_, { mine, theirs, merged }) => {
  expect(await merge('a.py', { base, mine, theirs })).toBe(merged);
});

test.each(Object.entries(scenarios))('with other line ends: %s', async (_, { mine, theirs, merged }) => {
  const sides = { base, mine: mine.replaceAll('\n', '\r\n'), theirs };
  expect(await merge('a.py', sides)).toBe(merged?.replaceAll('\n', '\r\n'));
});
