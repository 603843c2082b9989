import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './checks.ts';
import { markOfLogin } from './login.ts';
import { mustRun } from './run.ts';

const section = /^## Logging in$([^]*?)^## /m;
const snippet = /^```sh\n([^]*?)^```$/gm;

/**
 * Pastes what the project's README says about logging in, where it says something, into a shell. Raises Error when that does not log in.
 *
 * @param url where the project runs
 */
export async function pasteLogin(subject: Subject, url: string): Promise<void> {
  const text = section.exec(readFileSync(join(subject.root, 'README.md'), 'utf8'))?.[1];
  if (text === undefined) return;
  const commands = [...text.matchAll(snippet)].map(([, lines = '']) => lines).join('');
  // The environment is on the path already, and port 8000 may be somebody else's.
  const script = commands.replaceAll('uv run ', '').replaceAll('http://localhost:8000', url);
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl };
  const printed = await mustRun('bash', ['-euo', 'pipefail', '-c', script], { cwd: subject.root, env });
  if (!printed.includes(await markOfLogin(url))) throw new Error(`the login of the README gave\n${printed}`);
}
