import type { Column, DerivedResource, ReferenceSet } from './derived.ts';
import type { Names } from '../language/names.ts';

/** The fields of a resource whose values a request may set, and which the database must be asked about first. */
export interface Checked {
  readonly uniques: readonly Column[];
  readonly references: readonly (Column & { readonly target: Names })[];
  readonly sets: readonly ReferenceSet[];
  /** Columns with a value that is derived if the client omits it. */
  readonly slugs: readonly Column[];
}

/** Lists what must be checked before a row is written. */
export function checkedFields({ columns, references, sets }: DerivedResource): Checked {
  const isSent = ({ spec }: Column | ReferenceSet): boolean => !spec.readonly;
  return {
    uniques: columns.filter(
      (column) => isSent(column) && (column.spec.unique === true || column.spec.from !== undefined),
    ),
    references: references.filter(isSent),
    sets: sets.filter(isSent),
    slugs: columns.filter(({ spec }) => spec.from !== undefined),
  };
}
