import { expect, test } from 'vitest';
import { merge } from '../../src/merge/merge.ts';
import { renderProject } from '../support/render.ts';

const files = renderProject('layered', ['Loan title:str']);

/** Replaces what is there for certain. */
function put(text: string, was: string, is: string): string {
  if (!text.includes(was)) throw new Error(`${was} is not in the text`);
  return text.replace(was, is);
}

interface Row {
  readonly path: string;
  readonly mine: (text: string) => string;
  readonly theirs: (text: string) => string;
  /** Undefined: only the user can say. */
  readonly has: readonly string[] | undefined;
}

const redis = /"redis>=.*",\n/.exec(files.get('pyproject.toml') ?? '')?.[0] ?? '';
const bumped = redis.replace(/\d+/, '99');

const rows: Readonly<Record<string, Row>> = {
  'a dependency beside one whose version changes': {
    path: 'pyproject.toml',
    mine: (text) => put(text, redis, `${redis}    "rich>=14",\n`),
    theirs: (text) => put(text, redis, bumped),
    has: [`${bumped}    "rich>=14",\n`],
  },
  'a dependency of each in one place': {
    path: 'pyproject.toml',
    mine: (text) => put(text, redis, `${redis}    "rich>=14",\n`),
    theirs: (text) => put(text, redis, `${redis}    "rsa>=4",\n`),
    has: ['"rich>=14",\n', '"rsa>=4",\n'],
  },
  'one version, two ways': {
    path: 'pyproject.toml',
    mine: (text) => put(text, redis, '"redis>=1",\n'),
    theirs: (text) => put(text, redis, bumped),
    has: undefined,
  },
  'comments that the user replaced, in new words': {
    path: 'tests/architecture/exceptions.toml',
    mine: () => '[[allow]]\nrule = "thin-handlers"\n',
    theirs: (text) => put(text, 'Allowed violations', 'Exceptions'),
    has: ['[[allow]]\nrule = "thin-handlers"\n'],
  },
  'a table of each at the end': {
    path: 'pyproject.toml',
    mine: (text) => `${text}\n[tool.mine]\nkey = 1\n`,
    theirs: (text) => `${text}\n[tool.theirs]\nkey = 2\n`,
    has: ['[tool.theirs]\nkey = 2\n', '[tool.mine]\nkey = 1\n'],
  },
  'a key at the end of the last table, and a new table': {
    path: 'pyproject.toml',
    mine: (text) => `${text}mine = true\n`,
    theirs: (text) => `${text}\n[tool.theirs]\nkey = 2\n`,
    has: undefined,
  },
  'a variable of each at the end': {
    path: '.env.example',
    mine: (text) => `${text}\n# Ours.\nSENTRY_DSN=\n`,
    theirs: (text) => `${text}\n# The mail server.\nSMTP_HOST=localhost\n`,
    has: ['# Ours.\nSENTRY_DSN=\n', '# The mail server.\nSMTP_HOST=localhost\n'],
  },
  'one variable of each, with two values': {
    path: '.env.example',
    mine: (text) => `${text}\nSMTP_HOST=mail\n`,
    theirs: (text) => `${text}\nSMTP_HOST=localhost\n`,
    has: undefined,
  },
  'a service of each in one place': {
    path: 'compose.yaml',
    mine: (text) => put(text, '\nvolumes:', '  mine:\n    image: mine\n\nvolumes:'),
    theirs: (text) => put(text, '\nvolumes:', '  theirs:\n    image: theirs\n\nvolumes:'),
    has: ['  theirs:\n    image: theirs\n', '  mine:\n    image: mine\n'],
  },
};

test.each(Object.entries(rows))('%s', async (_, { path, mine, theirs, has }) => {
  const base = files.get(path) ?? '';
  const merged = await merge(path, { base, mine: mine(base), theirs: theirs(base) });
  if (has === undefined) expect(merged).toBeUndefined();
  for (const each of has ?? []) expect(merged).toContain(each);
});
