import { conversion, storedType } from '../fields/conversions.ts';
import { withDefaults } from '../fields/defaults.ts';
import { associationOf, columnOf } from './derived-names.ts';
import type { FieldSpec } from './field.ts';
import { namesOf } from './names.ts';
import type { ResourceSpec } from './resource.ts';

/** Aspects of a field that the database stores. Limits and defaults are applied by the application. */
export type Aspect = 'name' | 'type' | 'optional' | 'unique' | 'index' | 'values' | 'target' | 'onDelete';

/** A field before and after, with its defaults filled in. */
export interface FieldChange {
  readonly before: FieldSpec;
  readonly after: FieldSpec;
  readonly aspects: ReadonlySet<Aspect>;
}

/** The database changes between two specs of one resource. */
export interface Difference {
  /** The old and the new table name, if the table is renamed. */
  readonly renamed?: { readonly before: string; readonly after: string };
  readonly added: readonly FieldSpec[];
  readonly dropped: readonly FieldSpec[];
  readonly changed: readonly FieldChange[];
}

/** Old resource names to new ones. */
export type Renamings = ReadonlyMap<string, string>;

type Reading = (field: FieldSpec, snake: string) => unknown;

/** Reads each aspect of a field. Fields with equal readings are equal in the database. */
const readings: Readonly<Record<Aspect, Reading>> = {
  name: (field, snake) => columnOf(field) ?? associationOf(snake, field),
  type: storedType,
  optional: ({ optional }) => optional === true,
  unique: ({ unique }) => unique === true,
  index: ({ index, unique }) => index === true && unique !== true,
  values: ({ values }) => values?.toSorted(),
  target: ({ to }) => to,
  onDelete: ({ onDelete }) => onDelete,
};
const aspects = Object.keys(readings) as readonly Aspect[];

const isMany = ({ type }: FieldSpec): boolean => type === 'many';

/**
 * Compares two specs of one resource by field ids. Between a column and a many field, the old one is dropped and the new
 * one added.
 *
 * @param before undefined for a new resource
 * @param after undefined for a removed resource
 * @param renamings resources that the same run renames: a reference by the new name is no change
 */
export function difference(
  before: ResourceSpec | undefined,
  after: ResourceSpec | undefined,
  renamings: Renamings = new Map(),
): Difference {
  const old = (before?.fields ?? []).map(withDefaults);
  const fresh = (after?.fields ?? []).map(withDefaults);
  const partner = (field: FieldSpec, others: readonly FieldSpec[]) =>
    others.find((other) => other.id === field.id && isMany(other) === isMany(field));
  const changed = old.flatMap((field): readonly FieldChange[] => {
    const found = partner(field, fresh);
    if (!before || !after || !found) return [];
    // A renamed resource may still refer to itself by its old name.
    const renamed = (each: FieldSpec) => ({
      ...each,
      ...(each.to && { to: renamings.get(each.to) ?? each.to }),
    });
    const [moved, there] = [renamed(field), renamed(found)];
    const names = [namesOf(before).snake, namesOf(after).snake] as const;
    const differing = aspects.filter((aspect) => {
      const reading = readings[aspect];
      return JSON.stringify(reading(moved, names[0])) !== JSON.stringify(reading(there, names[1]));
    });
    return differing.length > 0 ? [{ before: field, after: found, aspects: new Set(differing) }] : [];
  });
  const renamed = before && after && { before: namesOf(before).table, after: namesOf(after).table };
  return {
    ...(renamed && renamed.before !== renamed.after && { renamed }),
    added: fresh.filter((field) => !partner(field, old)),
    dropped: old.filter((field) => !partner(field, fresh)),
    changed,
  };
}

/** Whether a difference needs a migration. */
export function touchesDatabase({ renamed, added, dropped, changed }: Difference): boolean {
  return renamed !== undefined || added.length + dropped.length + changed.length > 0;
}

/** Whether a change keeps the column and its values; otherwise the column is replaced. */
export function keepsValues({ before, after, aspects: changed }: FieldChange): boolean {
  const elsewhere = changed.has('target') && before.to !== undefined && after.to !== undefined;
  return !elsewhere && (isMany(before) || conversion(before, after) !== undefined);
}

/** Whether a change loses values of a field. */
export function isLossy(change: FieldChange): boolean {
  return !keepsValues(change) || conversion(change.before, change.after)?.lossy === true;
}
