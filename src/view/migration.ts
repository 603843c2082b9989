import { pythonString } from '../python/literal.ts';
import { wrap, wrapTuple } from '../python/layout.ts';
import type { Column, DerivedResource, ReferenceSet } from './derived.ts';

type Reference = Column & { readonly target: NonNullable<Column['target']> };

/** What the first migration of a resource does. */
export interface MigrationView {
  readonly title: string;
  readonly revision: string;
  readonly downRevision: string;
  readonly imports: readonly string[];
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

/** What could not be done before this resource's table was there. */
export interface Deferred {
  readonly references: readonly { readonly owner: DerivedResource; readonly reference: Reference }[];
  readonly sets: readonly ReferenceSet[];
}

const JSON_DOCUMENT =
  'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")';

function columnLine({ wire, spec, python }: Column): string {
  const type = python.migration(spec).replace('JSON_DOCUMENT', JSON_DOCUMENT);
  return wrap('sa.Column(', [`"${wire}"`, type, `nullable=${spec.optional ? 'True' : 'False'}`], ')', 2);
}

const TIMESTAMPS = ['created_at', 'updated_at'].map(
  (name) => `sa.Column("${name}", sa.DateTime(timezone=True), nullable=False)`,
);

const deleteRule = ({ spec }: Column): string =>
  `ondelete="${(spec.onDelete ?? 'restrict').replace('_', ' ').toUpperCase()}"`;

function foreignKey(table: string, column: string, target: string, rule: string): string {
  return wrap(
    'sa.ForeignKeyConstraint(',
    [`["${column}"]`, `["${target}.id"]`, `name=op.f("fk_${table}_${column}")`, rule],
    ')',
    2,
  );
}

function checkConstraint(table: string, { wire, spec }: Column, indent: number): string {
  const values = wrap(`sa.column("${wire}").in_([`, (spec.values ?? []).map(pythonString), '])', indent + 1);
  return wrap('sa.CheckConstraint(', [values, `name=op.f("ck_${table}_${wire}")`], ')', indent);
}

const isChoice = ({ spec }: Column): boolean => spec.values !== undefined;
const isIndexed = ({ spec }: Column): boolean => spec.index === true && spec.unique !== true;

function createIndex(table: string, column: string): string {
  return wrap('op.create_index(', [`op.f("ix_${table}_${column}")`, `"${table}"`, `["${column}"]`], ')', 1);
}

function createTable(table: string, parts: readonly string[]): string {
  return [
    'op.create_table(',
    `        "${table}",`,
    ...parts.map((part) => `        ${part},`),
    '    )',
  ].join('\n');
}

function createSet({ table, source, item, names, target }: ReferenceSet): readonly string[] {
  const cascade = 'ondelete="CASCADE"';
  return [
    createTable(table, [
      ...[source, item].map((column) => `sa.Column("${column}", sa.Uuid(), nullable=False)`),
      foreignKey(table, source, names.table, cascade),
      foreignKey(table, item, target.table, cascade),
      wrap('sa.PrimaryKeyConstraint(', [`"${source}"`, `"${item}"`, `name=op.f("pk_${table}")`], ')', 2),
    ]),
    createIndex(table, item),
  ];
}

/** SQLite changes a constraint by building the table again, and forgets its checks unless it is told them. */
function inBatch({ names, columns }: DerivedResource, statement: string): string {
  const checks = columns.filter(isChoice).map((column) => checkConstraint(names.table, column, 3));
  const kept = checks.length === 0 ? [] : [wrapTuple('table_args=', checks, 2)];
  const head = wrap('with op.batch_alter_table(', [`"${names.table}"`, ...kept], ') as batch:', 1);
  return `${head}\n        ${statement}`;
}

function addReference({ owner, reference }: Deferred['references'][number]): string {
  const { wire, target } = reference;
  const given = [
    `op.f("fk_${owner.names.table}_${wire}")`,
    `"${target.table}"`,
    `["${wire}"]`,
    '["id"]',
    deleteRule(reference),
  ];
  return inBatch(owner, wrap('batch.create_foreign_key(', given, ')', 2));
}

function dropReference({ owner, reference }: Deferred['references'][number]): string {
  const name = `op.f("fk_${owner.names.table}_${reference.wire}")`;
  return inBatch(owner, `batch.drop_constraint(${name}, type_="foreignkey")`);
}

function tableParts(
  { names, columns }: DerivedResource,
  references: readonly Reference[],
): readonly string[] {
  const { table } = names;
  return [
    'sa.Column("id", sa.Uuid(), nullable=False)',
    ...columns.map(columnLine),
    ...TIMESTAMPS,
    ...columns.filter(isChoice).map((column) => checkConstraint(table, column, 2)),
    ...references.map((column) => foreignKey(table, column.wire, column.target.table, deleteRule(column))),
    `sa.PrimaryKeyConstraint("id", name=op.f("pk_${table}"))`,
    ...columns
      .filter(({ spec }) => spec.unique)
      .map(({ wire }) =>
        wrap('sa.UniqueConstraint(', [`"${wire}"`, `name=op.f("uq_${table}_${wire}")`], ')', 2),
      ),
  ];
}

/**
 * Views the revision that creates a resource's table and its association tables.
 *
 * @param here what may be referred to already; the rest of its references wait for their target's revision
 * @param deferred what other resources left to this one
 */
export function migrationView(
  resource: DerivedResource,
  own: { readonly references: readonly Reference[]; readonly sets: readonly ReferenceSet[] },
  deferred: Deferred,
  ids: { readonly revision: string; readonly downRevision: string | undefined },
): MigrationView {
  const { names, columns } = resource;
  const sets = [...own.sets, ...deferred.sets];
  const indexed = columns.filter(isIndexed);
  const upgrade = [
    createTable(names.table, tableParts(resource, own.references)),
    ...indexed.map(({ wire }) => createIndex(names.table, wire)),
    ...sets.flatMap(createSet),
    ...deferred.references.map(addReference),
  ];
  const dropTable = (table: string, indexes: readonly string[]) => [
    ...indexes.map((column) =>
      wrap('op.drop_index(', [`op.f("ix_${table}_${column}")`, `table_name="${table}"`], ')', 1),
    ),
    `op.drop_table("${table}")`,
  ];
  return {
    title: `Create ${names.humanPlural}.`,
    revision: ids.revision,
    downRevision: ids.downRevision === undefined ? 'None' : pythonString(ids.downRevision),
    imports: upgrade.some((line) => line.includes('postgresql.'))
      ? ['from sqlalchemy.dialects import postgresql']
      : [],
    upgrade,
    downgrade: [
      ...deferred.references.map(dropReference),
      ...sets.toReversed().flatMap(({ table, item }) => dropTable(table, [item])),
      ...dropTable(
        names.table,
        indexed.toReversed().map(({ wire }) => wire),
      ),
    ],
  };
}
