import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { put } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

// Rules that check routes need FastAPI: test/proof/guarded.ts and guard/tests prove them.

const OWN_RULE = `"""No module is named notes."""

from collections.abc import Iterator

from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "Everything is a note."
INSTEAD = "app/utils/memos.py"

open("ran", "w").close()


def check(project: Project) -> Iterator[Broken]:
    for module in project.modules("app/utils/notes.py"):
        yield Broken(module, module.tree, "is named notes")
`;

const project = () => makeProject(['--yes'], templates);

const review = (root: string, ...words: readonly string[]) =>
  run(root, ['review', ...words], undefined, templates);

test('no code of the project runs unless that is asked for', async () => {
  const root = await project();
  put(root, {
    'app/models/__init__.py': '"""Models."""\n\nopen("ran", "w")\n',
    'tests/architecture/rules/no_notes.py': OWN_RULE,
    'architect_guard/__init__.py': 'open("ran", "w")\n',
    'architect_guard/__main__.py': 'open("ran", "w")\n',
    '.fastapi-architect/guard/architect_guard/__main__.py': 'open("ran", "w")\n',
    'ast.py': 'open("ran", "w")\n',
    'sitecustomize.py': 'open("ran", "w")\n',
  });
  const { exitCode, out } = await review(root);
  expect([exitCode, existsSync(`${root}/ran`)]).toEqual([0, false]);
  expect(out).toContain('tests/architecture/rules was not run; add --own-rules to run its rules');
});

test("the project's own rules run on request, which is said first", async () => {
  const root = await project();
  put(root, {
    'app/utils/notes.py': '"""Notes."""\n',
    'tests/architecture/rules/no_notes.py': OWN_RULE,
  });
  const { exitCode, out } = await review(root, '--own-rules');
  expect(exitCode).toBe(2);
  expect(out).toMatch(
    /^runs code of this project: tests\/architecture\/rules\napp\/utils\/notes\.py:1:1 +no-notes /,
  );
  expect(out).toContain('no-notes: No module is named notes');
});

test('an exception for a rule counts only when the rule runs', async () => {
  const root = await project();
  const allow = (rule: string, file: string) =>
    put(root, {
      'tests/architecture/exceptions.toml': `[[allow]]\nrule = "${rule}"\nfile = "${file}"\nreason = "soon"\nuntil = 2999-12-31\n`,
    });
  put(root, {
    'app/utils/notes.py': '"""Notes."""\n',
    'tests/architecture/rules/no_notes.py': OWN_RULE,
  });
  allow('no-notes', 'app/utils/notes.py');
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--own-rules')).toMatchObject({ exitCode: 0 });
  allow('no-notes', 'app/utils/other.py');
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--own-rules')).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('the exception for no-notes in app/utils/other.py is not used'),
  });
  allow('lists-are-bounded', 'app/utils/other.py');
  expect(await review(root)).toMatchObject({ exitCode: 0 });
});

test('an application that is not installed cannot be imported', async () => {
  const root = await project();
  put(root, { 'fastapi.py': 'raise ModuleNotFoundError("No module named fastapi", name="fastapi")\n' });
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--routes')).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^the rules could not be run: .* cannot be imported\. Run: uv sync$/),
  });
});

test('an application that fails on import is reported without the value of a setting', async () => {
  const root = await project();
  put(root, { 'app/main.py': 'raise ValueError("postgresql://shop:hunter2@db/shop is no URL")\n' });
  const { exitCode, err } = await review(root, '--routes');
  expect([exitCode, err]).toEqual([1, expect.stringContaining('ValueError in app/main.py:1')]);
  expect(err).not.toContain('hunter2');
  expect(err.split('\n')).toHaveLength(1);
});

test('a project without configuration for the rules is told how it gets it', async () => {
  const root = await project();
  put(root, { 'pyproject.toml': '[project]\nname = "shop"\n' });
  expect(await review(root)).toMatchObject({
    exitCode: 1,
    err: 'pyproject.toml has no [tool.fastapi-architect], which the rules need; run "fastapi-architect upgrade"',
  });
});
