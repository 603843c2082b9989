import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, tempFolder } from '../support/folder.ts';

const bin = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-architect.js');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bin with programs of ours before all others, and interrupts it when it announces `at`. */
function runWith(
  tools: Readonly<Record<string, string>>,
  cwd: string,
  args: readonly string[],
  at?: string,
): Promise<Ended> {
  const folder = tempFolder();
  for (const [name, script] of Object.entries(tools)) {
    put(folder, { [name]: `#!/bin/sh\n${script}\n` });
    chmodSync(join(folder, name), 0o755);
  }
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const child = spawn(process.execPath, [bin, ...args], { cwd, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
    // The program itself has to be running.
    if (at !== undefined && err.includes(at)) setTimeout(() => child.kill('SIGINT'), 300);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const environment =
  'mkdir -p .venv/bin; printf "#!/bin/sh\\n%s\\n" "$EXPORT" > .venv/bin/python; chmod +x .venv/bin/python';

test('in a pipe, each program that takes long is announced by a plain line on standard error', async () => {
  const { code, out, err } = await runWith(
    { uv: `EXPORT="echo {} > openapi.json"; ${environment}` },
    tempFolder(),
    ['new', 'shop', '--yes', '--skip-git'],
  );
  expect([code, err]).toEqual([
    0,
    'installing the dependencies (uv sync)…\nexporting openapi.json (uv run python scripts/export_openapi.py)…\n',
  ]);
  expect(out).toContain('\nopenapi.json exported\n');
});

test('Ctrl-C during the installation: exit code 130, and the commands that finish it', async () => {
  const cwd = tempFolder();
  const ended = await runWith({ uv: 'exec sleep 60' }, cwd, ['new', 'shop', '--yes'], 'uv sync');
  expect(ended.code).toBe(130);
  const [, steps = ''] = ended.out.split('Next steps:\n');
  expect(ended.out).toContain('interrupted: all files of the project are complete');
  expect(steps.trim().split(/\n? +\d+\. /)).toEqual([
    expect.stringContaining('cd shop'),
    'uv sync  # install the dependencies',
    'uv run python scripts/export_openapi.py  # export openapi.json',
    'git init && git add --all && git commit --message "Start the project"  # create the repository',
    'uv run alembic upgrade head  # create the tables',
    'uv run uvicorn app.main:app --reload  # http://localhost:8000/docs',
  ]);
  expect([existsSync(join(cwd, 'shop', '.yo-rc.json')), existsSync(join(cwd, 'shop', '.git'))]).toEqual([
    true,
    false,
  ]);
});

test('Ctrl-C during the export after a resource: exit code 130, and the command that finishes it', async () => {
  const cwd = tempFolder();
  await runWith({ uv: `EXPORT="exec sleep 60"; ${environment}` }, cwd, [
    'new',
    'shop',
    '--yes',
    '--skip-install',
  ]);
  const root = join(cwd, 'shop');
  put(root, { '.venv/bin/python': '#!/bin/sh\nexec sleep 60\n' });
  chmodSync(join(root, '.venv/bin/python'), 0o755);
  const ended = await runWith({ uv: '' }, root, ['resource', 'Tag', 'name:str'], 'exporting');
  expect([ended.code, ended.out]).toEqual([
    130,
    expect.stringMatching(
      /except openapi\.json\n\nNext steps:\n  1\. uv run alembic upgrade head .*\n  2\. uv run python scripts\/export_openapi\.py /,
    ),
  ]);
  expect(existsSync(join(root, 'app', 'models', 'tag.py'))).toBe(true);
});
