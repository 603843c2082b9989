import { readText, type Change } from './compare.ts';
import type { Settled } from './decide.ts';

/** Yeoman's file of rules: a glob pattern and an action per line. https://yeoman.io/authoring/file-system.html */
const FILE = '.yo-resolve';

interface Rule {
  readonly fits: (path: string) => boolean;
  readonly action: string;
}

async function readRules(root: string): Promise<readonly Rule[]> {
  const text = readText(root, FILE);
  if (text === undefined) return [];
  const { minimatch } = await import('minimatch');
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [pattern = '', action = 'skip'] = line.split(/[\s=]+/);
      return { fits: (path) => minimatch(path, pattern, { dot: true }), action };
    });
}

/**
 * Applies the project's `.yo-resolve`: `skip` keeps a file, `force` uses the new render in a conflict.
 *
 * @param root the project's folder
 */
export async function followYoResolve(root: string, changes: readonly Change[]): Promise<readonly Settled[]> {
  const rules = await readRules(root);
  if (rules.length === 0) return changes;
  return changes.map((change): Settled => {
    const action = rules.find(({ fits }) => fits(change.entry.output))?.action;
    if (action === 'skip') return { ...change, verdict: 'kept' };
    return action === 'force' && change.verdict === 'conflict' ? { ...change, decision: 'theirs' } : change;
  });
}
