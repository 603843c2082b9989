import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';

const script = async (shell: string) => (await run(tempFolder(), ['completion', shell])).out;

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
  expect(await offered('sync', '--d')).toEqual(['--dry-run', '--diff']);
  expect(await offered('router', 'Note', '--js')).toEqual(['--json']);
  expect(await offered('sync', '--on-conflict', 't')).toEqual(['theirs']);
  expect(await offered('check', '--al')).toEqual(['']);
});

test('zsh takes what bash takes, and fish a line for each verb and flag', async () => {
  expect(await script('zsh')).toContain(await script('bash'));
  const fish = await script('fish');
  expect(fish).toContain('complete -c fastapi-architect -n __fish_use_subcommand -a undo -d ');
  expect(fish).toMatch(
    / -n '__fish_seen_subcommand_from sync' -l on-conflict -r -f -a 'ask .*theirs.*' -d '/,
  );
});

test.each([
  [[], 'completion needs a shell: bash, zsh, fish, e.g. fastapi-architect completion bash'],
  [['basch'], 'completion for basch: did you mean "bash"?'],
  [['constructor'], 'completion for constructor: choose from bash, zsh, fish'],
])('completion %j is refused in one line', async (words, err) => {
  expect(await run(tempFolder(), ['completion', ...words])).toMatchObject({ exitCode: 1, err });
});
