import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { sharedEnvironmentFor } from './environment.ts';
import { checkout, programIn, pythons, tool } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';
import { mustRun } from './run.ts';

// The package of the architecture rules, by itself: no profile and no rendered project takes part.

const guard = join(checkout, 'guard');
const [python] = pythons();
let environment = '';

const runHere = (program: string, ...args: readonly string[]) =>
  mustRun(programIn(environment, program), args, { cwd: guard });

beforeAll(async () => {
  environment = await sharedEnvironmentFor(checkout, python);
});

test('the guard is linted, formatted and typed', async () => {
  await runHere('ruff', 'check', '--no-cache', '.');
  await runHere('ruff', 'format', '--no-cache', '--check', '.');
  await runHere('mypy', '--cache-dir', join(ownTemporaryFolder(), 'guard-mypy'));
});

test('the guard passes its own tests', async () => {
  await runHere('python', '-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider');
});

test('a wheel of the guard checks a project that no generator made', async () => {
  const folder = mkdtempSync(join(ownTemporaryFolder(), 'wheel-'));
  const into = join(folder, 'environment');
  await mustRun(tool('uv'), ['build', '--quiet', '--wheel', '--out-dir', folder, guard], { cwd: folder });
  await mustRun(tool('uv'), ['venv', '--quiet', '--python', python.command, into], { cwd: folder });
  const install = ['pip', 'install', '--quiet', '--python', into, '--find-links', folder];
  await mustRun(tool('uv'), [...install, '--no-index', 'fastapi-architect-guard'], { cwd: folder });
  const project = join(guard, 'tests', 'project');
  const printed = await mustRun(programIn(into, 'architect-guard'), ['--json'], { cwd: project });
  const report = JSON.parse(printed) as {
    readonly rules: readonly object[];
    readonly findings: readonly object[];
  };
  expect(report.rules.length).toBeGreaterThan(20);
  expect(report.findings).toEqual([]);
});
