import { expect, test } from 'vitest';
import { hashOf } from '../../src/state/objects.ts';
import { compare, type Verdict } from '../../src/write/compare.ts';
import { put, tempFolder } from '../support/folder.ts';

interface Case {
  readonly base?: string;
  readonly mine?: string;
  readonly theirs: string;
  readonly kind?: 'managed' | 'seed';
  readonly state?: 'managed' | 'detached';
}

const cases: readonly (readonly [string, Case, Verdict])[] = [
  ['nothing there', { theirs: 'new' }, 'create'],
  ['untouched and nothing new', { base: 'a', mine: 'a', theirs: 'a' }, 'same'],
  ['untouched, something new', { base: 'a', mine: 'a', theirs: 'b' }, 'update'],
  ['edited, nothing new', { base: 'a', mine: 'm', theirs: 'a' }, 'edited'],
  ['edited, something new', { base: 'a', mine: 'm', theirs: 'b' }, 'conflict'],
  ['edited to what is new', { base: 'a', mine: 'b', theirs: 'b' }, 'same'],
  ['deleted by the user', { base: 'a', theirs: 'b' }, 'absent'],
  ['not ours', { mine: 'm', theirs: 'b' }, 'conflict'],
  ['not ours, but equal', { mine: 'b', theirs: 'b' }, 'same'],
  ['checked out with other line ends', { base: 'a\nb\n', mine: 'a\r\nb\r\n', theirs: 'a\nb\n' }, 'same'],
  ['a seed that is there', { mine: 'm', theirs: 'b', kind: 'seed' }, 'kept'],
  ['a seed that was deleted', { base: 'a', theirs: 'b', kind: 'seed' }, 'absent'],
  ['let go by the user', { base: 'a', mine: 'm', theirs: 'b', state: 'detached' }, 'kept'],
];

test.each(cases)('%s', (_, { base, mine, theirs, kind = 'managed', state = 'managed' }, verdict) => {
  const root = tempFolder();
  if (mine !== undefined) put(root, { 'a.py': mine });
  const entry = { unit: 'project', kind, template: 't', output: 'a.py', view: {} } as const;
  const locked =
    base === undefined ? undefined : { path: 'a.py', base: hashOf(base), state, generator: '1', input: '' };
  expect(compare(root, [{ entry, render: () => theirs, input: 'now', locked }])[0]?.verdict).toBe(verdict);
});

test('an update keeps the line ends that the file has', () => {
  const root = tempFolder();
  put(root, { 'a.py': 'a\r\n' });
  const entry = { unit: 'project', kind: 'managed', template: 't', output: 'a.py', view: {} } as const;
  const locked = { path: 'a.py', base: hashOf('a\n'), state: 'managed', generator: '1', input: '' } as const;
  expect(compare(root, [{ entry, render: () => 'b\nc\n', input: 'now', locked }])[0]?.after()).toBe(
    'b\r\nc\r\n',
  );
});
