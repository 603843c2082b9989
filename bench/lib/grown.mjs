// Projects that have grown, for the rows that ask whether a run's cost grows with them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { emptied, newProject, remember } from './workspace.mjs';

export const sizes = [1, 10, 100, 500];
const FIELDS =
  'name:str:max=80:unique price:decimal:precision=10:scale=2:gt=0 stock:int:ge=0:default=0 released:date:optional';

/** `AaItem`, `AbItem` … @param {number} index */
function nameOf(index) {
  const letter = (/** @type {number} */ at) => String.fromCharCode(97 + at);
  return `${letter(Math.floor(index / 26)).toUpperCase()}${letter(index % 26)}Item`;
}

export const firstName = nameOf(0);

/**
 * @param {string} folder
 * @param {number} size how many resources the project is to have
 * @param {{ fields?: string, name?: string, program?: string, more?: readonly string[] }} [other] what each has beside the usual
 *   fields, how the folder is called, another version's bin, and more flags for `new`
 * @returns {string} the project's folder
 */
export function grownProject(folder, size, { fields = '', name = `of-${size}`, program, more = [] } = {}) {
  const cwd = emptied(join(folder, name));
  const lines = Array.from({ length: size }, (_, index) => `${nameOf(index)} ${FIELDS} ${fields}\n`);
  writeFileSync(join(cwd, 'resources.txt'), lines.join(''));
  run(newProject(cwd, ['--from', 'resources.txt', ...more], program));
  const project = join(cwd, 'shop');
  remember(project);
  return project;
}
