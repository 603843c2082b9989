import { expect, test } from 'vitest';
import { lazily } from '../../src/lazy.ts';

test('a member is made when it is read, once', () => {
  const asked: string[] = [];
  const view = lazily({ name: 'note' }, { model: () => ({ made: asked.push('model') }) });
  expect([view.name, asked]).toEqual(['note', []]);
  expect(view.model).toBe(view.model);
  expect([view, asked]).toEqual([{ name: 'note', model: { made: 1 } }, ['model']]);
});
