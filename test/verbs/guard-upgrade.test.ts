import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, tempFolder, treeOf } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

// Projects of version 0.1.0 have the rules as 90 files of their own in tests/architecture.

const archive = join(import.meta.dirname, '../fixtures/older/layered.tar.gz');
const call = (root: string, ...words: readonly string[]) => run(root, words, undefined, templates);

const OWN_RULE = `"""No module is named notes."""

from collections.abc import Iterator

from tests.architecture.project import Project
from tests.architecture.rule import Broken

WHY = "Everything is a note."
INSTEAD = "app/utils/memos.py"


def check(project: Project) -> Iterator[Broken]:
    for module in project.modules("app/utils/notes.py"):
        yield Broken(module, module.tree, "is named notes")
`;
const EXCEPTION = `[[allow]]
rule = "no-notes"
file = "app/utils/notes.py"
reason = "the module goes with the next release"
until = 2999-12-31
`;

function older(): string {
  const folder = tempFolder();
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, 'shop');
}

function edit(root: string, path: string, before: RegExp, after: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  expect(text).toMatch(before);
  writeFileSync(join(root, path), text.replace(before, after));
}

test('an upgrade keeps exceptions, edits of the layout, and rules of the team', async () => {
  const root = older();
  put(root, {
    'app/utils/notes.py': '"""Notes."""\n',
    'tests/architecture/rules/no_notes.py': OWN_RULE,
    'tests/architecture/exceptions.toml': EXCEPTION,
  });
  edit(root, 'tests/architecture/layout.py', /^CLIENTS = .*$/m, 'CLIENTS = frozenset({"utils", "more"})');
  edit(
    root,
    'tests/architecture/layout.py',
    /^PROVIDERS.*$/m,
    'PROVIDERS: tuple[str, ...] = (\n    "utils",\n    "more",\n)',
  );
  const before = treeOf(root);
  const { exitCode, out } = await call(root, 'upgrade', '--skip-install');
  expect(exitCode).toBe(0);
  expect(out).toContain(
    'tests/architecture/layout.py is no longer read: its values are in pyproject.toml now',
  );
  expect(existsSync(join(root, 'tests/architecture/rule.py'))).toBe(false);
  const pyproject = readFileSync(join(root, 'pyproject.toml'), 'utf8');
  expect(pyproject).toContain('\nclients = ["utils", "more"]\nproviders = ["utils", "more"]\n');
  const rule = readFileSync(join(root, 'tests/architecture/rules/no_notes.py'), 'utf8');
  expect(rule).toBe(OWN_RULE.replaceAll('tests.architecture.', 'architect_guard.'));
  expect(await call(root, 'check')).toMatchObject({ exitCode: 0 });
  expect(await call(root, 'review', '--own-rules')).toMatchObject({ exitCode: 0 });
  put(root, { 'tests/architecture/exceptions.toml': '' });
  expect(await call(root, 'review', '--own-rules')).toMatchObject({ exitCode: 2 });
  put(root, { 'tests/architecture/exceptions.toml': EXCEPTION });
  expect(await call(root, 'undo')).toMatchObject({ exitCode: 0 });
  expect(treeOf(root)).toEqual(before);
});
