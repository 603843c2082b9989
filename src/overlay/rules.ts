import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { guardFolder } from '../package-root.ts';

/** A rule of the architecture, as the guard has it. */
export interface ArchitectureRule {
  readonly name: string;
  /** The rule, in one sentence without its full stop. */
  readonly says: string;
}

/** The first line of a module's docstring; the guard reads it the same way when it reports. */
function sentenceOf(text: string, file: string): string {
  const [, first] = /^"""(.+?)(?:"""|\n)/.exec(text) ?? [];
  if (first === undefined)
    throw new Error(`${file}: a rule starts with a docstring; its first line is the rule`);
  return first.trim().replace(/\.$/, '');
}

/** The rules of a folder of the guard, by name: each is a module. */
function rulesIn(folder: string): readonly ArchitectureRule[] {
  const files = readdirSync(join(guardFolder, folder)).filter((file) => /^[a-z]\w*\.py$/.test(file));
  return files.toSorted().map((file) => ({
    name: file.slice(0, -'.py'.length).replaceAll('_', '-'),
    says: sentenceOf(readFileSync(join(guardFolder, folder, file), 'utf8'), file),
  }));
}

/** The rules about source code. */
export const sourceRules = (): readonly ArchitectureRule[] => rulesIn('rules');

/** The rules about the routes of the running application. */
export const routeRules = (): readonly ArchitectureRule[] => rulesIn('route_rules');
