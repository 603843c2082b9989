import { UserError } from '../errors.ts';
import { conversion, storedType } from '../fields/conversions.ts';
import { columnOf } from '../language/derived-names.ts';
import { isLossy, keepsValues, type FieldChange } from '../language/difference.ts';
import type { FieldSpec } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { Dialogue } from '../dialogue.ts';
import { differencesOf, type SpecChange } from './spec-change.ts';

const wordOf = (field: FieldSpec): string => columnOf(field) ?? field.name;

const sizeOf = ({ type, precision, scale, max }: FieldSpec): string =>
  precision === undefined ? `${type}:max=${max}` : `${type}:precision=${precision}:scale=${scale ?? 0}`;

function changeInWords({ before, after }: FieldChange): string {
  if (storedType(before) === storedType(after))
    return `${wordOf(before)} (to ${before.to}, then ${after.to})`;
  const words = before.type === after.type ? [before, after].map(sizeOf) : [before.type, after.type];
  return `${wordOf(before)} (${words.join(' to ')})`;
}

/** Lists the data that these changes' migrations delete: `invoices.amount`, or `invoices` for a whole table. */
export function lossesOf(changes: readonly SpecChange[]): readonly string[] {
  return differencesOf(changes).flatMap(([{ before, after }, { dropped, changed }]) => {
    if (!before) return [];
    const { table } = namesOf(before);
    if (!after) return [table];
    return [...dropped.map(wordOf), ...changed.filter(isLossy).map(changeInWords)].map(
      (column) => `${table}.${column}`,
    );
  });
}

/** Describes the values in rows that stop a migration. */
function conditionsOf({ before, after, aspects }: FieldChange): readonly string[] {
  const goes = (before.values ?? []).filter((value) => !after.values?.includes(value));
  const isNarrower = after.values !== undefined && (before.values === undefined || goes.length > 0);
  const careful = conversion(before, after)?.careful;
  return [
    ...(isNarrower ? [`the migration stops if rows have values other than ${after.values?.join(', ')}`] : []),
    ...(aspects.has('unique') && after.unique ? ['the migration stops if rows share a value'] : []),
    ...(careful !== undefined && !isNarrower ? [careful] : []),
  ];
}

/** Lists the conditions that may stop these changes' migrations. */
export function stopsOf(changes: readonly SpecChange[]): readonly string[] {
  return differencesOf(changes).flatMap(([{ before, after }, { changed }]) => {
    if (!before || !after) return [];
    const { table } = namesOf(after);
    return changed
      .filter(keepsValues)
      .flatMap((change) => conditionsOf(change).map((text) => `${table}.${wordOf(change.after)}: ${text}`));
  });
}

/**
 * Asks before data is deleted, unless --allow-drop is given.
 *
 * @throws UserError (exit 3) otherwise
 */
export async function refuseLosses(
  losses: readonly string[],
  allowed: boolean,
  { confirm }: Pick<Dialogue, 'confirm'>,
): Promise<void> {
  if (losses.length === 0 || allowed) return;
  const lost = losses.join(', ');
  if (!confirm)
    throw new UserError(
      `${lost}: this would delete data; nothing was written (allow it with --allow-drop)`,
      3,
    );
  if (!(await confirm(`${lost}: this deletes data. Continue?`)))
    throw new UserError(`${lost}: cancelled; nothing was written`, 3);
}
