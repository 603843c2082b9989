import { wrap } from '../python/layout.ts';
import { createStep, dropStep, printSteps } from './batch.ts';
import { timestampColumns } from './table-changes.ts';
import type { Column, DerivedResource, ReferenceSet } from '../derived/derived.ts';
import {
  columnCall,
  createIndex,
  createSet,
  createTable,
  deleteRule,
  dropSet,
  dropTable,
  foreignKey,
  isChoice,
  isIndexed,
  named,
  oneOf,
  exactly,
  revisionView,
  type MigrationView,
  type Reference,
  type RevisionIds,
} from './migration-parts.ts';

/** Operations that had to wait for this resource's table. */
export interface Deferred {
  readonly references: readonly { readonly owner: DerivedResource; readonly reference: Reference }[];
  readonly sets: readonly ReferenceSet[];
}

/** A resource whose table is created or dropped, with the references and association tables of the same revision. */
export interface Creation {
  readonly resource: DerivedResource;
  /** References to existing tables; the others wait for their target's revision. */
  readonly references: readonly Reference[];
  readonly sets: readonly ReferenceSet[];
  /** References and association tables of other resources that waited for this table. */
  readonly deferred: Deferred;
}

function checkConstraint(table: string, column: Column): string {
  const name = `name=${exactly(named('ck', table, column.wire))}`;
  return wrap('sa.CheckConstraint(', [oneOf(column, 3), name], ')', 2);
}

function addReference({ owner, reference }: Deferred['references'][number]): readonly string[] {
  return printSteps([createStep(owner.names.table, 'fk', reference)]);
}

function dropReference({ owner, reference }: Deferred['references'][number]): readonly string[] {
  return printSteps([dropStep(owner.names.table, 'fk', reference)]);
}

function tableParts({ resource: { names, columns }, references }: Creation): readonly string[] {
  const { table } = names;
  return [
    'sa.Column("id", sa.Uuid(), nullable=False)',
    ...columns.map((column) => columnCall(column, column.spec.optional === true, 2)),
    ...timestampColumns(),
    ...columns.filter(isChoice).map((column) => checkConstraint(table, column)),
    ...references.map((column) => foreignKey(table, column.wire, column.target.table, deleteRule(column))),
    `sa.PrimaryKeyConstraint("id", name=${exactly(named('pk', table))})`,
    ...columns
      .filter(({ spec }) => spec.unique)
      .map(({ wire }) =>
        wrap('sa.UniqueConstraint(', [`"${wire}"`, `name=${exactly(named('uq', table, wire))}`], ')', 2),
      ),
  ];
}

function make(creation: Creation): readonly string[] {
  const { resource, sets, deferred } = creation;
  const { names, columns } = resource;
  return [
    createTable(names.table, tableParts(creation)),
    ...columns.filter(isIndexed).map(({ wire }) => createIndex(names.table, wire)),
    ...[...sets, ...deferred.sets].flatMap(createSet),
    ...deferred.references.flatMap(addReference),
  ];
}

function takeAway({ resource: { names, columns }, sets, deferred }: Creation): readonly string[] {
  const indexed = columns.filter(isIndexed).map(({ wire }) => wire);
  return [
    ...deferred.references.flatMap(dropReference),
    ...[...sets, ...deferred.sets].toReversed().flatMap(dropSet),
    ...dropTable(names.table, indexed.toReversed()),
  ];
}

/** Builds the view of the revision that creates a resource's table and its association tables. */
export function creationView(creation: Creation, ids: RevisionIds): MigrationView {
  const title = `Create ${creation.resource.names.humanPlural}.`;
  return revisionView(title, ids, make(creation), takeAway(creation));
}

/** Builds the view of the revision that drops them. */
export function removalView(creation: Creation, ids: RevisionIds): MigrationView {
  const title = `Drop ${creation.resource.names.humanPlural}.`;
  const empty = '# Restores the table without its rows.';
  return revisionView(title, ids, takeAway(creation), [empty, ...make(creation)]);
}
