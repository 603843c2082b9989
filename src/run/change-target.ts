import { UserError } from '../errors.ts';
import { checkLayers } from '../derived/layers.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { findMigrationHead } from '../migrations/head.ts';
import { fileOfField } from '../state/resources.ts';
import { builtInResources } from '../view/built-in.ts';
import type { Known } from './memory.ts';
import type { Reach, Target } from './target.ts';
import { chained, resourceRevisions } from '../migrations/plan.ts';
import { tableRevisions } from '../migrations/table-changes.ts';
import { tablesOf } from './tables.ts';
import { sorted, type Project } from './project.ts';
import { isChanged, renamingsOf, type SpecChange } from '../change/spec-change.ts';

const snakeOf = (resource: ResourceSpec): string => namesOf(resource).snake;

function isSame({ before, after }: SpecChange): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Adds changes that update references to renamed resources. */
function withReferrers(
  changes: readonly SpecChange[],
  others: readonly ResourceSpec[],
): readonly SpecChange[] {
  const renamings = renamingsOf(changes);
  const follow = (resource: ResourceSpec): ResourceSpec => ({
    ...resource,
    fields: resource.fields.map((field) => {
      const to = field.to === undefined ? undefined : renamings.get(field.to);
      return to === undefined ? field : { ...field, to };
    }),
  });
  const own = changes.map((change) => (change.after ? { ...change, after: follow(change.after) } : change));
  const referring = others.map((before) => ({ before, after: follow(before) }));
  return [...own, ...referring.filter((change) => !isSame(change))];
}

/**
 * Refuses a resource whose files and table are those of another one, e.g. `NOTE` and `Note`.
 *
 * @throws UserError with the existing resource
 */
function refuseTaken(said: readonly SpecChange[], untouched: readonly ResourceSpec[]): void {
  for (const { before, after } of said) {
    const taken = after && untouched.find((resource) => snakeOf(resource) === snakeOf(after));
    // A resource that a git merge has brought exists already, and is added.
    if (!after || !taken || (before === undefined && taken.name === after.name)) continue;
    const [what, instead] = before
      ? [`${before.name}: --rename-to ${after.name}`, 'type another name']
      : [after.name, `type ${taken.name} to change it, or another name`];
    throw new UserError(`${what}: the project has ${taken.name}, with the same files; ${instead}`);
  }
}

/** A project after resource changes: the stages of a run before its memory. */
export interface ChangedProject {
  readonly target: Target;
  readonly reach: Reach;
  readonly known: Known;
}

/**
 * Returns the project after these changes, including their migrations.
 *
 * @throws UserError if the resources become inconsistent, or a migration cannot be added
 */
export function changedProject(project: Project, said: readonly SpecChange[]): ChangedProject {
  const { root, stack, spec } = project;
  const old = new Set(said.flatMap(({ before }) => (before ? [snakeOf(before)] : [])));
  const untouched = project.resources.filter((resource) => !old.has(snakeOf(resource)));
  refuseTaken(said, untouched);
  const changes = withReferrers(said, untouched);
  const after = changes.flatMap((change) => change.after ?? []);
  const names = after.map(snakeOf);
  const others = untouched.filter((resource) => !names.includes(snakeOf(resource)));
  const given = builtInResources(stack.profile.rows);
  checkResources(after, others, given, fileOfField(project.resources));
  checkLayers(after, stack.profile);
  const resources = sorted([...others, ...after]);
  const altered = changes.filter((change) => !isSame(change));
  const moved = changes
    .filter(isChanged)
    .map((change) => [snakeOf(change.after), snakeOf(change.before)] as const);
  const kept = changes.filter(isChanged).map(({ before }) => before);
  const revisions = [
    ...tableRevisions(tablesOf(root, kept)),
    ...resourceRevisions([...given, ...resources], altered),
  ];
  const head = revisions.length > 0 ? findMigrationHead(root) : undefined;
  const migrations = chained(revisions, head);
  return {
    target: { root, stack, project: spec, resources, ...migrations },
    reach: {
      scope: { what: 'resources', resources: names },
      restored: [],
      gone: [...old].filter((unit) => !names.includes(unit)),
    },
    known: { formerUnits: new Map(moved.filter(([now, then]) => now !== then)) },
  };
}
