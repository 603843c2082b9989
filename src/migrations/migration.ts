import { wrap } from '../python/layout.ts';
import { createStep, dropStep, printSteps } from './batch.ts';
import { timestampColumns } from './table-changes.ts';
import type { Column, DerivedResource, ReferenceSet } from '../view/derived.ts';
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

/** What could not be done before this resource's table was there. */
export interface Deferred {
  readonly references: readonly { readonly owner: DerivedResource; readonly reference: Reference }[];
  readonly sets: readonly ReferenceSet[];
}

/** A resource whose table is made, or taken away, with what belongs to it at that point of the chain. */
export interface Creation {
  readonly resource: DerivedResource;
  /** What refers to a table that is there already; the rest waits for its target's revision. */
  readonly references: readonly Reference[];
  readonly sets: readonly ReferenceSet[];
  /** What other resources left to this one. */
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

/** Views the revision that creates a resource's table and its association tables. */
export function creationView(creation: Creation, ids: RevisionIds): MigrationView {
  const title = `Create ${creation.resource.names.humanPlural}.`;
  return revisionView(title, ids, make(creation), takeAway(creation));
}

/** Views the revision that takes them away again, with their rows. */
export function removalView(creation: Creation, ids: RevisionIds): MigrationView {
  const title = `Drop ${creation.resource.names.humanPlural}.`;
  const empty = '# The table comes back; its rows do not.';
  return revisionView(title, ids, takeAway(creation), [empty, ...make(creation)]);
}
