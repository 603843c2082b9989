import type { DerivedResource } from '../derived/derived.ts';
import type { Creation, Deferred } from './migration.ts';

type Needs<Item> = (item: Item) => readonly string[];

/**
 * Sorts items so that each comes after the ones that create the tables it needs.
 *
 * @param here existing tables
 * @param needs functions that return the tables an item needs; the next one applies if every item is blocked
 */
export function inOrder<Item>(
  items: readonly Item[],
  here: ReadonlySet<string>,
  makes: (item: Item) => string,
  needs: readonly Needs<Item>[],
): readonly Item[] {
  const there = new Set(here);
  const left = [...items];
  const ordered: Item[] = [];
  while (left.length > 0) {
    const ready = (needed: Needs<Item>) =>
      left.findIndex((item) => needed(item).every((table) => table === makes(item) || there.has(table)));
    const index = needs.map(ready).find((found) => found >= 0) ?? 0;
    const [next] = left.splice(index, 1);
    if (!next) break;
    there.add(makes(next));
    ordered.push(next);
  }
  return ordered;
}

const targets = (fields: readonly { readonly target: { readonly table: string } }[]): readonly string[] =>
  fields.map(({ target }) => target.table);
const tableOf = ({ names }: DerivedResource): string => names.table;

/** References and association tables that wait for their target's table. */
class Waiting {
  readonly #references: Deferred['references'][number][] = [];
  readonly #sets: Deferred['sets'][number][] = [];

  /** Defers references to tables that are not `here`; returns the others. */
  split(resource: DerivedResource, here: ReadonlySet<string>): Pick<DerivedResource, 'references' | 'sets'> {
    const isHere = ({ target }: { readonly target: { readonly table: string } }) => here.has(target.table);
    const { references, sets } = resource;
    const late = references.filter((reference) => !isHere(reference));
    this.#references.push(...late.map((reference) => ({ owner: resource, reference })));
    this.#sets.push(...sets.filter((set) => !isHere(set)));
    return { references: references.filter(isHere), sets: sets.filter(isHere) };
  }

  /** Returns what waited for this table. */
  for(table: string): Deferred {
    return {
      references: this.#references.filter(({ reference }) => reference.target.table === table),
      sets: this.#sets.filter(({ target }) => target.table === table),
    };
  }
}

/**
 * Sorts resources so that targets of references come first. In a cycle, the resource with the optional reference comes
 * first, and the reference is created with its target.
 *
 * @param existing existing tables
 */
export function creations(
  resources: readonly DerivedResource[],
  existing: ReadonlySet<string>,
): readonly Creation[] {
  const all = ({ references, sets }: DerivedResource) => [...targets(references), ...targets(sets)];
  const required = ({ references }: DerivedResource) =>
    targets(references.filter(({ spec }) => !spec.optional));
  const here = new Set(existing);
  const waiting = new Waiting();
  return inOrder(resources, existing, tableOf, [all, required]).map((resource) => {
    here.add(resource.names.table);
    const deferred = waiting.for(resource.names.table);
    const { references, sets } = waiting.split(resource, here);
    return { resource, references, sets, deferred };
  });
}
