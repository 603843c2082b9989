import { UserError } from './errors.ts';
import type { Stack } from './overlay/stack.ts';

/** The unit of project files. A resource's unit is its snake name, which cannot start with `_`. */
export const PROJECT_UNIT = '_project';

/** The part of a resource's view that planning needs. */
export interface PlannedResource {
  readonly names: { readonly snake: string; readonly plural: string };
  readonly layers: readonly string[];
}

export interface PlannedProject {
  readonly resources: readonly PlannedResource[];
}

/** managed: updated by merges; registry: managed, depends only on the list of resources; seed: written once. */
export type EntryKind = 'managed' | 'registry' | 'seed';

/** Which file comes from which template. */
export interface PlanEntry {
  /** `project`, or the snake name of a resource. */
  readonly unit: string;
  readonly layer?: string;
  readonly kind: EntryKind;
  readonly template: string;
  /** Posix path from the project's root. */
  readonly output: string;
  /** The default path, if the user has moved the file to `output`. */
  readonly home?: string;
  readonly view: object;
}

/** The part of a project that a run may change. */
export type Scope =
  | { readonly what: 'everything' }
  /** These resources' layers, and the registries that list them. */
  | {
      readonly what: 'resources';
      readonly resources: readonly string[];
      /** Templates of the project's own files that are made again with them. */
      readonly also?: readonly string[];
    }
  /** One layer, of one resource or of all. */
  | { readonly what: 'layer'; readonly layer: string; readonly resource?: string }
  /** Files of the project itself. */
  | { readonly what: 'files'; readonly outputs: readonly string[] };

/** `_dot_github/_resources_.yml` for a resource -> `.github/notes.yml`. */
export function outputPath(path: string, names?: PlannedResource['names']): string {
  const named = names
    ? path.replaceAll('_resources_', names.plural).replaceAll('_resource_', names.snake)
    : path;
  return named
    .split('/')
    .map((segment) => segment.replace(/^_dot_/, '.'))
    .join('/');
}

function projectEntries(stack: Stack, project: PlannedProject): PlanEntry[] {
  return [...stack.templates.keys()].flatMap((template): PlanEntry[] => {
    const [area, ...rest] = template.split('/');
    if (area !== 'project' && area !== 'registry') return [];
    const kind = area === 'project' ? 'managed' : 'registry';
    return [
      {
        unit: PROJECT_UNIT,
        kind,
        template,
        output: stack.placer.move(outputPath(rest.join('/'))),
        view: { project },
      },
    ];
  });
}

function resourceEntries(stack: Stack, project: PlannedProject, resource: PlannedResource): PlanEntry[] {
  const layers = new Set(resource.layers);
  return [...stack.templates.keys()].flatMap((template): PlanEntry[] => {
    const [area, layer = '', ...rest] = template.split('/');
    if (area !== 'layers' || !layers.has(layer)) return [];
    const output = stack.placer.move(outputPath(rest.join('/'), resource.names));
    return [
      { unit: resource.names.snake, layer, kind: 'managed', template, output, view: { project, resource } },
    ];
  });
}

function inScope(entry: PlanEntry, scope: Scope): boolean {
  switch (scope.what) {
    case 'everything':
      return true;
    case 'resources':
      return (
        entry.kind === 'registry' ||
        scope.resources.includes(entry.unit) ||
        scope.also?.includes(entry.template) === true
      );
    case 'layer':
      return entry.layer === scope.layer && (scope.resource ?? entry.unit) === entry.unit;
    case 'files':
      return scope.outputs.includes(entry.output);
  }
}

/** The error for two files at one path: a resource's name collides, or (a bug) two templates of the project do. */
function collision(first: PlanEntry, second: PlanEntry): Error {
  const { unit } = first.layer === undefined ? second : first;
  return unit === PROJECT_UNIT
    ? new Error(`${first.template} and ${second.template} both make ${second.output}`)
    : new UserError(`${unit}: ${second.output} would be generated twice; rename the resource`);
}

/** Checks tables that are not named after their module, which a comparison of paths would miss. */
function refuseTables(stack: Stack, resources: readonly PlannedResource[]): void {
  const models = stack.profile.rows['models'] ?? [];
  for (const { names } of resources) {
    const model = models.find(({ table, module }) => table === names.plural && module !== names.snake);
    if (model !== undefined)
      throw new UserError(
        `${names.snake}: the table ${names.plural} belongs to ${model.name}; rename the resource`,
      );
  }
}

function refuseCollisions(entries: readonly PlanEntry[]): void {
  const taken = new Map<string, PlanEntry>();
  for (const entry of entries) {
    // On macOS and Windows, names that differ only in case are the same file.
    const key = entry.output.toLowerCase();
    const other = taken.get(key);
    if (other) throw collision(other, entry);
    taken.set(key, entry);
  }
}

/** Returns the units of a scope; undefined: all. */
function askedUnits(scope: Scope): readonly string[] | undefined {
  if (scope.what === 'resources') return scope.resources;
  if (scope.what === 'files') return [];
  return scope.what === 'layer' && scope.resource !== undefined ? [scope.resource] : undefined;
}

/**
 * Lists the files to render for a scope, sorted by output path.
 *
 * @throws UserError if a resource's file collides with another file
 */
export function plan(stack: Stack, project: PlannedProject, scope: Scope): readonly PlanEntry[] {
  const asked = askedUnits(scope);
  const resources = project.resources.filter(({ names }) => asked?.includes(names.snake) ?? true);
  const entries = [
    ...projectEntries(stack, project),
    ...resources.flatMap((resource) => resourceEntries(stack, project, resource)),
  ];
  // Files out of scope can collide too.
  refuseCollisions(entries);
  refuseTables(stack, project.resources);
  return entries.filter((entry) => inScope(entry, scope)).toSorted((a, b) => (a.output < b.output ? -1 : 1));
}
