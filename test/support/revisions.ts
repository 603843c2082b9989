import { chained, resourceRevisions } from '../../src/migrations/plan.ts';
import type { SpecChange } from '../../src/change/spec-change.ts';
import { readProfile } from '../../src/overlay/manifest.ts';
import { createPrinter } from '../../src/render/print.ts';
import { openStack } from '../../src/overlay/stack.ts';
import { parseResource, parseResourceLine, type ResourceSpec } from '../../src/language/resource.ts';
import { templates } from './render.ts';

const stack = openStack(templates, readProfile(templates, 'layered', 'none'));

export const resource = (line: string): ResourceSpec => parseResource(parseResourceLine(line));

/** A line whose fields keep the ids of another spec: `{ total: 'amount' }` says that `total` was `amount`. */
export function changed(
  before: ResourceSpec,
  line: string,
  renamed: Readonly<Record<string, string>> = {},
): ResourceSpec {
  const after = resource(line);
  const idOf = (name: string) => before.fields.find((field) => field.name === (renamed[name] ?? name))?.id;
  const fields = after.fields.map((field) => Object.assign({}, field, { id: idOf(field.name) ?? field.id }));
  return { ...after, fields };
}

/** The texts of the revisions that changes make, by path, in the order of their chain. */
export function revisions(
  changes: readonly SpecChange[],
  others: readonly ResourceSpec[] = [],
  head: string | undefined = 'head',
): ReadonlyMap<string, string> {
  const resources = [...others, ...changes.flatMap(({ after }) => after ?? [])];
  const { seeds } = chained(resourceRevisions(resources, changes), head);
  const print = createPrinter(stack);
  return new Map(seeds.map((entry) => [entry.output, print(entry)]));
}
