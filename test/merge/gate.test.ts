import { expect, test, vi } from 'vitest';

vi.mock('yaml', () => {
  throw new Error('yaml was loaded');
});
vi.mock('smol-toml', () => {
  throw new Error('smol-toml was loaded');
});

test('what reads a kind of file is loaded for a file of that kind alone', async () => {
  const { newFaults } = await import('../../src/merge/gate.ts');
  expect(await newFaults('a.py', 'a = (', { mine: 'a = 1', theirs: '' })).toHaveLength(1);
  expect(await newFaults('a.md', '# A', { mine: '', theirs: '' })).toEqual([]);
  for (const path of ['a.yaml', 'a.json', 'a.toml'])
    await expect(newFaults(path, '', { mine: '', theirs: '' })).rejects.toThrow();
});
