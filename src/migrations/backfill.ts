import { wrap } from '../python/layout.ts';
import { pythonString } from '../python/literal.ts';
import { isTextual } from '../fields/conversions.ts';
import { isRequired, type Alteration, type Kept } from './alteration.ts';
import type { Column } from '../derived/derived.ts';
import { typeOf } from './migration-parts.ts';

/** Prints the table construct with the columns that the following statements use. */
export function rowsOf(table: string, columns: readonly Column[]): string {
  const given = columns.map((column) => wrap('sa.column(', [`"${column.wire}"`, typeOf(column)], ')', 2));
  return wrap('rows = sa.table(', [`"${table}"`, ...given], ')', 1);
}

const cell = ({ wire }: Column): string => `rows.c["${wire}"]`;

function fill(column: Column, value: string): string {
  const { wire } = column;
  return `op.execute(rows.update().where(${cell(column)}.is_(None)).values({"${wire}": ${value}}))`;
}

/** Sets the default in existing rows; the application sets it in new ones. */
function backfillDefault(column: Column): string {
  const { spec, python } = column;
  const text = spec.default ?? '';
  return fill(column, spec.values ? pythonString(text) : python.value(text, spec, ''));
}

/** Prints a check that stops the migration with a message if rows match a condition. */
function stop(condition: string, when: string, message: string): string {
  return [
    `if ${when}:`,
    `        wrong = sa.select(sa.func.count()).select_from(rows).where(${condition})`,
    '        if found := op.get_bind().scalar(wrong):',
    `            raise RuntimeError(f"${message}")`,
  ].join('\n');
}

const live = 'not op.get_context().as_sql';
const onSqlite = 'op.get_context().dialect.name == "sqlite"';

/** Prints an update in which the developer fills in the value for existing rows. */
function backfillByHand(table: string, column: Column): readonly string[] {
  const { wire } = column;
  return [
    `# FILL IN: replace sa.null() with the value of ${wire} for existing rows.\n    ${fill(column, 'sa.null()')}`,
    stop(`${cell(column)}.is_(None)`, live, `{found} rows of ${table} have no ${wire}: see FILL IN above`),
  ];
}

/** Columns whose rows need a value before they become NOT NULL. */
export interface Filling {
  readonly defaults: readonly Column[];
  readonly byHand: readonly Column[];
}

/** Returns the columns to backfill. A downgrade cannot restore dropped values, so re-added columns without a default stay
 * nullable. */
export function fillingOf({ added, kept }: Alteration, isForward: boolean): Filling {
  const tightened = kept.filter(({ from, to }) => !isRequired(from) && isRequired(to)).map(({ to }) => to);
  const fresh = added.filter(isRequired);
  const hasDefault = ({ spec }: Column) => spec.default !== undefined;
  return {
    defaults: [...fresh, ...tightened].filter(hasDefault),
    byHand: [...(isForward ? fresh : []), ...tightened].filter((column) => !hasDefault(column)),
  };
}

/** Prints the backfill statements. */
export function backfills(table: string, { defaults, byHand }: Filling): readonly string[] {
  if (defaults.length + byHand.length === 0) return [];
  return [
    rowsOf(table, [...defaults, ...byHand]),
    ...defaults.map(backfillDefault),
    ...byHand.flatMap((column) => backfillByHand(table, column)),
  ];
}

/** Checks that texts are numbers on SQLite, which converts other texts to 0; PostgreSQL refuses them itself. */
export function refuseTexts(table: string, column: Column): string {
  const number = `sa.cast(sa.cast(${cell(column)}, sa.Integer()), sa.String())`;
  const message = `{found} rows of ${table} have a ${column.wire} that is not a number`;
  return stop(`${number} != ${cell(column)}`, onSqlite, message);
}

/** Checks for values that the field no longer allows; the developer fills in their replacement. */
export function refuseValues(table: string, { from, to: column }: Kept): string {
  const values = (column.spec.values ?? []).map(pythonString).join(', ');
  const text = isTextual(from.spec) ? cell(column) : `sa.cast(${cell(column)}, sa.String())`;
  const message = `{found} rows of ${table} have a ${column.wire} that is no longer allowed: see FILL IN above`;
  return [
    `# FILL IN: before this check, update the rows whose ${column.wire} is not one of the values below.`,
    `    ${stop(`${text}.not_in([${values}])`, live, message)}`,
  ].join('\n');
}

/** Checks for duplicates of a value that becomes unique; the developer fills in how to resolve them. */
export function refuseDuplicates(table: string, column: Column): string {
  const several = `sa.select(${cell(column)}).group_by(${cell(column)}).having(sa.func.count() > 1)`;
  const message = `{found} rows of ${table} share their ${column.wire} with another row: see FILL IN above`;
  return [
    `# FILL IN: before this check, change the rows that have the same ${column.wire} as another row.`,
    `    ${stop(`${cell(column)}.in_(${several}.correlate(None))`, live, message)}`,
  ].join('\n');
}

/** Checks references on SQLite, which does not check them when it rebuilds a table; PostgreSQL does. */
export function refuseStrays(table: string, column: Column): string {
  const keys = `sa.select(sa.column("id")).select_from(sa.table("${column.target?.table}"))`;
  const message = `{found} rows of ${table} have a ${column.wire} that does not exist in ${column.target?.table}`;
  return stop(`${cell(column)}.not_in(${keys})`, onSqlite, message);
}
