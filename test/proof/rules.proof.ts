import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readProfile } from '../../src/overlay/manifest.ts';
import { sourceRules } from '../../src/overlay/rules.ts';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { RESOURCES_FOLDER } from '../../src/state/layout.ts';
import { resourceText } from '../../src/state/resources.ts';
import { put } from '../support/folder.ts';
import { freshEdits, freshResources, type FreshEdit } from '../support/fresh-edits.ts';
import { mutationsFor, type Mutation } from '../support/mutations.ts';
import { renderProject, templates } from '../support/render.ts';
import { draw, linesOf } from './draw.ts';
import { checkout, pythons } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';
import { mustRun } from './run.ts';
import { drawSeed as seed } from './seed.ts';
import { editable, related, ten } from './shapes.ts';
import { taskSubject } from './task.ts';

interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
}

const driver = join(checkout, 'test', 'proof', 'mutate.py');

console.log(`drawn with DRAW_SEED=${seed}`);

/** What no rule may have anything to say about. */
const shapes = [
  { name: 'bare', lines: [] },
  { name: 'ten', lines: ten },
  { name: 'related', lines: related },
  ...draw(seed, 4, 8).map((each, at) => ({ name: `drawn-${at + 1}`, lines: linesOf(each) })),
];

const linesIn = (text: string): number => text.split('\n').length;

/** A project on disk, what its rules say of it, and of it with each of the edits. */
async function judge(folder: string, edits: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const output = await mustRun(pythons()[0].command, [driver], {
    cwd: folder,
    input: JSON.stringify(edits),
  });
  return JSON.parse(output) as Record<string, readonly Finding[]>;
}

const id = taskSubject();
const profile = readProfile(templates, id);
const mutations = mutationsFor(profile);

describe(`the rules of ${id}`, () => {
  const folder = mkdtempSync(join(ownTemporaryFolder(), 'rules-'));
  const make = (name: string, lines: readonly string[], auth?: string): string => {
    const root = join(folder, name);
    put(root, Object.fromEntries(renderProject(id, lines, auth)));
    put(root, specsOf(lines));
    return root;
  };

  let found: Record<string, readonly Finding[]> = {};
  const before: Record<string, number> = {};
  beforeAll(async () => {
    const root = make('small', editable);
    const edits = mutations.map(({ name, added }) => {
      const texts = Object.entries(added).map(([file, code]) => {
        const old = readIfThere(join(root, file));
        before[file] = old === '' ? 0 : linesIn(old);
        return [file, `${old}\n${code}`] as const;
      });
      return [name, Object.fromEntries(texts)] as const;
    });
    found = await judge(root, Object.fromEntries(edits));
  });

  /** What is said of the added lines, and not of what was there. */
  const said = ({ name, added }: Mutation): readonly Finding[] =>
    (found[name] ?? []).filter(({ file, line }) => file in added && line > (before[file] ?? 0));

  test.each(mutations.filter(({ rule }) => rule !== 'legal'))('$name is caught', (mutation) => {
    expect(said(mutation).map(({ rule }) => rule)).toContain(mutation.rule);
  });

  test.each(mutations.filter(({ rule }) => rule === 'legal'))('$name is not', (mutation) => {
    expect(found[mutation.name]).toEqual([]);
  });

  describe('edits by developers who did not know the code of the rules', () => {
    let root = '';
    let edits: readonly FreshEdit[] = [];
    let judged: Record<string, readonly Finding[]> = {};
    const asked = new Set([...sourceRules().map(({ name }) => name), 'legal']);
    beforeAll(async () => {
      root = make('fresh', freshResources);
      edits = freshEdits(id, (file) => readIfThere(join(root, file))).filter(({ rule }) => asked.has(rule));
      judged = await judge(root, Object.fromEntries(edits.map(({ name, files }) => [name, files])));
    });
    const saying = (kind: (edit: FreshEdit) => boolean) =>
      edits.filter(kind).filter(({ name }) => (judged[name] ?? []).length > 0);

    test('each that breaks a rule is reported, except those known to be missed', () => {
      const reported = saying(({ rule }) => rule !== 'legal').map(({ name }) => name);
      const expected = edits.filter(({ rule, missed }) => rule !== 'legal' && !missed);
      expect(reported).toEqual(expected.map(({ name }) => name));
    });

    test('none that is right is reported', () => {
      expect(saying(({ rule }) => rule === 'legal').map(({ name }) => [name, judged[name]])).toEqual([]);
    });
  });

  test('the project that is edited breaks none', () => {
    expect(found['']).toEqual([]);
  });

  const asTheyCome = profile.auths.flatMap((auth) =>
    shapes.map(({ name, lines }) => ({ auth, name, lines })),
  );
  test.each(asTheyCome)('$name, with $auth to log in, breaks none', async ({ auth, name, lines }) => {
    expect(await judge(make(`${name}-${auth}`, lines, auth), {})).toEqual({ '': [] });
  });
});

/** The rules read of a resource's spec what its code does not say. */
function specsOf(lines: readonly string[]): Record<string, string> {
  const specs = lines.map((line) => parseResource(parseResourceLine(line)));
  return Object.fromEntries(
    specs.map((spec) => [`${RESOURCES_FOLDER}/${spec.name}.json`, resourceText(spec)] as const),
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
