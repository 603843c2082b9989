import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Profile } from '../../src/overlay/manifest.ts';
import { placer } from '../../src/overlay/place.ts';

export const mutationsFolder = join(import.meta.dirname, '..', 'mutations');
/** Mutations that ruff, import-linter or mypy reports, by what they break. */
export const toolMutationsFolder = join(import.meta.dirname, '..', 'tool-mutations');

/** An edit of a project as somebody might make it: Python code at the end of files that are there, or files of its own. */
export interface Mutation {
  readonly name: string;
  /** The rule that has to see it; `legal`: none may. */
  readonly rule: string;
  /** What is added, by file. */
  readonly added: Readonly<Record<string, string>>;
}

const INTO = /^# into: (\S+)$/;
const PROFILES = /^# profiles: (.+)$/m;

/** The pieces of a mutation's text by the file that its line `# into:` names. */
function pieces(name: string, text: string): Readonly<Record<string, string>> {
  const found: Record<string, string[]> = {};
  let into: string[] | undefined;
  for (const line of text.split('\n')) {
    const file = INTO.exec(line)?.[1];
    if (file !== undefined) into = found[file] = [];
    else if (into) into.push(line);
    else if (line !== '' && !line.startsWith('#')) throw new Error(`${name}: say "# into: <file>" first`);
  }
  return Object.fromEntries(Object.entries(found).map(([file, lines]) => [file, lines.join('\n')]));
}

/** Names of all rules that there are mutations for, and `legal`. */
export const mutatedRules = readdirSync(mutationsFolder).toSorted();

/**
 * The mutations that a profile can have. They are written for `layered`, and moved to where the profile keeps things, as templates are.
 */
export function mutationsFor(
  { id, places, routerModules, withoutRules }: Profile,
  folder = mutationsFolder,
): readonly Mutation[] {
  const { move, template } = placer(places);
  const named = (text: string): string =>
    routerModules === 'singular' ? text.replaceAll(/(app[./]routers[./])products\b/g, '$1product') : text;
  const path = (file: string): string => move(named(file));
  const text = (file: string, code: string): string => template(file, named(code));
  const followed = readdirSync(folder).filter((rule) => !withoutRules.includes(rule));
  return followed.flatMap((rule) =>
    readdirSync(join(folder, rule)).flatMap((file): readonly Mutation[] => {
      const source = readFileSync(join(folder, rule, file), 'utf8');
      const only = PROFILES.exec(source)?.[1]?.split(', ');
      if (only && !only.includes(id)) return [];
      const name = `${rule}/${basename(file, '.py')}`;
      const added = Object.entries(pieces(name, source)).map(([to, code]) => [path(to), text(to, code)]);
      return [{ name, rule, added: Object.fromEntries(added) as Record<string, string> }];
    }),
  );
}
