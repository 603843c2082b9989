import { conversion } from '../fields/conversions.ts';
import { keepsValues, type Aspect, type Difference } from '../language/difference.ts';
import { isSet, type Column, type DerivedResource, type ReferenceSet } from '../derived/derived.ts';
import { isChoice, isIndexed } from './migration-parts.ts';

/** A column that keeps its values. */
export interface Kept {
  readonly from: Column;
  readonly to: Column;
  readonly aspects: ReadonlySet<Aspect>;
}

/** The changes of a revision to an existing table. `reversed` returns the downgrade. */
export interface Alteration {
  readonly from: DerivedResource;
  readonly to: DerivedResource;
  readonly added: readonly Column[];
  readonly dropped: readonly Column[];
  readonly kept: readonly Kept[];
  readonly sets: {
    readonly added: readonly ReferenceSet[];
    readonly dropped: readonly ReferenceSet[];
    readonly moved: readonly { readonly from: ReferenceSet; readonly to: ReferenceSet }[];
  };
}

/** Groups the differences of two specs into added, dropped and kept columns. */
export function alterationOf(from: DerivedResource, to: DerivedResource, changes: Difference): Alteration {
  const replaced = new Set(changes.changed.filter((each) => !keepsValues(each)).map(({ after }) => after.id));
  const ids = (fields: readonly { readonly id: string }[]) =>
    new Set([...fields.map(({ id }) => id), ...replaced]);
  const [added, dropped] = [ids(changes.added), ids(changes.dropped)];
  const isAdded = ({ spec }: Column | ReferenceSet) => added.has(spec.id);
  const isDropped = ({ spec }: Column | ReferenceSet) => dropped.has(spec.id);
  const aspectsOf = (id: string): ReadonlySet<Aspect> =>
    changes.changed.find(({ after }) => after.id === id)?.aspects ?? new Set();
  const pairs = <Field extends Column | ReferenceSet>(old: readonly Field[], fresh: readonly Field[]) =>
    old.flatMap((field) => {
      const found = isDropped(field) ? undefined : fresh.find(({ spec }) => spec.id === field.spec.id);
      return found ? [{ from: field, to: found, aspects: aspectsOf(field.spec.id) }] : [];
    });
  return {
    from,
    to,
    added: to.columns.filter(isAdded),
    dropped: from.columns.filter(isDropped),
    kept: pairs(from.columns, to.columns),
    sets: {
      added: to.all.filter(isSet).filter(isAdded),
      dropped: from.all.filter(isSet).filter(isDropped),
      moved: pairs(from.sets, to.sets).filter(({ aspects }) => aspects.has('name')),
    },
  };
}

const turned = <Pair extends { readonly from: unknown; readonly to: unknown }>(pair: Pair): Pair => ({
  ...pair,
  from: pair.to,
  to: pair.from,
});

/** Returns the alteration of the downgrade. */
export function reversed({ from, to, added, dropped, kept, sets }: Alteration): Alteration {
  return {
    from: to,
    to: from,
    added: dropped,
    dropped: added,
    kept: kept.map(turned),
    sets: { added: sets.dropped, dropped: sets.added, moved: sets.moved.map(turned) },
  };
}

/** Whether the column is NOT NULL. */
export const isRequired = ({ spec }: Column): boolean => spec.optional !== true;

/** Indexes and constraints of a column, by the prefix of their names. */
export type Kind = 'ix' | 'uq' | 'fk' | 'ck';

const has: Readonly<Record<Kind, (column: Column) => boolean>> = {
  ix: isIndexed,
  uq: ({ spec }) => spec.unique === true,
  fk: ({ target }) => target !== undefined,
  ck: isChoice,
};
const renewing: Readonly<Record<Kind, readonly Aspect[]>> = {
  ix: [],
  uq: [],
  fk: ['target', 'onDelete'],
  ck: ['values'],
};
export const kinds = Object.keys(has) as readonly Kind[];

export const kindsOf = (column: Column): readonly Kind[] => kinds.filter((kind) => has[kind](column));

/** Indexes and constraints that stay, possibly renamed. */
export function staying({ from, to, aspects }: Kept): readonly Kind[] {
  const isRenewed = (kind: Kind) => renewing[kind].some((aspect) => aspects.has(aspect));
  return kindsOf(from).filter((kind) => has[kind](to) && !isRenewed(kind));
}

export const going = (kept: Kept): readonly Kind[] =>
  kindsOf(kept.from).filter((kind) => !staying(kept).includes(kind));

export const coming = (kept: Kept): readonly Kind[] =>
  kindsOf(kept.to).filter((kind) => !staying(kept).includes(kind));

/** Returns the conversion of a kept column's values. */
export const converted = ({ from, to }: Kept) => conversion(from.spec, to.spec) ?? {};
