import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { fieldTypeNames } from '../src/fields/types.ts';
import { projectChoices } from '../src/language/project.ts';
import { parseResource, parseResourceLine } from '../src/language/resource.ts';
import { combinations, flagsOf, nameOf, answersNamed, stacks } from './proof/answers.ts';
import { compare } from './proof/base.ts';
import { isWindows, pythons } from './proof/machine.ts';
import { isLeftOver, locked, ownName } from './proof/owned.ts';
import { pairwise } from './proof/pairwise.ts';
import { run } from './proof/run.ts';
import { related } from './proof/shapes.ts';
import { proofFiles, tasksOn } from './proof/tasks.ts';
import { put, tempFolder } from './support/folder.ts';
import { HANG } from './support/limits.ts';
import { templates } from './support/render.ts';
import { diskFault } from './support/setup.ts';
import { readProfiles } from '../src/overlay/manifest.ts';

const proofs = join(import.meta.dirname, 'proof');

describe('the combinations of answers', () => {
  test('have each value of each choice of each profile, with each value of each other one', () => {
    for (const profile of readProfiles(templates))
      for (const [at, one] of projectChoices.entries())
        for (const other of projectChoices.slice(at + 1))
          for (const value of one.values(profile))
            for (const beside of other.values(profile))
              expect(
                combinations.some(
                  (each) =>
                    each.profile === profile.id &&
                    each.options[one.key] === value &&
                    each.options[other.key] === beside,
                ),
                `${profile.id} with ${value} and ${beside}`,
              ).toBe(true);
  });

  test('become flags, one a choice', () => {
    for (const answers of combinations)
      expect(flagsOf(answers).filter((word) => word.startsWith('--'))).toEqual([
        '--profile',
        ...projectChoices.map(({ key }) => `--${key}`),
      ]);
  });

  test('are found by their names', () => {
    for (const answers of stacks) expect(answersNamed(nameOf(answers))).toBe(answers);
    expect(() => answersNamed('layerd')).toThrow(/there are no answers layerd; one of layered/);
  });
});

test('pairs of values meet in fewer combinations than there are', () => {
  const values = ['a', 'b', 'c'];
  const all = values.flatMap((one) =>
    values.flatMap((two) => values.flatMap((three) => values.map((four) => ({ one, two, three, four })))),
  );
  const picked = pairwise(all, (each) => each);
  expect(picked.length).toBeLessThan(all.length / 4);
  for (const one of ['one', 'two', 'three'] as const)
    for (const two of ['two', 'three', 'four'] as const)
      if (one !== two)
        for (const value of values)
          for (const other of values)
            expect(picked.some((each) => each[one] === value && each[two] === other)).toBe(true);
});

describe('the table of tasks', () => {
  test('has each file of proofs', () => {
    const files = readdirSync(proofs).filter((name) => name.endsWith('.proof.ts'));
    expect(files.toSorted()).toEqual(proofFiles.map(({ name }) => `${name}.proof.ts`).toSorted());
  });

  test('names each run once, and proves each profile and login on each database', () => {
    const tasks = tasksOn(['sqlite', 'postgresql']);
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
    for (const stack of stacks)
      for (const database of ['sqlite', 'postgresql'])
        for (const proof of ['base', 'relations'])
          expect(tasks.map(({ name }) => name)).toContain(`${proof} ${nameOf(stack)} ${database}`);
  });

  test('asks for no PostgreSQL where there is none', () => {
    expect(tasksOn(['sqlite']).filter(({ env }) => env['PROOF_DATABASE'] === 'postgresql')).toEqual([]);
  });
});

test('the related resources have every type of field, and every kind of relation', () => {
  const resources = related.map((line) => parseResource(parseResourceLine(line)));
  const fields = resources.flatMap(({ name, fields: own }) =>
    own.map((field) => ({ ...field, owner: name })),
  );
  expect(new Set(fields.map(({ type }) => type))).toEqual(new Set(fieldTypeNames));
  const references = fields.filter(({ type }) => type === 'ref');
  expect(references.some(({ owner, to }) => owner === to)).toBe(true);
  expect(new Set(references.map((field) => field.onDelete ?? 'restrict'))).toEqual(
    new Set(['cascade', 'restrict', 'set_null']),
  );
  expect(fields.some(({ type, owner, to }) => type === 'many' && owner === to)).toBe(true);
});

