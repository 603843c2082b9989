import type { RequestType } from '../fields/python.ts';
import type { Column, DerivedResource } from './derived.ts';

/** A filter of a list: a query parameter, its column, and the comparison. */
export interface ListFilter {
  readonly name: string;
  readonly column: string;
  readonly operator: '==' | '>=' | '<=';
  readonly request: RequestType;
  /** The field; absent for the built-in timestamps. */
  readonly field?: Column;
}

export interface ResourceList {
  readonly filters: readonly ListFilter[];
  readonly sorts: readonly { readonly name: string; readonly field?: Column }[];
}

/** Query parameters of every list. */
const PAGING = ['page', 'size', 'sort'];
const TIMESTAMPS = ['created_at', 'updated_at'];
const MOMENT: RequestType = { base: 'Moment' };

function rangeOf(column: string, request: RequestType, field?: Column): readonly ListFilter[] {
  return [
    { name: `${column}_from`, column, operator: '>=', request, ...(field && { field }) },
    { name: `${column}_to`, column, operator: '<=', request, ...(field && { field }) },
  ];
}

function filtersEqual({ spec, python }: Column): boolean {
  if (python.filter === 'never') return false;
  return python.filter === 'always' || spec.unique === true || spec.index === true || spec.from !== undefined;
}

/**
 * Returns the filters of a resource's list: equality on choices, booleans, references, unique and indexed fields; ranges of
 * numbers and dates. Private fields have no filters.
 */
export function listOf({ columns }: DerivedResource): ResourceList {
  const open = columns.filter(({ spec }) => !spec.private);
  const ranges = [
    ...open
      .filter(({ python }) => python.filter === 'range')
      .flatMap((field) => rangeOf(field.wire, field.python.query(field.spec, field.enumName), field)),
    ...TIMESTAMPS.flatMap((name) => rangeOf(name, MOMENT)),
  ];
  const taken = new Set([...PAGING, ...ranges.map(({ name }) => name)]);
  const equals = open.filter(filtersEqual).map((field): ListFilter => {
    const name = taken.has(field.wire) ? `${field.wire}_eq` : field.wire;
    const request = field.python.query(field.spec, field.enumName);
    return { name, column: field.wire, operator: '==', request, field };
  });
  return {
    filters: [...equals, ...ranges],
    sorts: [
      ...open.filter(({ python }) => python.sortable).map((field) => ({ name: field.wire, field })),
      ...TIMESTAMPS.map((name) => ({ name })),
    ],
  };
}
