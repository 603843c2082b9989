import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { tempFolder } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const quiet = ['--yes', '--skip-install', '--skip-git', '--no-example'];

afterEach(() => vi.unstubAllEnvs());

async function project(...options: readonly string[]): Promise<string> {
  const folder = tempFolder();
  const { exitCode, err } = await run(folder, ['new', 'shop', ...quiet, ...options], undefined, templates);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return join(folder, 'shop');
}

const withLogin = () => project('--profile', 'layered', '--auth', 'jwt');
const add = (root: string, ...words: readonly string[]) =>
  run(root, ['resource', ...words, '--skip-install'], undefined, templates);
const secretIn = (root: string) =>
  /^SECRET_KEY=(.*)$/m.exec(readFileSync(join(root, '.env'), 'utf8'))?.[1] ?? '';

test('a login brings users, whom a resource can refer to', async () => {
  const root = await withLogin();

  const { exitCode } = await add(root, 'Order', 'number:str', 'owner:ref:to=User');

  expect(exitCode).toBe(0);
  expect(readFileSync(join(root, 'app/models/order.py'), 'utf8')).toContain('ForeignKey("users.id"');
});

test('tests delete what is deleted over HTTP, and nothing else', async () => {
  vi.stubEnv('ARCHITECT_DRAFTS', '1');
  const root = await project('--profile', 'clerk-celery');

  await add(root, 'Order', 'number:str', 'owner:ref:to=User');
  await add(root, 'Plan', 'number:str', 'team:ref:to=Team', 'owner:ref:to=User');

  const deletes = 'test_deleting_a_referenced_row';
  expect(readFileSync(join(root, 'tests/api/test_orders.py'), 'utf8')).not.toContain(deletes);
  const plans = readFileSync(join(root, 'tests/api/test_plans.py'), 'utf8');
  expect(plans).toContain(deletes);
  expect(plans).not.toContain('create_user, "/users"');
});

test('without a login there are no users', async () => {
  const root = await project('--profile', 'layered');

  const { exitCode, err } = await add(root, 'Order', 'number:str', 'owner:ref:to=User');

  expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringContaining('add User') });
});

test.each([
  [
    'User',
    'User: User is a built-in resource of the project; refer to it with owner:ref:to=User, or choose another name',
  ],
  ['Auth', 'auth: app/schemas/auth.py would be generated twice; rename the resource'],
])('what a login brings cannot be replaced: %s', async (name, message) => {
  const root = await withLogin();

  const { exitCode, err } = await add(root, name, 'title:str');

  expect({ exitCode, err: err.trim() }).toEqual({ exitCode: 1, err: message });
});

test('each project has a secret of its own, which the example does not show', async () => {
  const [first, second] = [await withLogin(), await withLogin()];

  expect(secretIn(first).length).toBeGreaterThanOrEqual(32);
  expect(secretIn(first)).not.toBe(secretIn(second));
  expect(readFileSync(join(first, '.env.example'), 'utf8')).toMatch(/^SECRET_KEY=$/m);
});

test('a .env that cannot be written is told, and the project is there all the same', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'shop'));
  symlinkSync(join(folder, 'nowhere', '.env'), join(folder, 'shop', '.env'));

  const login = ['--profile', 'layered', '--auth', 'jwt', '--force'];
  const { exitCode, out } = await run(folder, ['new', 'shop', ...quiet, ...login], undefined, templates);

  expect(exitCode).toBe(0);
  expect(out).toMatch(/^\.env was not created \(.*\): copy \.env\.example and fill in SECRET_KEY$/m);
});
