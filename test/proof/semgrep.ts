import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../../src/state/answers.ts';
import { tool } from './machine.ts';
import { mustRun, run } from './run.ts';

const scan = ['scan', '--config', '.semgrep', '--metrics', 'off', '--disable-version-check'];
const examples = join(import.meta.dirname, 'violations');

interface Finding {
  readonly check_id: string;
  readonly path: string;
  readonly start: { readonly line: number };
}

/** `line rule` for each example that has to be found, in the order of the file. */
function expected(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    const rule = / {2}# ([a-z-]+)$/.exec(line)?.[1];
    return rule === undefined ? [] : [`${at + 1} ${rule}`];
  });
}

async function findingsIn(root: string, path: string): Promise<readonly string[]> {
  const args = [...scan, '--json', '--quiet', '--no-git-ignore', path];
  const { output } = await run(tool('semgrep'), args, { cwd: root });
  const json = /^\{"version".*$/m.exec(output)?.[0];
  if (json === undefined) throw new Error(`semgrep printed no findings\n${output.slice(-4000)}`);
  const { results } = JSON.parse(json) as { readonly results: readonly Finding[] };
  return results.map(({ check_id: id, start: { line } }) => `${line} ${id.split('.').at(-1)}`);
}

/**
 * Runs the project's own rules: nothing in it is found, and every example of what the rules forbid is.
 */
export async function semgrep(root: string): Promise<void> {
  await mustRun(tool('semgrep'), [...scan, '--error'], { cwd: root });
  for (const name of ['shared', String((readAnswers(root) as { profile?: string } | undefined)?.profile)]) {
    const source = join(examples, `${name}.py`);
    if (!existsSync(source)) continue;
    const copy = join(root, 'app', 'violations.py');
    cpSync(source, copy);
    try {
      const found = new Set(await findingsIn(root, 'app/violations.py'));
      const missed = expected(source).filter((each) => !found.has(each));
      if (missed.length > 0) throw new Error(`semgrep found nothing at ${missed.join(', ')}`);
    } finally {
      rmSync(copy, { force: true });
    }
  }
}
