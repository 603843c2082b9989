import { wrap } from '../python/layout.ts';
import { pythonString } from '../python/literal.ts';
import { isTextual } from '../fields/conversions.ts';
import { isRequired, type Alteration, type Kept } from './alteration.ts';
import type { Column } from '../view/derived.ts';
import { typeOf } from './migration-parts.ts';

/** Rows of a table, as far as the statements that follow ask for them. */
export function rowsOf(table: string, columns: readonly Column[]): string {
  const given = columns.map((column) => wrap('sa.column(', [`"${column.wire}"`, typeOf(column)], ')', 2));
  return wrap('rows = sa.table(', [`"${table}"`, ...given], ')', 1);
}

const cell = ({ wire }: Column): string => `rows.c["${wire}"]`;

function fill(column: Column, value: string): string {
  const { wire } = column;
  return `op.execute(rows.update().where(${cell(column)}.is_(None)).values({"${wire}": ${value}}))`;
}

/** Rows that are there get the default, which the application gives to new ones. */
function backfillDefault(column: Column): string {
  const { spec, python } = column;
  const text = spec.default ?? '';
  return fill(column, spec.values ? pythonString(text) : python.value(text, spec, ''));
}

/** Stops the migration in plain words when there are rows of this kind. */
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

/** Only the developer knows what rows that are there already have. */
function backfillByHand(table: string, column: Column): readonly string[] {
  const { wire } = column;
  return [
    `# FILL IN: put what ${wire} is in the rows that are there in the place of sa.null().\n    ${fill(column, 'sa.null()')}`,
    stop(`${cell(column)}.is_(None)`, live, `{found} rows of ${table} have no ${wire}: see FILL IN above`),
  ];
}

/** Columns whose rows need a value before they can be told to have one. */
export interface Filling {
  readonly defaults: readonly Column[];
  readonly byHand: readonly Column[];
}

/** What was dropped comes back without its values: where there is no default, they may be missing. */
export function fillingOf({ added, kept }: Alteration, isForward: boolean): Filling {
  const tightened = kept.filter(({ from, to }) => !isRequired(from) && isRequired(to)).map(({ to }) => to);
  const fresh = added.filter(isRequired);
  const hasDefault = ({ spec }: Column) => spec.default !== undefined;
  return {
    defaults: [...fresh, ...tightened].filter(hasDefault),
    byHand: [...(isForward ? fresh : []), ...tightened].filter((column) => !hasDefault(column)),
  };
}

/** Gives rows what they need. */
export function backfills(table: string, { defaults, byHand }: Filling): readonly string[] {
  if (defaults.length + byHand.length === 0) return [];
  return [
    rowsOf(table, [...defaults, ...byHand]),
    ...defaults.map(backfillDefault),
    ...byHand.flatMap((column) => backfillByHand(table, column)),
  ];
}

/** SQLite makes 0 of a text that is no number; PostgreSQL refuses it by itself. */
export function refuseTexts(table: string, column: Column): string {
  const number = `sa.cast(sa.cast(${cell(column)}, sa.Integer()), sa.String())`;
  const message = `{found} rows of ${table} have a ${column.wire} that is no number`;
  return stop(`${number} != ${cell(column)}`, onSqlite, message);
}

/** Only the developer knows what rows get instead of a value that the field does not have any more. */
export function refuseValues(table: string, { from, to: column }: Kept): string {
  const values = (column.spec.values ?? []).map(pythonString).join(', ');
  const text = isTextual(from.spec) ? cell(column) : `sa.cast(${cell(column)}, sa.String())`;
  const message = `{found} rows of ${table} have a ${column.wire} that is not allowed any more: see FILL IN above`;
  return [
    `# FILL IN: update the rows whose ${column.wire} is none of the values below before they are counted.`,
    `    ${stop(`${text}.not_in([${values}])`, live, message)}`,
  ].join('\n');
}

/** Only the developer knows which of several rows keeps a value that is to be unique. */
export function refuseDuplicates(table: string, column: Column): string {
  const several = `sa.select(${cell(column)}).group_by(${cell(column)}).having(sa.func.count() > 1)`;
  const message = `{found} rows of ${table} share their ${column.wire} with another row: see FILL IN above`;
  return [
    `# FILL IN: change the rows that have the same ${column.wire} as another one before they are counted.`,
    `    ${stop(`${cell(column)}.in_(${several}.correlate(None))`, live, message)}`,
  ].join('\n');
}

/** SQLite builds a table again without looking where its references lead; PostgreSQL looks. */
export function refuseStrays(table: string, column: Column): string {
  const keys = `sa.select(sa.column("id")).select_from(sa.table("${column.target?.table}"))`;
  const message = `{found} rows of ${table} have a ${column.wire} that no row of ${column.target?.table} has`;
  return stop(`${cell(column)}.not_in(${keys})`, onSqlite, message);
}
