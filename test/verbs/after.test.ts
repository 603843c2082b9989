import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { put, read, tempFolder } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

function tool(folder: string, name: string, script: string): void {
  put(folder, { [name]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, name), 0o755);
}

let tools = '';
let cwd = '';

beforeEach(() => {
  tools = tempFolder();
  cwd = tempFolder();
  symlinkSync(git, join(tools, 'git'));
  vi.stubEnv('PATH', `${tools}:/bin`);
  vi.stubEnv('HOME', tempFolder());
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  // A repository around the folder of temporary files is none of ours.
  vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  return () => vi.unstubAllEnvs();
});

/** An environment whose python "exports" by noting how it was called. */
const uv =
  'mkdir -p .venv/bin; printf \'#!/bin/sh\\necho "$@" > openapi.json\\n\' > .venv/bin/python; chmod +x .venv/bin/python; touch uv.lock';

function identify(): void {
  for (const who of ['AUTHOR', 'COMMITTER']) {
    vi.stubEnv(`GIT_${who}_NAME`, 'Ann');
    vi.stubEnv(`GIT_${who}_EMAIL`, 'ann@example.org');
  }
}

test('with uv and git: installed, exported, committed', async () => {
  tool(tools, 'uv', uv);
  identify();
  const { exitCode, out } = await run(cwd, ['new', 'shop']);
  expect(exitCode).toBe(0);
  expect(out).toContain('openapi.json exported');
  expect(read(cwd, 'shop/openapi.json').trim()).toBe('scripts/export_openapi.py');
  const committed = execFileSync(git, ['ls-files'], { cwd: join(cwd, 'shop'), encoding: 'utf8' }).split('\n');
  expect(committed).toEqual(
    expect.arrayContaining(['openapi.json', 'uv.lock', '.yo-rc.json', '.fastapi-architect/.gitignore']),
  );
  expect(committed.filter((path) => path.startsWith('.venv'))).toEqual([]);
});

test('a resource that is added later is in the contract too', async () => {
  tool(tools, 'uv', uv);
  await run(cwd, ['new', 'shop', '--skip-git']);
  put(cwd, { 'shop/openapi.json': 'old' });
  const { out } = await run(join(cwd, 'shop'), ['resource', 'Tag', 'name:str']);
  expect(out).toContain('openapi.json exported');
  expect(read(cwd, 'shop/openapi.json')).not.toBe('old');
});

const stepsIn = (out: string): readonly string[] =>
  (out.split('Next steps:\n')[1] ?? '').split('\n').map((line) => line.trim());

test('without uv the next steps use venv and pip, and nothing fails', async () => {
  identify();
  const { exitCode, out } = await run(cwd, ['new', 'shop']);
  expect([exitCode, out]).toEqual([
    0,
    expect.stringContaining('not installed: uv is not installed (https://'),
  ]);
  expect(stepsIn(out)).toEqual([
    '1. cd shop',
    '2. python3 -m venv .venv  # Python 3.11 or newer',
    '3. .venv/bin/python -m pip install --upgrade pip',
    '4. .venv/bin/python -m pip install --editable . --group dev  # install the dependencies',
    '5. .venv/bin/alembic upgrade head  # create the tables',
    '6. .venv/bin/uvicorn app.main:app --reload  # http://localhost:8000/docs',
  ]);
});

test('with uv the next steps use it, and nothing is left to install', async () => {
  tool(tools, 'uv', uv);
  identify();
  const { out } = await run(cwd, ['new', 'shop', '--database', 'postgresql']);
  expect(stepsIn(out)).toEqual([
    '1. cd shop',
    '2. docker compose up --detach --wait database  # start the database',
    '3. uv run alembic upgrade head  # create the tables',
    '4. uv run uvicorn app.main:app --reload  # http://localhost:8000/docs',
  ]);
});

test('a migration that is not applied yet is a next step, for people and for programs', async () => {
  tool(tools, 'uv', uv);
  await run(cwd, ['new', 'shop', '--skip-git']);
  const root = join(cwd, 'shop');
  const { out } = await run(root, ['resource', 'Tag', 'name:str']);
  expect(out).toMatch(/\n\d+ files: \d+ new, \d+ updated, 1 migration\n/);
  expect(stepsIn(out)).toEqual(['1. uv run alembic upgrade head  # apply the new migration']);
  const { out: json } = await run(root, ['resource', 'Label', 'name:str', '--json']);
  expect(JSON.parse(json)).toMatchObject({ next: ['uv run alembic upgrade head'] });
  expect((await run(root, ['resource', 'Other', 'name:str', '--dry-run'])).out).toMatch(
    /\n\d+ files would change: \d+ new, \d+ updated, 1 migration$/,
  );
});

test('an installation that fails leaves the project as it is', async () => {
  tool(tools, 'uv', 'echo no network >&2; exit 2');
  const { exitCode, out } = await run(cwd, ['new', 'shop', '--skip-git']);
  expect(exitCode).toBe(0);
  expect(out).toContain('uv sync failed: no network');
});

test('a missing git identity is no failure', async () => {
  vi.stubEnv('GIT_CONFIG_COUNT', '1');
  vi.stubEnv('GIT_CONFIG_KEY_0', 'user.useConfigOnly');
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'true');
  const { exitCode, out } = await run(cwd, ['new', 'shop', '--skip-install']);
  expect([exitCode, out.includes('git commit failed')]).toEqual([0, true]);
  expect(existsSync(join(cwd, 'shop/.git'))).toBe(true);
});

test('inside a repository none is made', async () => {
  execFileSync(git, ['init', '--quiet'], { cwd });
  const { out } = await run(cwd, ['new', 'shop', '--skip-install']);
  expect(out).not.toContain('git repository created');
  expect(out).toContain('.github/workflows/ci.yml to ../.github/workflows/');
  expect(existsSync(join(cwd, 'shop/.git'))).toBe(false);
});

test('.env is not written through a link that leads nowhere', async () => {
  const outside = tempFolder();
  put(cwd, { 'shop/.env.example': '' });
  symlinkSync(join(outside, 'stolen'), join(cwd, 'shop', '.env'));
  const flags = ['--auth', 'jwt', '--force', '--skip-install', '--skip-git', '--yes'];
  const { exitCode } = await run(cwd, ['new', 'shop', ...flags], undefined, templates);
  expect(exitCode).toBe(0);
  expect(existsSync(join(outside, 'stolen'))).toBe(false);
});

test('a repository that git does not read is not completed', async () => {
  put(cwd, { 'shop/.git/config': '[core]\nfsmonitor = touch pwned\n', 'shop/.git/HEAD': 'nonsense\n' });
  const { exitCode, out } = await run(cwd, ['new', 'shop', '--skip-install']);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('no commit created')]);
  expect(existsSync(join(cwd, 'shop', '.git', 'objects'))).toBe(false);
  expect(existsSync(join(cwd, 'shop', 'pwned'))).toBe(false);
});

test('what was in the folder before is not run by an installation', async () => {
  tool(tools, 'uv', 'touch installed');
  put(cwd, { 'shop/hatch.toml': '[build.hooks.custom]\n' });
  const { exitCode, out } = await run(cwd, ['new', 'shop', '--force', '--skip-git']);
  expect([exitCode, out]).toEqual([
    0,
    expect.stringContaining('not installed, because the folder already had hatch.toml'),
  ]);
  expect(existsSync(join(cwd, 'shop', 'installed'))).toBe(false);
});
