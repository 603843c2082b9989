import { expect, test } from 'vitest';
import { findMigrationHead } from '../../src/migrations/head.ts';
import { put, tempFolder } from '../support/folder.ts';

function headOf(files: Readonly<Record<string, string>>): string | undefined {
  const root = tempFolder();
  put(
    root,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`alembic/versions/${name}`, text])),
  );
  return findMigrationHead(root);
}

const plain = (id: string, down: string) =>
  `"""Doc with revision = "no"."""\nrevision = "${id}"\ndown_revision = ${down}\n`;

test('without migrations there is no head', () => {
  expect(findMigrationHead(tempFolder())).toBeUndefined();
  expect(headOf({ '__init__.py': '', README: '' })).toBeUndefined();
});

test('the head is what nobody goes on from, however the lines are written', () => {
  expect(headOf({ 'a.py': plain('a1', 'None') })).toBe('a1');
  const typed = 'revision: str = "b2"\ndown_revision: str | None = "a1"\n';
  expect(headOf({ 'z.py': plain('a1', 'None'), 'a.py': typed })).toBe('b2');
  const united =
    "revision: str = 'd4'\ndown_revision: Union[str, Sequence[str], None] = (\n    'b2',\n    'c3',\n)\n";
  expect(
    headOf({ 'a.py': plain('a1', 'None'), 'b.py': typed, 'c.py': plain('c3', '"a1"'), 'd.py': united }),
  ).toBe('d4');
});

test('two heads stop with the hint to merge', () => {
  expect(() => headOf({ 'a.py': plain('a1', 'None'), 'b.py': plain('b2', 'None') })).toThrow(
    /2 heads \(a1, b2\).*alembic merge heads/,
  );
});

test('a file that cannot be read, and a circle, stop with exit code 4', () => {
  expect(() => headOf({ 'a.py': 'def upgrade(): ...' })).toThrow(/versions\/a\.py.*"revision/);
  expect(() => headOf({ 'a.py': plain('a1', '"b2"'), 'b.py': plain('b2', '"a1"') })).toThrow(
    expect.objectContaining({ exitCode: 4 }),
  );
});
