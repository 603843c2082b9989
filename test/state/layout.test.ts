import { expect, test } from 'vitest';
import { isOwnPath, isProjectPath, isWrittenFolder, isWrittenPath } from '../../src/state/layout.ts';

const foreign = [
  '',
  '.',
  '..',
  '../x',
  'a/../x',
  '/etc/passwd',
  'a//b',
  'a/',
  'C:/x',
  'app/x.py:stream',
  'app\\x.py',
  '.git/HEAD',
  '.GIT/hooks/post-commit',
  'app/.git/config',
  '.git./HEAD',
  '.git /HEAD',
  '.git. . /HEAD',
  '.git::$INDEX_ALLOCATION/HEAD',
  'git~1/HEAD',
  'GIT~2/HEAD',
  'app/FASTAP~1/lock',
  'YO-RC~1.JSO',
  '.g\u200cit/HEAD',
  '.\ufeffgit/HEAD',
  '.ｇit/HEAD',
  'app/\u001b[2Jx.py',
  'app/a\nb.py',
  'app/\u202eyp.x',
  'app/\ud800.py',
];

test.each(foreign)('%j is no path of a project', (path) => {
  expect(isProjectPath(path)).toBe(false);
  expect(isWrittenPath(path)).toBe(false);
  expect(isWrittenFolder(path)).toBe(false);
});

test.each([
  'app/main.py',
  '.gitignore',
  '.github/workflows/ci.yml',
  '.env.example',
  'docs/größe.md',
  'app/~x.py',
  'app/x.git',
])('%j is one', (path) => {
  expect([isProjectPath(path), isWrittenPath(path), isOwnPath(path)]).toEqual([true, true, false]);
});

test.each([
  '.fastapi-architect/lock/note.json',
  '.FASTAPI-ARCHITECT/x',
  '.faſtapi-architect/x',
  '.YO-RC.json',
])("%j is the generator's own", (path) => expect(isOwnPath(path)).toBe(true));

test.each([
  ['.yo-rc.json', true],
  ['.fastapi-architect/lock/_project.json', true],
  ['.fastapi-architect/resources/note.json', true],
  ['.fastapi-architect/objects/ab/cdef.gz', true],
  ['.fastapi-architect/.gitignore', true],
  ['.fastapi-architect/tx/journal.json', false],
  ['.fastapi-architect/undo/1700000000000/manifest.json', false],
  ['.fastapi-architect/lock/../tx.json', false],
  ['.Fastapi-Architect/lock/note.json', false],
  ['.YO-RC.json', false],
])('a run has written %j: %s', (path, isWritten) => expect(isWrittenPath(path)).toBe(isWritten));
