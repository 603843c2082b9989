import type { DerivedResource } from '../view/derived.ts';
import type { Creation, Deferred } from './migration.ts';

type Needs<Item> = (item: Item) => readonly string[];

/**
 * Puts what needs a table behind what makes it.
 *
 * @param here tables that are there already
 * @param needs which tables an item needs; where everything waits for something, what the next of these says counts
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
 * Puts what is referred to before what refers to it. In a circle, which has an optional reference somewhere, the
 * resource that can do without goes first, and the reference is made with its target.
 *
 * @param existing tables that are there already
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
