import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'tools.mjs');

/** The tools of the proofs are installed before the first of them starts: two that run at once would get in each other's way. */
export default function setup(): void {
  execFileSync(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
}
