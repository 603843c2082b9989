import { withDefaults } from '../fields/defaults.ts';
import { fieldType } from '../fields/types.ts';
import type { FieldSpec } from './field.ts';
import { singularOf } from '../plural.ts';
import { pascalOf } from '../spelling.ts';

/** Returns the column of a field: `category_id` for a reference, its name otherwise; a many field has none. */
export function columnOf(field: FieldSpec): string | undefined {
  if (field.type === 'many') return undefined;
  return field.type === 'ref' ? `${field.name}_id` : field.name;
}

/** Returns a field's name in requests and responses: `category_id`, `tag_ids`, or its own name. */
export function wireNameOf(field: FieldSpec): string {
  return field.type === 'many' ? `${singularOf(field.name)}_ids` : (columnOf(field) ?? field.name);
}

/** Suffixes of classes that are named after a resource, e.g. `ProductPage`. */
const roles = new Set('create page query repository response service service_dep sort update'.split(' '));

/** Returns the class name of an enum field: `ProductStatus`, or `ProductPageChoice` if `ProductPage` is taken. */
export function enumClassOf(resource: string, field: FieldSpec): string | undefined {
  if (field.type !== 'enum') return undefined;
  return `${resource}${pascalOf(field.name) ?? ''}${roles.has(field.name) ? 'Choice' : ''}`;
}

/** Returns the association table of a many field (`product_tags`) and its two foreign-key columns. */
export function associationOf(
  snake: string,
  field: FieldSpec,
): { readonly table: string; readonly own: string; readonly target: string } {
  return { table: `${snake}_${field.name}`, own: `${snake}_id`, target: `${singularOf(field.name)}_id` };
}

const filterNames = new WeakMap<FieldSpec, readonly string[]>();

/** Returns the query parameters of a list that filter by a field; a private field has none. */
export function filterNamesOf(spec: FieldSpec): readonly string[] {
  const names = filterNames.get(spec) ?? filtersOf(spec);
  filterNames.set(spec, names);
  return names;
}

function filtersOf(spec: FieldSpec): readonly string[] {
  const field = withDefaults(spec);
  if (field.private) return [];
  const { kind } = fieldType(field.type);
  const wire = wireNameOf(field);
  const equal =
    kind === 'choice' ||
    kind === 'boolean' ||
    kind === 'reference' ||
    field.unique === true ||
    field.index === true;
  const ranged = ['integer', 'number', 'decimal', 'moment'].includes(kind);
  return [
    ...(equal ? [['page', 'size', 'sort'].includes(wire) ? `${wire}_eq` : wire] : []),
    ...(ranged ? [`${wire}_from`, `${wire}_to`] : []),
  ];
}
