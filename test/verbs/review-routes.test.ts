import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const ROUTE_RULES = 'tests/architecture/route_rules';

/** A rule about routes that needs no FastAPI, and one that asks no application for them. */
const OWN_ROUTES = {
  [`${ROUTE_RULES}/routes_are_few.py`]: `"""There are few routes."""

from typing import NamedTuple

from tests.architecture.rule import Place

WHY = "Nobody finds a thing among many."
INSTEAD = "none"


class Lack(NamedTuple):
    place: Place
    what: str
    instead: str = ""


def check(application):
    yield Lack(Place("app/main.py", 3, 1), f"\`GET {application}\` (\`one\`) is one more")
`,
  'tests/architecture/running.py': `from tests.architecture.rule import ROUTES, all_rules

print("what an application prints")


def route_findings():
    return [found for rule in all_rules(ROUTES) for found in rule.findings("/notes")]
`,
};

const project = () => makeProject(['--yes'], templates);

async function routedProject(): Promise<string> {
  const root = await project();
  rmSync(join(root, ROUTE_RULES), { recursive: true });
  put(root, OWN_ROUTES);
  return root;
}

const review = (root: string, ...words: readonly string[]) =>
  run(root, ['review', ...words], undefined, templates);

test('the routes are judged when that is asked for, and nothing of the application is run otherwise', async () => {
  const root = await routedProject();
  put(root, { 'app/models/__init__.py': '"""Models."""\n\nopen("ran", "w")\n' });
  expect(await review(root)).toMatchObject({
    exitCode: 0,
    out: expect.not.stringContaining('routes-are-few'),
  });
  expect(existsSync(join(root, 'ran'))).toBe(false);
  const { exitCode, out } = await review(root, '--routes');
  expect(exitCode).toBe(2);
  expect(out).toMatch(/^app\/main\.py:3:1 +routes-are-few +`GET \/notes` \(`one`\) is one more$/m);
  expect(out).toContain('routes-are-few: There are few routes');
  const said = await review(root, '--routes', '--json');
  const { review: found } = JSON.parse(said.out) as { review: { rules: { name: string }[] } };
  expect(found.rules).toContainEqual(expect.objectContaining({ name: 'routes-are-few' }));
});

test('an exception for a rule about routes counts when they are judged', async () => {
  const root = await routedProject();
  const file = join(root, 'tests/architecture/exceptions.toml');
  const allow = (path: string) =>
    writeFileSync(
      file,
      `[[allow]]\nrule = "routes-are-few"\nfile = "${path}"\nreason = "soon"\nuntil = 2999-12-31\n`,
    );
  allow('app/main.py');
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--routes')).toMatchObject({ exitCode: 0 });
  allow('app/other.py');
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--routes')).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('routes-are-few in app/other.py is allowed, and nothing breaks it'),
  });
});

test('what is not installed cannot be asked for its routes', async () => {
  const root = await project();
  put(root, { 'fastapi.py': 'raise ModuleNotFoundError("No module named fastapi", name="fastapi")\n' });
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  expect(await review(root, '--routes')).toMatchObject({
    exitCode: 1,
    err: "the project's rules could not be run: the application cannot be made: structlog cannot be imported: uv sync, then again",
  });
});

test('what cannot be made is told without a value of a setting', async () => {
  const root = await routedProject();
  const broken = 'raise ValueError("postgresql://shop:hunter2@db/shop is no URL")\n';
  put(root, { 'app/main.py': broken, 'tests/architecture/running.py': 'import app.main\n' });
  const { exitCode, err } = await review(root, '--routes');
  expect([exitCode, err]).toEqual([1, expect.stringContaining('ValueError in app/main.py:1')]);
  expect(err).not.toContain('hunter2');
  expect(err.split('\n')).toHaveLength(1);
});

test('a project without rules about routes is told how it gets them', async () => {
  const root = await project();
  rmSync(join(root, ROUTE_RULES), { recursive: true });
  expect(await review(root, '--routes')).toMatchObject({
    exitCode: 1,
    err: `${ROUTE_RULES} is missing, so the rules cannot run: run "fastapi-architect upgrade"`,
  });
});
