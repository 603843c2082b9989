import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { edit } from '../support/project.ts';
import { put, tempFolder, treeOf } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { templates } from '../support/render.ts';

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

/** A handler that decides, in a file of the user's own. */
const REPORTS = `"""Reports over HTTP."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/reports")
async def list_reports(size: int) -> list[int]:
    """List reports."""
    if size > 10:
        size = 10
    return [size]
`;

async function project(): Promise<string> {
  const cwd = tempFolder();
  const { exitCode } = await run(
    cwd,
    ['new', 'shop', '--yes', '--skip-install', '--skip-git'],
    undefined,
    templates,
  );
  expect(exitCode).toBe(0);
  return join(cwd, 'shop');
}

async function brokenProject(): Promise<string> {
  const root = await project();
  put(root, { 'app/routers/reports.py': REPORTS });
  return root;
}

const review = (root: string, ...words: readonly string[]) =>
  run(root, ['review', ...words], undefined, templates);

test('a project as it comes breaks no rule', async () => {
  const root = await project();
  const before = treeOf(root);
  expect(await review(root)).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/rules, no findings$/),
  });
  expect(treeOf(root)).toEqual(before);
});

test('what breaks a rule is a row of the table, with why, and the code that would keep it', async () => {
  const broken = await brokenProject();
  const { exitCode, out } = await review(broken);
  expect(exitCode).toBe(2);
  expect(out).toMatch(/^app\/routers\/reports\.py:11:5 +thin-handlers +`list_reports` branches, compares$/m);
  expect(out).toMatch(/^thin-handlers: Keep handlers thin: /m);
  expect(out).toMatch(/^ {4}async def /m);
});

test('paths name the part of the project that is looked at', async () => {
  const broken = await brokenProject();
  expect(await review(broken, 'app/services')).toMatchObject({ exitCode: 0 });
  expect(await review(join(broken, 'app'), 'routers/reports.py')).toMatchObject({ exitCode: 2 });
  expect(await review(broken, 'app/nothing')).toMatchObject({
    exitCode: 1,
    err: 'app/nothing does not exist: type a file or folder of the project',
  });
  expect(await review(broken, '..')).toMatchObject({ exitCode: 1, err: /is outside of the project/ });
});

test('a program gets the same as JSON', async () => {
  const broken = await brokenProject();
  const { exitCode, out } = await review(broken, '--json');
  const { verb, review: found } = JSON.parse(out) as {
    verb: string;
    review: { findings: readonly object[]; rules: readonly object[] };
  };
  expect([exitCode, verb]).toEqual([2, 'review']);
  expect(found.findings).toContainEqual(
    expect.objectContaining({ rule: 'thin-handlers', file: 'app/routers/reports.py', line: 11 }),
  );
});

test('a code host gets the same as SARIF', async () => {
  const broken = await brokenProject();
  const { exitCode, out } = await review(broken, '--sarif');
  const { version, runs } = JSON.parse(out) as Sarif;
  expect([exitCode, version]).toEqual([2, '2.1.0']);
  const [{ tool, results } = { tool: { driver: { rules: [] } }, results: [] }] = runs;
  const place = results.find(({ ruleId }) => ruleId === 'thin-handlers')?.locations[0]?.physicalLocation;
  expect(place).toMatchObject({
    artifactLocation: { uri: 'app/routers/reports.py' },
    region: { startLine: 11, startColumn: 5 },
  });
  const known = new Set(tool.driver.rules.map(({ id }) => id));
  expect(results.filter(({ ruleId }) => !known.has(ruleId))).toEqual([]);
});

test('an exception with a reason holds until its last day', async () => {
  const root = await brokenProject();
  const { out } = await review(root, '--json');
  const { review: found } = JSON.parse(out) as { review: { findings: { rule: string }[] } };
  const rules = new Set(found.findings.map(({ rule }) => rule));
  const allow = (until: string) =>
    [...rules]
      .map((rule) =>
        [
          '[[allow]]',
          `rule = "${rule}"`,
          'file = "app/routers/reports.py"',
          'reason = "soon"',
          `until = ${until}`,
        ].join('\n'),
      )
      .join('\n\n');
  const file = join(root, 'tests/architecture/exceptions.toml');
  writeFileSync(file, allow('2999-12-31'));
  expect(await review(root)).toMatchObject({ exitCode: 0 });
  writeFileSync(file, allow('2020-01-01'));
  expect(await review(root)).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('expired on 2020-01-01'),
  });
  writeFileSync(file, '[[allow]]\nrule = "thin-handlers"\n');
  expect(await review(root)).toMatchObject({ exitCode: 1, err: /needs rule, file, reason and until/ });
});

test('a file that is no Python is one more finding', async () => {
  const root = await project();
  edit(root, 'app/main.py', 'def create_app', 'def def create_app');
  const { exitCode, out } = await review(root);
  expect(exitCode).toBe(2);
  expect(out).toMatch(/^app\/main\.py:1:1 +valid-python +is not valid Python, so no other rule checks it: /m);
});
