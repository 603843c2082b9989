import type { PythonType, RequestType } from '../fields/python.ts';
import { withDefaults } from '../fields/defaults.ts';
import { fieldType } from '../fields/types.ts';
import { associationOf, enumClassOf, wireNameOf } from '../language/derived-names.ts';
import type { FieldSpec } from '../language/field.ts';
import { namesOf, type Names } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';

/** A field with the values that several views need, computed once. */
export interface Derived {
  readonly spec: FieldSpec;
  readonly names: Names;
  /** Its name in the API and the column's name: `category_id` for a reference `category`. */
  readonly wire: string;
  readonly enumName: string;
  /** The target of the reference. */
  readonly target?: Names;
  /** The API cannot delete the target's rows. */
  readonly kept?: true;
}

/** A field with a column: all types except `many`. */
export interface Column extends Derived {
  readonly python: PythonType;
  /** An optional reference in a cycle: neither table can be created with all its foreign keys before the other. */
  readonly circular?: true;
}

/** A many field, stored in an association table. */
export interface ReferenceSet extends Derived {
  readonly target: Names;
  readonly table: string;
  readonly source: string;
  readonly item: string;
}

export interface DerivedResource {
  readonly spec: ResourceSpec;
  readonly names: Names;
  readonly columns: readonly Column[];
  readonly references: readonly (Column & { readonly target: Names })[];
  readonly sets: readonly ReferenceSet[];
  /** Columns and many fields, in the order of the spec. */
  readonly all: readonly (Column | ReferenceSet)[];
}

export const isSet = (field: Column | ReferenceSet): field is ReferenceSet => !('python' in field);

function deriveField(
  said: FieldSpec,
  owner: ResourceSpec,
  everyone: readonly ResourceSpec[],
): Column | ReferenceSet {
  const spec = withDefaults(said);
  const names = namesOf(owner);
  const referred =
    spec.to === undefined ? undefined : [owner, ...everyone].find(({ name }) => name === spec.to);
  const target = referred && namesOf(referred);
  const { python } = fieldType(spec.type);
  const base = {
    spec,
    names,
    wire: wireNameOf(spec),
    enumName: enumClassOf(names.pascal, spec) ?? '',
    ...(referred?.kept && { kept: referred.kept }),
  };
  if (python) return { ...base, python, ...(target && { target }) };
  if (!target) throw new Error(`${names.pascal}.${spec.name} refers to nothing`);
  const { table, own, target: item } = associationOf(names.snake, spec);
  return { ...base, target, table, source: own, item };
}

/** Whether following references from `start` leads to `goal`. */
function leadsTo(start: string, goal: string, everyone: readonly ResourceSpec[]): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (const name of open) {
    if (name === goal) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const fields = everyone.find((resource) => resource.name === name)?.fields ?? [];
    open.push(...fields.flatMap(({ type, to }) => (type === 'ref' && to !== undefined ? [to] : [])));
  }
  return false;
}

/**
 * Computes the values that the views of a resource need.
 *
 * @param everyone all resources of the project, for the names of what it refers to
 */
export function derive(spec: ResourceSpec, everyone: readonly ResourceSpec[]): DerivedResource {
  const names = namesOf(spec);
  const all = spec.fields.map((field) => {
    const derived = deriveField(field, spec, everyone);
    const { to = spec.name, type, optional } = field;
    const away = type === 'ref' && optional === true && to !== spec.name;
    return away && leadsTo(to, spec.name, everyone) ? { ...derived, circular: true as const } : derived;
  });
  const columns = all.filter((field): field is Column => !isSet(field));
  return {
    spec,
    names,
    all,
    columns,
    references: columns.filter((column): column is Column & { target: Names } => column.target !== undefined),
    sets: all.filter(isSet),
  };
}

/** `Annotated[base, Field(…), validator]`, or the base alone. */
export function annotated({ base, constraints = [], validators = [] }: RequestType): string {
  const field = constraints.length > 0 ? [`Field(${constraints.join(', ')})`] : [];
  const more = [...field, ...validators];
  return more.length > 0 ? `Annotated[${[base, ...more].join(', ')}]` : base;
}
