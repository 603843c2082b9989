import { expect, test } from 'vitest';
import { laidOut, layoutsOf } from '../../src/merge/lens.ts';
import { merge } from '../../src/merge/merge.ts';

const base = `"""Notes."""


def notes(first: str, second: str, third: str) -> list[str]:
    """Return them."""
    found = [first, second, third, "a text that is rather long", "another"]
    return sorted(found)
`;
const theirs = base.replace(
  '    return sorted(found)',
  '    found.append("a new one")\n    return sorted(found)',
);

/** As a formatter with other settings leaves it, and with a function of the user's. */
const mine = `"""Notes."""


def notes(
    first: str, second: str, third: str
) -> list[str]:
    """Return them."""
    found = [
        first,
        second,
        third,
        'a text that is rather long',
        'another',
    ]
    return sorted(found)


def mine() -> str:
    return 'mine'
`;

const settings = `[tool.ruff]
line-length = 50

[tool.ruff.format]
quote-style = "single"
`;

test('what is new comes in the layout that the user has chosen', async () => {
  const merged = await merge('a.py', { base, mine, theirs }, () => layoutsOf(settings));
  expect(merged).toBe(
    mine.replace('    return sorted(found)', "    found.append('a new one')\n    return sorted(found)"),
  );
});

test.each([
  [
    'black',
    '[tool.black]\nline-length = 50\nskip-string-normalization = true\n',
    "x = ['a']\n",
    "x = ['a']\n",
  ],
  [
    'a key of a ruff that we do not know',
    '[tool.ruff]\nline-length = 50\nnovelty = 1\n',
    "x = ['a']\n",
    'x = ["a"]\n',
  ],
  ['a value that ruff refuses', '[tool.ruff]\nline-length = "long"\n', "x = ['a']\n", "x = ['a']\n"],
  ['text that is no Python', '[tool.ruff]\n', 'x = (\n', 'x = (\n'],
])('a layout from %s', async (_, pyproject, text, result) => {
  const [layout] = await layoutsOf(pyproject);
  expect(laidOut(layout ?? {}, text)).toBe(result);
});

test('settings that cannot be read are nobody’s layout', async () => {
  expect(await layoutsOf('[tool.ruff')).toEqual([]);
});

test('a user who has not reformatted keeps the generator’s layout', async () => {
  const edited = `${base}\n\ndef mine() -> str:\n    return "mine"\n`;
  const merged = await merge('a.py', { base, mine: edited, theirs }, () => layoutsOf(settings));
  expect(merged).toContain('    found.append("a new one")\n');
});
