import { expect, test } from 'vitest';
import { layoutsOf } from '../../src/merge/lens.ts';
import { merge } from '../../src/merge/merge.ts';
import { renderProject } from '../support/render.ts';
import { faultsOf, workspace } from '../support/ruff.ts';
import { put, rows } from './careful-rows.ts';

const others = ['Category name:str', 'Tag label:str'];
const rendered = new Map<string, ReadonlyMap<string, string>>();

function render(fields: string, path: string): string {
  const files = rendered.get(fields) ?? renderProject('layered', [`Loan ${fields}`, ...others]);
  rendered.set(fields, files);
  return files.get(path) ?? '';
}

const settings = () => layoutsOf('[tool.ruff]\nline-length = 100\n');
const isFormatted = (text: string): boolean => workspace.format(text) === text;

test.each(Object.entries(rows))('%s', async (_, { path, before, after, edit, has, hasNot = [] }) => {
  const [base, theirs] = [render(before, path), render(after, path)];
  const mine = edit(base);
  expect(mine).not.toBe(base);
  const merged = await merge(path, { base, mine, theirs }, settings);
  for (const each of has) expect(merged).toMatch(each);
  for (const each of hasNot) expect(merged).not.toContain(each);
  const ownFaults = faultsOf(mine);
  expect(faultsOf(merged ?? '').filter((fault) => !ownFaults.includes(fault))).toEqual([]);
  if (isFormatted(mine)) expect(isFormatted(merged ?? '')).toBe(true);
});

test('a name in a one-line `__all__` on each side', async () => {
  const path = 'app/models/__init__.py';
  const [base = '', theirs = ''] = [['Loan title:str'], ['Loan title:str', 'Tag label:str']].map((lines) =>
    renderProject('layered', lines).get(path),
  );
  const mine = put(
    base,
    ['from app.models.loan', 'from app.models.audit import Audit\nfrom app.models.loan'],
    ['["Base", "Loan"]', '["Audit", "Base", "Loan"]'],
  );
  const merged = await merge(path, { base, mine, theirs }, settings);
  expect(merged).toContain('__all__ = ["Audit", "Base", "Loan", "Tag"]');
});
