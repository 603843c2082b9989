import { createHash } from 'node:crypto';
import type { PlanEntry } from '../plan.ts';
import { namesOf } from '../spec/names.ts';
import type { ResourceSpec } from '../spec/resource.ts';
import { derive, type DerivedResource } from '../view/derived.ts';
import { migrationView, type Deferred } from '../view/migration.ts';

/** One resource before and after a run, in the order in which the user named them. */
export interface SpecChange {
  readonly before: ResourceSpec | undefined;
  readonly after: ResourceSpec;
}

export interface Migrations {
  readonly seeds: readonly PlanEntry[];
  /** The new revision of each resource that gets one. */
  readonly revisions: ReadonlyMap<string, string>;
}

const TEMPLATE = 'migrations/create_table.py';
const REVISION_LENGTH = 12;

/** The same resource on the same head gives the same revision, so that a second try makes no second file. */
function revisionOf(spec: ResourceSpec, head: string | undefined): string {
  // Layers come and go without the table.
  const seed = JSON.stringify([{ ...spec, with: undefined }, head ?? null]);
  return createHash('sha256').update(seed).digest('hex').slice(0, REVISION_LENGTH);
}

const targetsOf = (resource: DerivedResource, needed: boolean): readonly string[] =>
  [...resource.references.filter(({ spec }) => !needed || !spec.optional), ...(needed ? [] : resource.sets)]
    .map(({ target }) => target.table)
    .filter((table) => table !== resource.names.table);

/**
 * Puts what is referred to before what refers to it. In a circle, which has an optional reference somewhere, the
 * resource that can do without goes first.
 */
function inOrder(
  added: readonly DerivedResource[],
  existing: ReadonlySet<string>,
): readonly DerivedResource[] {
  const here = new Set(existing);
  const left = [...added];
  const ordered: DerivedResource[] = [];
  while (left.length > 0) {
    const ready = (needed: boolean) =>
      left.findIndex((resource) => targetsOf(resource, needed).every((table) => here.has(table)));
    const index = [ready(false), ready(true)].find((found) => found >= 0) ?? 0;
    const [next] = left.splice(index, 1);
    if (!next) break;
    here.add(next.names.table);
    ordered.push(next);
  }
  return ordered;
}

/** What waits for a table that is not there yet. */
class Waiting {
  readonly #references: Deferred['references'][number][] = [];
  readonly #sets: Deferred['sets'][number][] = [];

  /** Puts off what refers to a table that is not `here`; returns the rest. */
  split(resource: DerivedResource, here: ReadonlySet<string>): Pick<DerivedResource, 'references' | 'sets'> {
    const isHere = ({ target }: { readonly target: { readonly table: string } }) => here.has(target.table);
    const { references, sets } = resource;
    const late = references.filter((reference) => !isHere(reference));
    this.#references.push(...late.map((reference) => ({ owner: resource, reference })));
    this.#sets.push(...sets.filter((set) => !isHere(set)));
    return { references: references.filter(isHere), sets: sets.filter(isHere) };
  }

  /** What waited for this table. */
  for(table: string): Deferred {
    return {
      references: this.#references.filter(({ reference }) => reference.target.table === table),
      sets: this.#sets.filter(({ target }) => target.table === table),
    };
  }
}

/**
 * One migration for each resource that is new, in a chain that goes on from `head`.
 *
 * @param resources all resources as they will be
 */
export function planMigrations(
  resources: readonly ResourceSpec[],
  changes: readonly SpecChange[],
  head: string | undefined,
): Migrations {
  const added = changes.flatMap(({ before, after }) => (before ? [] : [derive(after, resources)]));
  const addedTables = new Set(added.map(({ names }) => names.table));
  const tables = resources.map((spec) => namesOf(spec).table);
  const here = new Set(tables.filter((table) => !addedTables.has(table)));
  const waiting = new Waiting();
  const seeds: PlanEntry[] = [];
  const revisions = new Map<string, string>();
  let downRevision = head;
  for (const resource of inOrder(added, here)) {
    const { names, spec } = resource;
    here.add(names.table);
    const deferred = waiting.for(names.table);
    const own = waiting.split(resource, here);
    const revision = revisionOf(spec, downRevision);
    seeds.push({
      unit: names.snake,
      kind: 'seed',
      template: TEMPLATE,
      output: `alembic/versions/${revision}_create_${names.plural}.py`,
      view: { migration: migrationView(resource, own, deferred, { revision, downRevision }) },
    });
    revisions.set(names.snake, revision);
    downRevision = revision;
  }
  return { seeds, revisions };
}
