import { execa } from 'execa';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, tempFolder } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const script = async (shell: string) =>
  (await run(tempFolder(), ['completion', shell], undefined, templates)).out;

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers after the words, of which the last is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const typed = `COMP_WORDS=(fastapi-architect ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
  const ask = `${await script('bash')}\n${typed}\n_fastapi_architect; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await execa('bash', ['-uc', ask]);
  return stdout.split('\n');
}

test('bash offers verbs, layers, the flags of a verb, and the values of a flag', async () => {
  expect(await offered('res')).toEqual(['resource', 'resolve']);
  expect(await offered('rout')).toEqual(['router']);
  expect(await offered('help', 'und')).toEqual(['undo']);
  expect(await offered('completion', 'f')).toEqual(['fish']);
  expect(await offered('sync', '--d')).toEqual(['--dry-run', '--diff']);
  expect(await offered('router', 'Note', '--js')).toEqual(['--json']);
  expect(await offered('sync', '--on-conflict', 't')).toEqual(['theirs']);
  expect(await offered('sync', '--on-conflict', '=', 't')).toEqual(['theirs']);
  expect(await offered('new', '--profile', 'la')).toEqual(['layered']);
  expect(await offered('new', '--database', 'p')).toEqual(['postgresql']);
  expect(await offered('new', '--auth', 'j')).toEqual(['jwt']);
  expect(await offered('check', '--al')).toEqual(['']);
});

/** Types a line and the tab key in an interactive shell, and prints what it shows. */
const TERMINAL = `
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "dumb"
    os.execvp("zsh", ["zsh", "-f", "-i"])
os.write(terminal, ("source " + sys.argv[1] + "; echo re''ady\\n").encode())
shown, typed, end = b"", False, time.time() + 20
while time.time() < end:
    shown += os.read(terminal, 4096)
    if b"ready" in shown and not typed:
        typed, shown = True, b""
        os.write(terminal, sys.argv[2].encode() + b"\\t")
    if typed and sys.argv[3].encode() in shown:
        break
sys.stdout.write(shown.decode(errors="replace"))
os.kill(pid, 9)
`;

test.runIf(isInstalled('zsh')).each([
  ['fastapi-architect upgr', 'upgrade'],
  ['fastapi-architect new --profile laye', 'layered'],
  ['fastapi-architect sync --on-conflict th', 'theirs'],
])('zsh completes %j', async (line, expected) => {
  const folder = tempFolder();
  put(folder, { 'completion.zsh': await script('zsh') });
  const { stdout } = await execa(
    'python3',
    ['-c', TERMINAL, join(folder, 'completion.zsh'), line, expected],
    {
      timeout: 30_000,
    },
  );
  expect(stdout).toContain(expected);
});

test.runIf(isInstalled('fish')).each([
  ['fastapi-architect upgr', /^upgrade\t/],
  ['fastapi-architect completion ', /^powershell$/m],
  ['fastapi-architect new --profile ', /^layered\t/m],
  ['fastapi-architect sync --on-conflict ', /^theirs\t/m],
  ['fastapi-architect sync --dr', /^--dry-run\t/],
])('fish completes %j', async (line, expected) => {
  const folder = tempFolder();
  put(folder, { 'completion.fish': await script('fish') });
  const source = `source ${join(folder, 'completion.fish')}; complete -C '${line}'`;
  const { stdout } = await execa('fish', ['--no-config', '-c', source], { env: { HOME: folder } });
  expect(stdout).toMatch(expected);
});

test('zsh takes what bash takes, fish a line for each verb and flag, and PowerShell a table', async () => {
  expect(await script('zsh')).toContain(await script('bash'));
  const fish = await script('fish');
  expect(fish).toContain('complete -c fastapi-architect -n __fish_use_subcommand -a undo -d ');
  expect(fish).toMatch(
    / -n '__fish_seen_subcommand_from sync' -l on-conflict -r -f -a 'ask .*theirs.*' -d '/,
  );
  const powershell = await script('powershell');
  expect(powershell).toMatch(/'--profile' = @\('layered', 'api-v1', /);
  expect(powershell).toMatch(/'undo' = @\('--skip-install', '--dry-run', /);
  expect(powershell).toMatch(/^Register-ArgumentCompleter -Native -CommandName fastapi-architect /);
  const [open, close] = [/[{(]/g, /[})]/g].map((bracket) => powershell.match(bracket)?.length);
  expect(open).toBe(close);
});

test.each([
  ['completion', '--help'],
  ['help', 'completion'],
])('%s %s shows how to load it', async (...words) => {
  const { exitCode, out } = await run(tempFolder(), words, undefined, templates);
  expect(exitCode).toBe(0);
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect(out).toMatch(new RegExp(`fastapi-architect completion ${shell}\\b.*  # in `));
});

test.each([
  [[], 'completion needs a shell: bash, zsh, fish, powershell, e.g. fastapi-architect completion bash'],
  [['basch'], 'completion for basch: did you mean "bash"?'],
  [['constructor'], 'completion for constructor: choose from bash, zsh, fish, powershell'],
])('completion %j is refused in one line', async (words, err) => {
  expect(await run(tempFolder(), ['completion', ...words])).toMatchObject({ exitCode: 1, err });
});
