import { expect, test } from 'vitest';
import { renderProject } from '../support/render.ts';
import { placer } from '../../src/overlay/place.ts';

const { move: path, template: text } = placer({
  'app/config.py': 'app/core/config.py',
  'app/repositories': 'app/db/repositories',
  'app/repositories/integrity.py': 'app/utils/integrity.py',
  'tests/routers': 'tests/api/v1',
});

test.each([
  ['app/config.py', 'app/core/config.py'],
  ['app/repositories/base.py', 'app/db/repositories/base.py'],
  ['app/repositories/integrity.py', 'app/utils/integrity.py'],
  ['tests/routers/test_notes.py', 'tests/api/v1/test_notes.py'],
  ['app/repositories_of_mine/base.py', 'app/repositories_of_mine/base.py'],
  ['app/schemas/config.py', 'app/schemas/config.py'],
  ['my/app/config.py', 'my/app/config.py'],
])('%s goes to %s', (from, to) => {
  expect(path(from)).toBe(to);
});

test('modules move with their files, and imports are sorted again', () => {
  const before = `import os

from app.config import Environment, Settings
from app.main import create_app
from app.repositories.base import Repository
from app.repositories.integrity import (
    domain_error,
    domain_errors as errors,
)
from tests.fakes import in_memory

PATCHED = "app.repositories.base.select"
MINE = "my.app.config"
`;
  expect(text('app/x.py', before)).toBe(`import os

from app.core.config import Environment, Settings
from app.db.repositories.base import Repository
from app.main import create_app
from app.utils.integrity import domain_error, domain_errors as errors
from tests.fakes import in_memory

PATCHED = "app.db.repositories.base.select"
MINE = "my.app.config"
`);
});

test('what is written about a place moves too', () => {
  expect(text('README.md', '`app/config.py`, `app/repositories/`, `tests/routers`.')).toBe(
    '`app/core/config.py`, `app/db/repositories/`, `tests/api/v1`.',
  );
});

test('a file that names nothing that moves stays byte for byte', () => {
  const odd = 'from app.b import x\nfrom app.a import y\n';
  expect(text('a.py', odd)).toBe(odd);
});

test('a profile without places moves nothing', () => {
  expect(placer({}).move('app/config.py')).toBe('app/config.py');
  expect(placer({}).template('a.py', 'app.config')).toBe('app.config');
});

test('what a user has written is not moved', () => {
  const words = 'app/config.py and app.routers are as the user says';
  const line = `Note text:text:example=${words.replaceAll(' ', '_')}`;
  const files = renderProject('api-v1', [line], undefined, undefined, words);
  expect(files.get('README.md')).toContain(words);
  expect(files.get('app/schemas/note.py')).toContain(words.replaceAll(' ', '_'));
  expect(files.get('app/schemas/note.py')).toContain('from app.');
});
