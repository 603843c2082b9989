import { wrap } from '../python/layout.ts';
import type { Kind } from './alteration.ts';
import type { Column } from '../derived/derived.ts';
import { createIndex, deleteRule, dropIndex, exactly, named, oneOf } from './migration-parts.ts';

/** One operation on a table; SQLite rebuilds the table for it. */
export interface BatchStep {
  readonly table: string;
  readonly method: string;
  /** Returns the arguments for a given indentation. */
  readonly given: (indent: number) => readonly string[];
  /** Comment lines above the operation. */
  readonly comment?: readonly string[];
}

/** A statement, or one operation of a batch. */
export type Step = string | BatchStep;

const call = (head: string, { method, given, comment = [] }: BatchStep, first: string[], indent: number) =>
  [
    ...comment.map((line) => `# ${line}`),
    wrap(`${head}.${method}(`, [...first, ...given(indent + 1)], ')', indent),
  ].join(`\n${'    '.repeat(indent)}`);

function printBatch(steps: readonly BatchStep[], table: string): readonly string[] {
  // Adding a column does not rebuild the table, not even on SQLite.
  if (steps.every(({ method }) => method === 'add_column'))
    return steps.map((step) => call('op', step, [`"${table}"`], 1));
  const lines = steps.map((step) => `        ${call('batch', step, [], 2)}`);
  return [[`with op.batch_alter_table("${table}") as batch:`, ...lines].join('\n')];
}

/** Prints steps as statements; consecutive operations on one table share a batch. */
export function printSteps(steps: readonly Step[]): readonly string[] {
  const printed: string[] = [];
  let batch: BatchStep[] = [];
  const flush = () => {
    if (batch[0]) printed.push(...printBatch(batch, batch[0].table));
    batch = [];
  };
  for (const step of steps) {
    if (typeof step === 'string' || (batch[0] && batch[0].table !== step.table)) flush();
    if (typeof step === 'string') printed.push(step);
    else batch.push(step);
  }
  flush();
  return printed;
}

const types = { uq: 'unique', fk: 'foreignkey', ck: 'check', pk: 'primary' } as const;

export function dropConstraint(table: string, kind: keyof typeof types, name: string): BatchStep {
  const given = () => [exactly(name), `type_="${types[kind]}"`];
  return { table, method: 'drop_constraint', given };
}

/** Drops an index or constraint of a column, by its name in this table. */
export function dropStep(table: string, kind: Kind, { wire }: Column): Step {
  return kind === 'ix' ? dropIndex(table, wire) : dropConstraint(table, kind, named(kind, table, wire));
}

type Making = (column: Column, indent: number) => readonly string[];

const makings: Readonly<Record<Exclude<Kind, 'ix'>, readonly [method: string, given: Making]>> = {
  uq: ['create_unique_constraint', ({ wire }) => [`["${wire}"]`]],
  fk: [
    'create_foreign_key',
    (column) => [`"${column.target?.table}"`, `["${column.wire}"]`, '["id"]', deleteRule(column)],
  ],
  ck: ['create_check_constraint', (column, indent) => [oneOf(column, indent)]],
};

/** Creates an index or constraint of a column. */
export function createStep(table: string, kind: Kind, column: Column): Step {
  if (kind === 'ix') return createIndex(table, column.wire);
  const [method, making] = makings[kind];
  const name = exactly(named(kind, table, column.wire));
  return { table, method, given: (indent) => [name, ...making(column, indent)] };
}
