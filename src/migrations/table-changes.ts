import { PROJECT_UNIT } from '../plan.ts';
import { wrap } from '../python/layout.ts';
import { printSteps, type BatchStep } from './batch.ts';
import { revisionView, type PlannedRevision } from './migration-parts.ts';

/** A change of what every table has, made in some version of the generator. */
interface TableChange {
  readonly title: string;
  /** In the name of its revision. */
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

/** THE table of these changes, the oldest first. A new one goes to the end, and into what `createTable` is given. */
const changes: readonly TableChange[] = [
  {
    title: 'Give timestamps a default in the database.',
    label: 'default_timestamps',
    upgrade: (table) => withDefault(table, NOW),
    downgrade: (table) => withDefault(table, 'server_default=None'),
  },
];

/** How many of these changes a table has that is created today. */
export const TABLE_FORMAT = changes.length;

/** The columns that every table ends with. */
export const timestampColumns = (): readonly string[] =>
  TIMESTAMPS.map((column) => wrap('sa.Column(', [`"${column}"`, TIMESTAMP, NOW, 'nullable=False'], ')', 2));

/**
 * Plans the revisions that bring older tables up to date, one for each change.
 *
 * @param formats how many of the changes each table has, by its name
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
