import { redisUrl } from './redis.ts';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

interface Row {
  readonly project: string;
  readonly check: string;
  readonly database: string;
  readonly state: string;
  readonly seconds: string;
}

function rowOf(test: TestCase): Row {
  const [project = '', ...inner] = test.fullName.split(' > ');
  const check = inner.at(-1) ?? '';
  const database = inner.length > 1 ? (inner[0] ?? '') : '-';
  const { state } = test.result();
  const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
  const words = { passed: 'ok', failed: 'FAILED', skipped: 'NOT RUN', pending: 'NOT RUN' };
  return { project, check, database, state: words[state], seconds };
}

function table(rows: readonly Row[]): string {
  const keys = ['project', 'check', 'database', 'state', 'seconds'] as const;
  const head = Object.fromEntries(keys.map((key) => [key, key])) as unknown as Row;
  const widths = keys.map((key) => Math.max(...[head, ...rows].map((row) => row[key].length)));
  const line = (row: Row) =>
    keys
      .map((key, at) => row[key].padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

/** Prints at the end which check was run on which project and database; a check that was not run fails the whole. */
export default class ProofReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const proofs = modules.filter(({ moduleId }) => moduleId.endsWith('.proof.ts'));
    const rows = proofs.flatMap((module) => [...module.children.allTests()].map(rowOf));
    if (rows.length === 0) return;
    const used = rows.some(({ database, state }) => database === 'postgresql' && state === 'ok');
    console.log(
      `\n${table(rows)}\n\nservices used: postgresql ${used ? 'yes' : 'no'}, redis ${used && redisUrl !== '' ? 'yes' : 'no'}`,
    );
    const idle = rows.filter(({ state }) => state === 'NOT RUN').length;
    if (idle === 0) return;
    console.log(`${idle} checks were not run, which counts as failed`);
    process.exitCode = 1;
  }
}
