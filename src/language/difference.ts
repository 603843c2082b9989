import { conversion, storedType } from '../fields/conversions.ts';
import { withDefaults } from '../fields/defaults.ts';
import { associationOf, columnOf } from './derived-names.ts';
import type { FieldSpec } from './field.ts';
import { namesOf } from './names.ts';
import type { ResourceSpec } from './resource.ts';

/** What of a field is in the database. Bounds are not, nor is a default: the application writes it. */
export type Aspect = 'name' | 'type' | 'optional' | 'unique' | 'index' | 'values' | 'target' | 'onDelete';

/** A field before and after, with its defaults filled in. */
export interface FieldChange {
  readonly before: FieldSpec;
  readonly after: FieldSpec;
  readonly aspects: ReadonlySet<Aspect>;
}

/** What two specs of one resource make different in the database. */
export interface Difference {
  /** The table, where it is there before and after under two names. */
  readonly renamed?: { readonly before: string; readonly after: string };
  readonly added: readonly FieldSpec[];
  readonly dropped: readonly FieldSpec[];
  readonly changed: readonly FieldChange[];
}

/** Old names of resources that are called something else afterwards. */
export type Renamings = ReadonlyMap<string, string>;

type Reading = (field: FieldSpec, snake: string) => unknown;

/** THE table of what counts; two fields whose readings are equal are one to the database. */
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
 * Compares two specs of one resource by the ids of their fields. A column that becomes a set of references, or the other
 * way round, is dropped and added.
 *
 * @param before undefined for a new resource
 * @param after undefined for one that is removed
 * @param renamings resources that are renamed in the same run: to refer to one by its new name changes nothing
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
    // A resource that refers to itself may do so by its old name still when it is renamed.
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

/** Whether there is anything for a migration to do. */
export function touchesDatabase({ renamed, added, dropped, changed }: Difference): boolean {
  return renamed !== undefined || added.length + dropped.length + changed.length > 0;
}

/** Whether a change keeps the column and what is in it; else a new one takes its place. */
export function keepsValues({ before, after, aspects: changed }: FieldChange): boolean {
  const elsewhere = changed.has('target') && before.to !== undefined && after.to !== undefined;
  return !elsewhere && (isMany(before) || conversion(before, after) !== undefined);
}

/** Whether a change keeps the column, but not all that is in it. */
export function isLossy(change: FieldChange): boolean {
  return !keepsValues(change) || conversion(change.before, change.after)?.lossy === true;
}
