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

/** Renders a project in memory: what `new shop` with these resources, and a login or the default one, would write within a scope, by path. */
export function renderProject(
  id: string,
  lines: readonly string[],
  auth?: string,
  scope: Scope = { what: 'everything' },
  description = 'A shop.',
): ReadonlyMap<string, string> {
  const login = auth ?? defaultLogin(id);
  const { profile, stack, print } = openTemplates(id, login);
  const given = builtInResources(profile.rows);
  const resources = lines.map((line) => parseResource(parseResourceLine(line)));
  checkResources(resources, [], given);
  const [database = ''] = profile.databases;
  const spec = { name: 'shop', description, profile: id, database, auth: login, stateFormat: 1 } as const;
  const view = projectView(spec, resources, stack);
  const { seeds } = newProjectRevisions(stack, resources);
  const entries = [...plan(stack, view, scope), ...seeds];
  return new Map(entries.map((entry) => [entry.output, print(entry)]));
}
