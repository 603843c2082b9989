import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Step } from '../run/context.ts';

const IS_WINDOWS = process.platform === 'win32';
const ENVIRONMENT = '.venv';
const PROGRAMS = IS_WINDOWS ? String.raw`.venv\Scripts` : '.venv/bin';
const SEPARATOR = IS_WINDOWS ? '\\' : '/';

function isInstalled(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => [program, `${program}.exe`].some((name) => existsSync(join(folder, name))));
}

const inEnvironment = (command: string): string => `${PROGRAMS}${SEPARATOR}${command}`;

/**
 * Returns how to run a program of a project: with uv if it is installed, else from the virtual environment.
 *
 * @param isNew the project will have its virtual environment where `installSteps` creates it
 */
export function projectCommand(command: string, root: string, isNew = false): string {
  if (isInstalled('uv')) return `uv run ${command}`;
  return isNew || existsSync(join(root, ENVIRONMENT)) ? inEnvironment(command) : command;
}

/** Returns how to install a project: with uv if it is installed, else with venv and pip. */
export function installSteps(): readonly Step[] {
  if (isInstalled('uv')) return [{ command: 'uv sync', note: 'install the dependencies' }];
  const pip = inEnvironment('python -m pip install');
  return [
    { command: `${IS_WINDOWS ? 'python' : 'python3'} -m venv ${ENVIRONMENT}`, note: 'Python 3.11 or newer' },
    { command: `${pip} --upgrade pip` },
    { command: `${pip} --editable . --group dev`, note: 'install the dependencies' },
  ];
}
