import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packedFolder } from '../proof/package.ts';
import { tempFolder } from '../support/folder.ts';
import { HANG } from '../support/limits.ts';

const yo = join(import.meta.dirname, '..', '..', 'node_modules', 'yo', 'lib', 'cli.js');

/** Runs a program in a terminal of its own, presses Ctrl-C at its first question, and prints how it ended and what it showed. */
const terminal = `
import json, os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown, pressed = b"", False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if b"Project name" in shown and not pressed:
        pressed = True
        os.write(terminal, b"\\x03")
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"code": code, "shown": shown.decode(errors="replace")}))
`;

async function interrupted(command: (bin: string) => readonly string[]): Promise<unknown> {
  const folder = await packedFolder();
  const cwd = join(tempFolder(), 'terminal');
  mkdirSync(join(cwd, 'home'), { recursive: true });
  execFileSync('cp', ['-R', join(folder, 'node_modules'), cwd]);
  execFileSync('chmod', ['-R', 'a+rwX', join(cwd, '..')]);
  const bin = join(cwd, 'node_modules', 'generator-fastapi-architect', 'dist', 'bin', 'fastapi-architect.js');
  const { CI: _, ...rest } = process.env;
  const env = { ...rest, HOME: join(cwd, 'home'), NO_UPDATE_NOTIFIER: '1', TERM: 'xterm' };
  const args = ['-c', terminal, process.execPath, ...command(bin)];
  const { stdout } = spawnSync('python3', args, { cwd, env, encoding: 'utf8', timeout: HANG });
  return JSON.parse(stdout);
}

test.each([
  ['our own bin', (bin: string) => [bin, 'new']],
  ['yo', () => [yo, 'fastapi-architect']],
])('Ctrl-C at a question of %s ends with 130 and one line', async (_, command) => {
  const { code, shown } = (await interrupted(command)) as { code: number; shown: string };
  expect([code, shown]).toEqual([130, expect.stringContaining('interrupted: nothing was written')]);
  expect(shown).not.toMatch(/force closed|occured/);
});
