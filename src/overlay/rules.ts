import { templateOf, type Stack } from './stack.ts';

/** An architecture rule in projects of a profile. */
export interface RuleOfProfile {
  readonly name: string;
  /** The rule in one sentence, without the full stop. */
  readonly says: string;
  /** Its path in a project. */
  readonly path: string;
}

const TEXT = 'project/tests/architecture/rules/';
const ROUTES = 'project/tests/architecture/route_rules/';

/** The first line of a module's docstring; the module itself reads it the same way when it reports. */
function sentenceOf(text: string, id: string): string {
  const [, first] = /^"""(.+?)(?:"""|\n)/.exec(text) ?? [];
  if (first === undefined)
    throw new Error(`${id}: a rule must begin with a docstring whose first line states the rule`);
  return first.trim().replace(/\.$/, '');
}

/** Finds the rules of a folder, by name; each is a module. */
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
