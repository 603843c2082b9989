import { expect, test } from 'vitest';
import { mergeLines } from '../../src/structure/lines.ts';

const base = 'one\ntwo\nthree\nfour\nfive\n';

test.each([
  ['theirs alone changed', base, 'one\nTWO\nthree\nfour\nfive\n', 'one\nTWO\nthree\nfour\nfive\n'],
  ['mine alone changed', 'one\ntwo\nthree\nfour\nFIVE\n', base, 'one\ntwo\nthree\nfour\nFIVE\n'],
  [
    'both changed, apart',
    'ONE\ntwo\nthree\nfour\nfive\n',
    base.replace('five', 'FIVE'),
    'ONE\ntwo\nthree\nfour\nFIVE\n',
  ],
  [
    'both made the same change',
    base.replace('two', 'zwei'),
    base.replace('two', 'zwei'),
    base.replace('two', 'zwei'),
  ],
  [
    'mine deleted, theirs changed elsewhere',
    'two\nthree\nfour\nfive\n',
    `${base}six\n`,
    'two\nthree\nfour\nfive\nsix\n',
  ],
  [
    'mine has other line ends',
    base.replaceAll('\n', '\r\n'),
    `${base}six\n`,
    `${base}six\n`.replaceAll('\n', '\r\n'),
  ],
  [
    'mine mixes line ends',
    'one\r\ntwo\nthree\r\nfour\r\nfive\n',
    base.replace('three', '3'),
    'one\r\ntwo\n3\r\nfour\r\nfive\n',
  ],
  ['mine begins with a mark', `\ufeff${base}`, `${base}six\n`, `\ufeff${base}six\n`],
  [
    'mine lacks the last line end',
    base.trimEnd(),
    base.replace('one', '1'),
    base.replace('one', '1').trimEnd(),
  ],
  ['a line is added after one that nothing ended', base.trimEnd(), `${base}six\n`, `${base}six\n`],
])('%s', (_, mine, theirs, text) => {
  expect(mergeLines({ base, mine, theirs })).toEqual({ text });
});

test('what both changed is told with where it is in the user’s file', () => {
  const mine = `zero\n${base.replace('three', 'mine')}`;
  expect(mergeLines({ base, mine, theirs: base.replace('three', 'theirs') })).toMatchObject({
    hunks: [{ line: 4, mine: ['mine'], base: ['three'], theirs: ['theirs'] }],
  });
});

test('a file that would take minutes is left to its user', () => {
  const long = 'x\n'.repeat(6000);
  expect(mergeLines({ base: long, mine: `a\n${long}`, theirs: `${long}b\n` })).toHaveProperty('hunks');
});
