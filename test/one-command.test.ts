import { expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { renderProject, templates } from './support/render.ts';

const commandsIn = (text: string, line: RegExp): readonly string[] =>
  [...text.matchAll(line)].map(([, command = '']) => command);

test.each(readProfiles(templates).map(({ id }) => id))(
  'in %s, one command runs the checks that CI runs without a service',
  (id) => {
    const files = renderProject(id, []);
    const workflow = files.get('.github/workflows/ci.yml') ?? '';
    const hooks = files.get('.pre-commit-config.yaml') ?? '';
    // Hooks get file names, and some correct what they find.
    const run = commandsIn(hooks, /^ +entry: uv run (.+)$/gm).map((entry) =>
      entry.replace(/ --(fix|force-exclude)\b/g, ''),
    );
    const inCi = commandsIn(workflow, /^ +(?:- )?run: uv run (.+)$/gm).map((entry) =>
      entry.replace(' --check', ''),
    );
    expect(new Set(run)).toEqual(
      new Set(['ruff check', 'ruff format', 'mypy', 'lint-imports', 'pytest --cov']),
    );
    expect(inCi).toEqual(expect.arrayContaining(run));
  },
);
