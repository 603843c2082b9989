import { templateOf, type Stack } from './stack.ts';

/** A rule of the architecture that projects of a profile bring along. */
export interface RuleOfProfile {
  readonly name: string;
  /** What has to be, in one sentence without its full stop. */
  readonly says: string;
  /** Where a project keeps it. */
  readonly path: string;
}

const TEXT = 'project/tests/architecture/rules/';
const ROUTES = 'project/tests/architecture/route_rules/';

/** The first line of a module's docstring; the module itself reads it the same way when it reports. */
function sentenceOf(text: string, id: string): string {
  const [, first] = /^"""(.+?)(?:"""|\n)/.exec(text) ?? [];
  if (first === undefined) throw new Error(`${id}: a rule begins with a docstring, whose first line says it`);
  return first.trim().replace(/\.$/, '');
}

/** The rules of a folder, by name: a module each, so that nobody has to list them. */
function rulesIn(folder: string, stack: Stack): readonly RuleOfProfile[] {
  const ids = [...stack.templates.keys()].filter((id) => id.startsWith(folder) && id.endsWith('.py'));
  return ids.toSorted().map((id) => ({
    name: id.slice(folder.length, -'.py'.length).replaceAll('_', '-'),
    says: sentenceOf(templateOf(stack, id).text(), id),
    path: id.slice('project/'.length),
  }));
}

/** The rules of a profile about the text of a project. */
export const rulesOf = (stack: Stack): readonly RuleOfProfile[] => rulesIn(TEXT, stack);

/** The rules of a profile about the routes of the running application. */
export const routeRulesOf = (stack: Stack): readonly RuleOfProfile[] => rulesIn(ROUTES, stack);
