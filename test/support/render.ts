import { join } from 'node:path';
import { newProjectRevisions } from '../../src/migrations/plan.ts';
import { readProfile } from '../../src/overlay/manifest.ts';
import { createPrinter } from '../../src/render/print.ts';
import { openStack } from '../../src/overlay/stack.ts';
import { plan, type PlanEntry, type Scope } from '../../src/plan.ts';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { checkResources } from '../../src/language/resource-set.ts';
import { builtInResources } from '../../src/view/built-in.ts';
import { projectView } from '../../src/view/project.ts';

export const templates = join(import.meta.dirname, '..', '..', 'templates');

const logins = new Map<string, string>();

function defaultLogin(id: string): string {
  const login = logins.get(id) ?? readProfile(templates, id).auths[0] ?? '';
  logins.set(id, login);
  return login;
}

interface Opened {
  readonly profile: ReturnType<typeof readProfile>;
  readonly stack: ReturnType<typeof openStack>;
  readonly print: ReturnType<typeof createPrinter>;
}

/** Templates are read and compiled once a profile and login: that takes longer than to render a resource with them. */
const opened = new Map<string, Opened>();

function openTemplates(id: string, auth: string): Opened {
  const key = `${id} ${auth}`;
  const known = opened.get(key);
  if (known) return known;
  const profile = readProfile(templates, id, auth);
  const stack = openStack(templates, profile);
  const made = { profile, stack, print: createPrinter(stack) };
  opened.set(key, made);
  return made;
}

/** Plans what `new shop` with these resources, and a login or the default one, would write within a scope. */
export function planProject(
  id: string,
  lines: readonly string[],
  auth?: string,
  scope: Scope = { what: 'everything' },
  description = 'A shop.',
): { readonly opened: Opened; readonly entries: readonly PlanEntry[] } {
  const login = auth ?? defaultLogin(id);
  const open = openTemplates(id, login);
  const { profile, stack } = open;
  const given = builtInResources(profile.rows);
  const resources = lines.map((line) => parseResource(parseResourceLine(line)));
  checkResources(resources, [], given);
  const [database = ''] = profile.databases;
  const spec = { name: 'shop', description, profile: id, database, auth: login, stateFormat: 1 } as const;
  const view = projectView(spec, resources, stack);
  const { seeds } = newProjectRevisions(stack, resources);
  return { opened: open, entries: [...plan(stack, view, scope), ...seeds] };
}

/** Renders such a project in memory, by path. */
export function renderProject(...said: Parameters<typeof planProject>): ReadonlyMap<string, string> {
  const { opened: open, entries } = planProject(...said);
  return new Map(entries.map((entry) => [entry.output, open.print(entry)]));
}
