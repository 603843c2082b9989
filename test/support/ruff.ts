import { createRequire } from 'node:module';
import type * as Ruff from '@astral-sh/ruff-wasm-nodejs';

const ruff = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs') as typeof Ruff;

/** The layout and the rules of names and imports that a generated project has. */
export const workspace = new ruff.Workspace(
  {
    'line-length': 100,
    'target-version': 'py311',
    lint: {
      select: ['E402', 'F', 'I'],
      isort: { 'known-first-party': ['app', 'tests', 'scripts'], 'known-third-party': ['alembic'] },
    },
  },
  ruff.PositionEncoding.Utf16,
);

/** What ruff finds in a Python file. */
export function faultsOf(text: string): readonly string[] {
  return (workspace.check(text) as Ruff.Diagnostic[]).map(({ code, message }) => `${code} ${message}`);
}

const complexity = new ruff.Workspace({ lint: { select: ['C901', 'PLR0912'] } }, ruff.PositionEncoding.Utf16);

/** The functions of a file with more branches than a project allows; migrations may have any number. */
export function tangledIn(path: string, text: string): readonly string[] {
  const found = path.includes('versions/') ? [] : (complexity.check(text) as Ruff.Diagnostic[]);
  return found.map(({ message }) => message);
}
