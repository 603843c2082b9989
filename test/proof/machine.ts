import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export const checkout = join(import.meta.dirname, '..', '..');
export const cache = join(checkout, 'node_modules', '.cache', 'generator-fastapi-architect');
export const isWindows = process.platform === 'win32';

/** The path of a program in a virtual environment. */
export function programIn(environment: string, name: string): string {
  return join(environment, isWindows ? 'Scripts' : 'bin', isWindows ? `${name}.exe` : name);
}

let tools: string | undefined;

function toolsFolder(): string {
  const script = join(checkout, 'scripts', 'tools.mjs');
  tools ??= execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim();
  return tools;
}

/** The path of a tool that only our own tests need; the first call may install it. Raises Error with one line that says what is missing. */
export function tool(name: 'python' | 'schemathesis' | 'semgrep' | 'uv'): string {
  return join(toolsFolder(), isWindows ? `${name}.exe` : name);
}

/** The path of a script of a Node package that only our own tests need. */
export function nodeTool(path: string): string {
  return join(toolsFolder(), '..', 'node_modules', path);
}

export interface Python {
  /** `3.12`. */
  readonly version: string;
  readonly command: string;
}

const supported = ['3.11', '3.12', '3.13', '3.14'];

function pyenvPythons(version: string): readonly string[] {
  const folder = join(homedir(), '.pyenv', 'versions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => new RegExp(`^${version}\\.\\d+$`).test(name))
    .map((name) => programIn(join(folder, name), 'python'));
}

function pathPythons(version: string): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, `python${version}`));
}

function works(command: string, version: string): boolean {
  if (!existsSync(command)) return false;
  const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
  return spawnSync(command, ['-c', script], { encoding: 'utf8' }).stdout?.trim() === version;
}

let known: readonly [Python, ...Python[]] | undefined;

/** Returns every supported Python of this machine, the oldest first. Raises Error when there is none. */
export function pythons(): readonly [Python, ...Python[]] {
  known ??= findPythons();
  return known;
}

function findPythons(): readonly [Python, ...Python[]] {
  const found = supported.flatMap((version) => {
    const candidates = [...pyenvPythons(version), ...pathPythons(version), ...plainPythons()];
    const command = candidates.find((candidate) => works(candidate, version));
    return command === undefined ? [] : [{ version, command }];
  });
  const [oldest, ...newer] = found;
  if (oldest === undefined) throw new Error('Python 3.11 or newer is needed: install it and run this again');
  return [oldest, ...newer];
}

function plainPythons(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => ['python3', 'python', 'python.exe'].map((name) => join(folder, name)));
}
