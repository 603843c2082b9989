import { PROJECT_UNIT } from '../plan.ts';
import { wrap } from '../python/layout.ts';
import { printSteps, type BatchStep } from './batch.ts';
import { revisionView, type PlannedRevision } from './migration-parts.ts';

/** A change that a version of the generator made to every table. */
interface TableChange {
  readonly title: string;
  /** Part of the revision's file name. */
  readonly label: string;
  readonly upgrade: (table: string) => readonly BatchStep[];
  readonly downgrade: (table: string) => readonly BatchStep[];
}

const TIMESTAMPS = ['created_at', 'updated_at'];
const TIMESTAMP = 'sa.DateTime(timezone=True)';
const NOW = 'server_default=sa.func.now()';

function withDefault(table: string, value: string): readonly BatchStep[] {
  return TIMESTAMPS.map((column) => ({
    table,
    method: 'alter_column',
    given: () => [`"${column}"`, `existing_type=${TIMESTAMP}`, 'existing_nullable=False', value],
  }));
}

/** All changes, oldest first. Append new ones, and apply them to the arguments of `createTable` too. */
const changes: readonly TableChange[] = [
  {
    title: 'Give timestamps a default in the database.',
    label: 'default_timestamps',
    upgrade: (table) => withDefault(table, NOW),
    downgrade: (table) => withDefault(table, 'server_default=None'),
  },
];

/** Number of changes that newly created tables include. */
export const TABLE_FORMAT = changes.length;

/** The last columns of every table. */
export const timestampColumns = (): readonly string[] =>
  TIMESTAMPS.map((column) => wrap('sa.Column(', [`"${column}"`, TIMESTAMP, NOW, 'nullable=False'], ')', 2));

/**
 * Plans the revisions that update older tables, one per change.
 *
 * @param formats number of applied changes by table name
 */
export function tableRevisions(formats: ReadonlyMap<string, number>): readonly PlannedRevision[] {
  return changes.flatMap((change, at): readonly PlannedRevision[] => {
    const tables = [...formats].filter(([, format]) => format <= at).map(([table]) => table);
    if (tables.length === 0) return [];
    const stepsOf = (make: TableChange['upgrade'], order: readonly string[]) =>
      printSteps(order.flatMap((table) => make(table)));
    return [
      {
        unit: PROJECT_UNIT,
        input: [change.label, tables],
        label: change.label,
        view: (ids) =>
          revisionView(
            change.title,
            ids,
            stepsOf(change.upgrade, tables),
            stepsOf(change.downgrade, tables.toReversed()),
          ),
      },
    ];
  });
}
