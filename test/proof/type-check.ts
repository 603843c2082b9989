import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Subject } from './checks.ts';
import { locked, ownTemporaryFolder } from './owned.ts';
import { mustRun } from './run.ts';

/**
 * Runs mypy. What it knows of the dependencies is the same for all projects of an environment: the first run keeps it, the others copy it, since
 * two runs must not share a cache.
 */
export async function checkTypes({ root, env, python }: Subject): Promise<void> {
  const kept = join(dirname(dirname(python)), 'mypy-cache');
  const own = join(mkdtempSync(join(ownTemporaryFolder(), 'mypy-')), 'cache');
  const check = () =>
    mustRun(python, ['-m', 'mypy', '--strict'], { cwd: root, env: { ...env, MYPY_CACHE_DIR: own } });
  const isFirst = await locked(`${kept}.lock`, async () => {
    if (existsSync(kept)) return false;
    await check();
    // All at once, or a killed run would leave half of it.
    cpSync(own, `${kept}.part`, { recursive: true });
    renameSync(`${kept}.part`, kept);
    return true;
  });
  if (isFirst) return;
  cpSync(kept, own, { recursive: true });
  await check();
}