describe('a project and the one without resources', () => {
  const files = {
    'app/main.py': 'main',
    'app/models/__init__.py': 'none',
    'tests/test_main.py': 'whole',
    'tests/services/test_checks.py': 'checks',
    'tests/architecture/test_architecture.py': 'rules',
  };
  const lock = JSON.stringify({
    files: { 'registry/app/models/__init__.py': { path: 'app/models/__init__.py', state: 'registry' } },
  });
  const made = (changes: Readonly<Record<string, string>>) => {
    const folder = tempFolder();
    put(join(folder, 'base'), files);
    put(join(folder, 'own'), { ...files, '.fastapi-architect/lock/_project.json': lock, ...changes });
    return compare(join(folder, 'base'), join(folder, 'own'));
  };

  test('differ by their lists of resources and by the files of resources', () => {
    const resource = { 'app/models/__init__.py': 'Note', 'tests/services/test_note.py': 'note' };
    expect(made(resource)).toEqual({
      different: [],
      ownTests: ['tests/services/test_note.py', 'tests/test_main.py'],
      equalTests: 1,
      equalModules: ['app/main.py'],
    });
  });

  test('runs a test that differs, and reports any other file that differs', () => {
    const { different, ownTests } = made({
      'app/main.py': 'Main',
      'tests/services/test_checks.py': 'checks of notes',
    });
    expect(different).toEqual(['app/main.py', 'tests/services/test_checks.py']);
    expect(ownTests).toContain('tests/services/test_checks.py');
  });
});

describe('what a gate leaves behind', () => {
  test('is known by the process that made it, once that has ended', async () => {
    expect(isLeftOver(ownName('architect_test_'))).toBe(false);
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const gone = ownName('architect_test_').replace(/\d+$/, String(child.pid));
    expect(isLeftOver(gone)).toBe(true);
    expect(isLeftOver(`${gone}_0123456789`)).toBe(true);
    expect(isLeftOver('architect_test_of_somebody')).toBe(false);
  });

  test('a lock of a process that was killed is broken, and only one at a time holds it', async () => {
    const lock = join(tempFolder(), 'thing.lock');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(lock, ownName('').replace(/\d+$/, String(child.pid)));
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([locked(lock, work), locked(lock, work), locked(lock, work)]);
    expect(most).toBe(1);
  });

  test('reports a full disk in one line', () => {
    expect(diskFault(tempFolder(), 0)).toBeUndefined();
    expect(diskFault(tempFolder(), 1e9)).toMatch(
      /^the proofs need 1000000000 GB in .+ GB are free; free some, or name another folder with TMPDIR$/,
    );
  });
});

describe('programs of a proof', () => {
  test('give their exit code and both streams, also when there is no such program', async () => {
    const folder = tempFolder();
    const script = 'import sys; print(sys.stdin.read()); print("oops", file=sys.stderr); sys.exit(3)';
    const ran = await run(pythons()[0].command, ['-c', script], { cwd: folder, input: 'said' });
    expect(ran.code).toBe(3);
    expect(ran.output).toMatch(/said[^]*oops|oops[^]*said/);
    expect((await run('no-such-program', [], { cwd: folder })).code).not.toBe(0);
  });

  // Windows has no processes that are forked; there the system ends what belongs to a console.
  test.runIf(!isWindows)('end with their parent process', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'run'));
    const worker = spawn(pythons()[0].command, [join(proofs, 'worker.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const request = {
      id: 1,
      program: ['sh', '-c', 'echo $$; sleep 1000 & sleep 1000'],
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      input: null,
      output: join(folder, 'printed'),
    };
    worker.stdin.write(`${JSON.stringify(request)}\n`);
    const again = { ...request, id: 2, program: ['true'] };
    const lines = createInterface({ input: worker.stdout });
    worker.stdin.write(`${JSON.stringify({ ...again, output: join(folder, 'other') })}\n`);
    const [line] = (await once(lines, 'line')) as [string];
    expect(JSON.parse(line)).toMatchObject({ id: 2, code: 0 });
    const { stdout } = await groupOf(folder);
    expect(stdout).not.toBe('');
    worker.stdin.end();
    await once(worker, 'exit');
    await expect.poll(async () => (await groupOf(folder)).stdout, { timeout: HANG }).toBe('');
  });
});

/** The processes whose current folder is this one, as lines of `ps`. */
async function groupOf(folder: string): Promise<{ readonly stdout: string }> {
  const { output } = await run('sh', ['-c', 'ps -eo pid,args | grep "[s]leep 1000" || true'], {
    cwd: folder,
  });
  return { stdout: output.trim() };
}
