import { isSet, type Column, type DerivedResource, type ReferenceSet } from './derived.ts';
import { listOf, type ListFilter } from './list.ts';

/** A field with two values, the lower one first. */
export interface Pair {
  readonly name: string;
  readonly low: string;
  readonly high: string;
}

/** The fields of a resource, grouped by what tests can check with them. */
export interface Subjects {
  /** Fields that a client may send: columns, references, many fields. */
  readonly sent: readonly Column[];
  readonly references: DerivedResource['references'];
  readonly sets: readonly ReferenceSet[];
  /** Fields that responses return unchanged. */
  readonly echoed: readonly Column[];
  readonly secrets: readonly Column[];
  /** Fields that only the application sets. */
  readonly settled: readonly Column[];
  readonly uniques: readonly Column[];
  readonly notNull: readonly (Column | ReferenceSet)[];
  readonly nullable: readonly Column[];
  readonly invalid: readonly { readonly name: string; readonly value: string }[];
  readonly sorts: readonly Pair[];
  readonly equals: readonly (Pair & { readonly filter: string })[];
  readonly ranges: readonly Pair[];
  readonly slugs: readonly Column[];
}

/** Two values of a field in ascending order; undefined if the field has only one value. */
function pairOf({ wire, spec, python }: Column): readonly Pair[] {
  const [low, high] = [python.low(spec), python.high(spec)];
  return low === high ? [] : [{ name: wire, low, high }];
}

/** Only ASCII letters, because databases sort other letters differently. */
const ordersAlike = ({ spec }: Column): boolean =>
  (spec.values ?? []).every((value) => /^[a-z]+$/.test(value));

/** Groups the fields of a resource for its tests. */
export function subjectsOf(resource: DerivedResource): Subjects {
  const { all, columns } = resource;
  const own = columns.filter(({ target }) => !target);
  const sent = own.filter(({ spec }) => !spec.readonly);
  const echoed = sent.filter(({ spec }) => !spec.private);
  const references = resource.references.filter(({ spec }) => !spec.readonly);
  const openReferences = references.filter(({ spec }) => !spec.private);
  const filtered = (operator: ListFilter['operator']) =>
    listOf(resource).filters.flatMap(({ field, name, operator: its }) =>
      field && its === operator && echoed.includes(field) ? [{ field, name }] : [],
    );
  return {
    sent,
    references,
    sets: resource.sets,
    echoed,
    secrets: sent.filter(({ spec }) => spec.private),
    settled: own.filter(({ spec }) => spec.readonly && !spec.private),
    uniques: sent.filter(({ spec }) => spec.unique),
    notNull: all.filter((field) => !field.spec.readonly && (isSet(field) || !field.spec.optional)),
    nullable: [...echoed, ...openReferences].filter(({ spec }) => spec.optional),
    invalid: sent.flatMap(({ wire, spec, python }) =>
      python.invalid(spec).map((value) => ({ name: wire, value })),
    ),
    sorts: echoed.filter((field) => field.python.sortable && ordersAlike(field)).flatMap(pairOf),
    equals: filtered('==').flatMap(({ field, name }) =>
      pairOf(field).map((pair) => ({ filter: name, name: pair.name, low: pair.low, high: pair.high })),
    ),
    ranges: filtered('>=').flatMap(({ field }) => pairOf(field)),
    slugs: columns.filter(
      ({ spec }) => spec.from !== undefined && !spec.private && sent.some(({ wire }) => wire === spec.from),
    ),
  };
}
