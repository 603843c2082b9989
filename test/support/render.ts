import { join } from 'node:path';
import { newProjectRevisions } from '../../src/migrations/plan.ts';
import { readProfile } from '../../src/overlay/manifest.ts';
import { createPrinter } from '../../src/render/print.ts';
import { openStack } from '../../src/overlay/stack.ts';
import { plan, type Scope } from '../../src/plan.ts';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { checkResources } from '../../src/language/resource-set.ts';
import { builtInResources } from '../../src/view/built-in.ts';
import { projectView } from '../../src/view/project.ts';

export const templates = join(import.meta.dirname, '..', '..', 'templates');

/** Renders a project in memory: what `new shop` with these resources, and a login or the default one, would write within a scope, by path. */
export function renderProject(
  id: string,
  lines: readonly string[],
  auth = readProfile(templates, id).auths[0] ?? '',
  scope: Scope = { what: 'everything' },
  description = 'A shop.',
): ReadonlyMap<string, string> {
  const profile = readProfile(templates, id, auth);
  const given = builtInResources(profile.rows);
  const stack = openStack(templates, profile);
  const resources = lines.map((line) => parseResource(parseResourceLine(line)));
  checkResources(resources, [], given);
  const [database = ''] = profile.databases;
  const spec = { name: 'shop', description, profile: id, database, auth, stateFormat: 1 } as const;
  const view = projectView(spec, resources, stack);
  const { seeds } = newProjectRevisions(stack, resources);
  const print = createPrinter(stack);
  const entries = [...plan(stack, view, scope), ...seeds];
  return new Map(entries.map((entry) => [entry.output, print(entry)]));
}
