import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, nodeTool } from './machine.ts';
import { mustRun } from './run.ts';

/** What the maker of clients prints when nothing is wrong: its name, and what it made of what. */
const CALM = /^(✨|🚀) /u;

const ownCompiler = join(checkout, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * Makes the types of a client of the committed contract, as a frontend does. Raises Error for a warning, and for types that TypeScript refuses.
 */
export async function typedClient(root: string): Promise<void> {
  const file = 'contract.d.ts';
  const maker = [nodeTool('openapi-typescript/bin/cli.js'), 'openapi.json', '--output', file];
  try {
    const printed = await mustRun(process.execPath, maker, { cwd: root });
    const loud = printed.split('\n').filter((line) => line.trim() !== '' && !CALM.test(line));
    if (loud.length > 0) throw new Error(`a typed client was made with warnings\n${loud.join('\n')}`);
    // Ours judges the types: the one that makes them is older, and ten times slower.
    await mustRun(process.execPath, [ownCompiler, '--noEmit', '--strict', file], { cwd: root });
  } finally {
    rmSync(join(root, file), { force: true });
  }
}
