import { importsOfTypes } from '../fields/type-imports.ts';
import { importsOf } from '../python/imports.ts';
import { wrap } from '../python/layout.ts';
import { pythonString } from '../python/literal.ts';
import type { Column, ReferenceSet } from '../derived/derived.ts';

export type Reference = Column & { readonly target: NonNullable<Column['target']> };

/** The view of one revision. */
export interface MigrationView {
  readonly title: string;
  readonly revision: string;
  readonly downRevision: string;
  readonly imports: readonly string[];
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

export interface RevisionIds {
  readonly revision: string;
  readonly downRevision: string | undefined;
}

/** A revision before its parent is known. */
export interface PlannedRevision {
  readonly unit: string;
  /** Its id is a hash of this input and the parent revision. */
  readonly input?: readonly unknown[];
  /** A built-in revision's own template and id; absent for computed revisions. */
  readonly made?: { readonly template: string; readonly revision: string };
  readonly label: string;
  readonly view: (ids: RevisionIds) => MigrationView;
}

const JSON_DOCUMENT =
  'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")';

const KNOWN = {
  postgresql: 'from sqlalchemy.dialects import postgresql',
  sa: 'import sqlalchemy as sa',
};
const COMMENT = /^\s*#.*$/gm;

/** Builds a revision's view from its statements, with the imports that they need. */
export function revisionView(
  title: string,
  { revision, downRevision }: RevisionIds,
  upgrade: readonly string[],
  downgrade: readonly string[],
): MigrationView {
  const code = [...upgrade, ...downgrade].map((statement) => statement.replace(COMMENT, ''));
  return {
    title,
    revision,
    downRevision: downRevision === undefined ? 'None' : pythonString(downRevision),
    imports: importsOf(code, { ...KNOWN, ...importsOfTypes('code') }),
    upgrade,
    downgrade,
  };
}

/** Returns a constraint's name by the models' naming convention. */
export const named = (kind: 'pk' | 'uq' | 'ix' | 'fk' | 'ck', table: string, column?: string): string =>
  [kind, table, ...(column === undefined ? [] : [column])].join('_');

/** Prints a final constraint name, to which Alembic does not apply the naming convention again. */
export const exactly = (name: string): string => `op.f("${name}")`;

export const isChoice = ({ spec }: Column): boolean => spec.values !== undefined;
export const isIndexed = ({ spec }: Column): boolean => spec.index === true && spec.unique !== true;

export const typeOf = ({ spec, python }: Column): string =>
  python.migration(spec).replace('JSON_DOCUMENT', JSON_DOCUMENT);

export function columnCall(column: Column, nullable: boolean, indent: number): string {
  return wrap(
    'sa.Column(',
    [`"${column.wire}"`, typeOf(column), `nullable=${nullable ? 'True' : 'False'}`],
    ')',
    indent,
  );
}

export const deleteRule = ({ spec }: Column): string =>
  `ondelete="${(spec.onDelete ?? 'restrict').replace('_', ' ').toUpperCase()}"`;

export function oneOf({ wire, spec }: Column, indent: number): string {
  const list = wrap('[', (spec.values ?? []).map(pythonString), ']', indent + 1);
  return wrap(`sa.column("${wire}").in_(`, [list], ')', indent).replace(/\],\n( *\))$/, ']\n$1');
}

export function foreignKey(table: string, column: string, target: string, rule: string): string {
  return wrap(
    'sa.ForeignKeyConstraint(',
    [`["${column}"]`, `["${target}.id"]`, `name=${exactly(named('fk', table, column))}`, rule],
    ')',
    2,
  );
}

export function createIndex(table: string, column: string, indent = 1): string {
  const given = [exactly(named('ix', table, column)), `"${table}"`, `["${column}"]`];
  return wrap('op.create_index(', given, ')', indent);
}

export function dropIndex(table: string, column: string, indent = 1): string {
  return wrap('op.drop_index(', [exactly(named('ix', table, column)), `table_name="${table}"`], ')', indent);
}

export function createTable(table: string, parts: readonly string[]): string {
  return [
    'op.create_table(',
    `        "${table}",`,
    ...parts.map((part) => `        ${part},`),
    '    )',
  ].join('\n');
}

/** Creates the association table of a many field. */
export function createSet({ table, source, item, names, target }: ReferenceSet): readonly string[] {
  const cascade = 'ondelete="CASCADE"';
  const key = [`"${source}"`, `"${item}"`, `name=${exactly(named('pk', table))}`];
  return [
    createTable(table, [
      ...[source, item].map((column) => `sa.Column("${column}", sa.Uuid(), nullable=False)`),
      foreignKey(table, source, names.table, cascade),
      foreignKey(table, item, target.table, cascade),
      wrap('sa.PrimaryKeyConstraint(', key, ')', 2),
    ]),
    createIndex(table, item),
  ];
}

export function dropTable(table: string, indexed: readonly string[]): readonly string[] {
  return [...indexed.map((column) => dropIndex(table, column)), `op.drop_table("${table}")`];
}

export const dropSet = ({ table, item }: ReferenceSet): readonly string[] => dropTable(table, [item]);
