import { UserError } from '../../src/errors.ts';
import type { FieldSpec } from '../../src/language/field.ts';
import { formatResource, parseResource, type ResourceSpec } from '../../src/language/resource.ts';
import { checkResources } from '../../src/language/resource-set.ts';
import { formatField } from '../../src/language/field.ts';
import { drawField, pairs, type Pair } from './draw-field.ts';
import { Random } from './random.ts';
import { fieldNames, resourceNames } from './ugly.ts';

/** The resources of one project. */
export interface Drawn {
  readonly resources: readonly ResourceSpec[];
  /** So many of them may refer to each other, and are given at once; each other one refers to earlier ones only, and can be added by itself. */
  readonly together: number;
}

function legal(words: readonly string[]): ResourceSpec | undefined {
  try {
    return parseResource(words);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function fits(resource: ResourceSpec, others: readonly ResourceSpec[], names: readonly string[]): boolean {
  const stubs = names
    .filter((name) => name !== resource.name && others.every((other) => other.name !== name))
    .map((name) => parseResource([name, 'name:str']));
  try {
    checkResources([resource], [...others, ...stubs]);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

const wordsOf = (name: string, fields: readonly FieldSpec[]): string[] => [name, ...fields.map(formatField)];

/** Names that can stand in one project. */
function drawNames(random: Random, count: number): readonly string[] {
  const taken: ResourceSpec[] = [];
  for (const name of random.shuffled(resourceNames)) {
    const stub = legal([name, 'name:str']);
    if (stub !== undefined && fits(stub, taken, [])) taken.push(stub);
    if (taken.length === count) break;
  }
  const names = taken.map(({ name }) => name);
  // The last one takes what found no place before.
  const shortest = names.toSorted((a, b) => a.length - b.length).slice(0, 1);
  return [...names.filter((name) => !shortest.includes(name)), ...shortest];
}

class Project {
  readonly #made: ResourceSpec[] = [];

  readonly random: Random;
  readonly names: readonly string[];
  readonly together: number;

  constructor(random: Random, names: readonly string[]) {
    this.random = random;
    this.names = names;
    this.together = Math.ceil(names.length / 2);
  }

  /** Adds the next resource with a field for each pair; returns the pairs that it could not have: a long name leaves no room for some constraints. */
  add(name: string, wanted: readonly Pair[]): readonly Pair[] {
    const left: Pair[] = [];
    const earlier = this.#made.map((resource) => resource.name);
    const fields: FieldSpec[] = [];
    // A slug needs something to come from, and a resource something that a client sees.
    const sorted = [{ type: 'str', modifier: undefined } as const, ...wanted];
    for (const pair of sorted) {
      const around = {
        targets: this.names.slice(0, Math.max(this.together, earlier.length + 1)),
        sources: fields
          .filter(({ type, private: hidden }) => type === 'str' && !hidden)
          .map((field) => field.name),
        mayRequire: (target: string) => earlier.includes(target),
      };
      const field = this.#field(name, pair, fields, around);
      if (field === undefined) left.push(pair);
      else fields.push(field);
    }
    this.#made.push(parseResource(wordsOf(name, fields)));
    return left;
  }

  #field(
    resource: string,
    pair: Pair,
    before: readonly FieldSpec[],
    around: Parameters<typeof drawField>[3],
  ): FieldSpec | undefined {
    for (const name of this.random.shuffled(fieldNames).slice(0, 12)) {
      const field = drawField(name, pair, this.random, around);
      if (field === undefined) continue;
      const whole = legal(wordsOf(resource, [...before, field]));
      if (whole !== undefined && fits(whole, this.#made, this.names)) return field;
    }
    return undefined;
  }

  get drawn(): Drawn {
    checkResources(this.#made, []);
    return { resources: this.#made, together: this.together };
  }
}

/**
 * Draws projects that together have every field type with every modifier that it takes.
 *
 * @param seed the same one gives the same projects
 * @param count how many projects
 * @param size how many resources each has
 */
export function draw(seed: number, count: number, size: number): readonly Drawn[] {
  const random = new Random(seed);
  const shuffled = random.shuffled(pairs);
  return Array.from({ length: count }, (_, index) => {
    const share = shuffled.filter((__, at) => at % count === index);
    const project = new Project(random, drawNames(random, size));
    let left: readonly Pair[] = [];
    for (const [at, name] of project.names.entries()) {
      // What refers to others needs others before it.
      const wanted = share.filter((pair, place) => placeOf(pair, place, size) === at);
      left = project.add(name, [...left, ...wanted]);
    }
    if (left.length > 0) throw new Error(`seed ${seed} leaves no legal field for ${JSON.stringify(left)}`);
    return project.drawn;
  });
}

function placeOf({ type }: Pair, place: number, size: number): number {
  const refers = type === 'ref' || type === 'many';
  return refers && size > 1 ? 1 + (place % (size - 1)) : place % size;
}

/** Each resource as a line that the command line takes. */
export function linesOf({ resources }: Drawn): readonly string[] {
  return resources.map(formatResource);
}
