import { join } from 'node:path';
import type { Ask } from '../../src/dialogue.ts';
import { main } from '../../src/shell/cli.ts';

export const fixtures = join(import.meta.dirname, '..', 'fixtures', 'templates');

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** The bin's command line inside this process, over the fixture templates. */
export async function run(
  cwd: string,
  args: readonly string[],
  ask?: Ask,
  templates = fixtures,
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    cwd,
    templates,
    ask,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  const exitCode = await main(args, io);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

/** Answers questions by name, each list in order; what is asked beyond that fails the test. */
export function answering(answers: Readonly<Record<string, readonly string[]>>): Ask & { asked: string[] } {
  const left = new Map(Object.entries(answers).map(([name, values]) => [name, [...values]]));
  const asked: string[] = [];
  const ask: Ask = async ({ name, validate }) => {
    asked.push(name);
    const answer = left.get(name)?.shift();
    if (answer === undefined) throw new Error(`nobody expected the question ${name}`);
    const verdict = validate?.(answer) ?? true;
    if (verdict !== true) throw new Error(`the answer ${answer} was refused: ${verdict}`);
    return answer;
  };
  return Object.assign(ask, { asked });
}
