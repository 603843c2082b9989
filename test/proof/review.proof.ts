import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readProfile } from '../../src/overlay/manifest.ts';
import type { Finding, Review } from '../../src/review/review.ts';
import { put } from '../support/folder.ts';
import { mutationsFor, toolMutationsFolder, type Mutation } from '../support/mutations.ts';
import { templates } from '../support/render.ts';
import { sharedEnvironmentFor } from './environment.ts';
import { checkout, programIn, pythons } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';
import { run } from './run.ts';
import { binAt, editable } from './shapes.ts';
import { taskSubject } from './task.ts';

// `review` with the tools of a project: ruff, import-linter and mypy.

const bin = join(checkout, 'dist', 'bin', 'fastapi-architect.js');
const [python] = pythons();
const profile = readProfile(templates, taskSubject());
const mutations = mutationsFor(profile, toolMutationsFolder);

/** The tools that report what breaks a rule. */
const REPORTED_BY: Readonly<Record<string, RegExp>> = {
  'absolute-imports': /^ruff\/TID252$/,
  awaited: /^(mypy\/|ruff\/(RUF006|F841)$)/,
  'downward-imports': /^import-linter\//,
  'foreign-libraries': /^(import-linter\/|mypy\/attr-defined$)/,
  'known-to': /^(import-linter\/|mypy\/attr-defined$)/,
  parts: /^(import-linter\/|ruff\/INP001$)/,
};

const folder = mkdtempSync(join(ownTemporaryFolder(), 'review-'));
const root = join(folder, 'shop');
let interpreter = '';

async function reviewed(...more: readonly string[]): Promise<Review> {
  const env = { PYTHON: interpreter };
  const { code, output } = await run(process.execPath, [bin, 'review', '--json', ...more], {
    cwd: root,
    env,
  });
  if (code !== 0 && code !== 2) throw new Error(`review ended with ${code}\n${output.slice(-4000)}`);
  return (JSON.parse(output) as { readonly review: Review }).review;
}

/** Edits of the same file follow one after another; all others are judged in one run. */
function batches(): readonly (readonly Mutation[])[] {
  const found: { readonly files: Set<string>; readonly edits: Mutation[] }[] = [];
  for (const edit of mutations) {
    const files = Object.keys(edit.added);
    const free = found.find((batch) => !files.some((file) => batch.files.has(file)));
    const batch = free ?? { files: new Set<string>(), edits: [] };
    if (!free) found.push(batch);
    for (const file of files) batch.files.add(file);
    batch.edits.push(edit);
  }
  return found.map(({ edits }) => edits);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function judge(edits: readonly Mutation[]): Promise<readonly Finding[]> {
  const added = edits.flatMap((edit) => Object.entries(edit.added));
  const before = added.map(([file]) => [file, readIfThere(join(root, file))] as const);
  put(root, Object.fromEntries(added.map(([file, code], at) => [file, `${before[at]?.[1] ?? ''}\n${code}`])));
  try {
    return (await reviewed('--types')).findings;
  } finally {
    for (const [file, text] of before) {
      if (text === undefined) rmSync(join(root, file));
      else writeFileSync(join(root, file), text);
    }
  }
}

const caughtIn = ({ rule, added }: Mutation, findings: readonly Finding[]): boolean =>
  findings.some((each) => each.file in added && REPORTED_BY[rule]?.test(each.rule));

beforeAll(async () => {
  interpreter = programIn(await sharedEnvironmentFor(checkout, python), 'python');
  const resources = editable.flatMap((line) => ['--resource', line]);
  const quiet = ['--yes', '--skip-git', '--skip-install'];
  await binAt(bin)(folder, ['new', 'shop', '--profile', profile.id, ...quiet, ...resources]);
});

test('a project as it comes has no finding, and every tool has run', async () => {
  const { findings, complaints, missing } = await reviewed('--types');
  expect({ findings, complaints, missing }).toEqual({ findings: [], complaints: [], missing: [] });
});

test('each edit is reported by the tool whose configuration forbids it', async () => {
  const missed: string[] = [];
  for (const edits of batches()) {
    const findings = await judge(edits);
    missed.push(...edits.filter((edit) => !caughtIn(edit, findings)).map(({ name }) => name));
  }
  expect(missed).toEqual([]);
});

test('a file has one finding for its relative imports', async () => {
  const file = 'app/services/pricing.py';
  put(root, { [file]: 'from . import tag\nfrom .product import ProductService\n' });
  const { findings } = await reviewed();
  rmSync(join(root, file));
  const found = findings.filter(({ rule }) => rule === 'ruff/TID252');
  expect(found.map(({ what }) => what)).toEqual([expect.stringMatching(/, and 1 more$/)]);
});

test('the tools run no code of the project', async () => {
  const marks = 'open("ran", "w").close()\n';
  const names = ['ruff', 'importlinter', 'grimp', 'rich', 'click', 'tomllib', 'contracts', 'sitecustomize'];
  const hostile = ['app/__init__.py', ...names.map((name) => `${name}.py`)];
  const pyproject = readFileSync(join(root, 'pyproject.toml'), 'utf8');
  const types = '[tool.importlinter]\ncontract_types = ["own: contracts.Contract"]\n';
  put(root, Object.fromEntries(hostile.map((file) => [file, marks])));
  put(root, { 'pyproject.toml': pyproject.replace('[tool.importlinter]\n', types) });
  await reviewed();
  expect(existsSync(join(root, 'ran'))).toBe(false);
});
