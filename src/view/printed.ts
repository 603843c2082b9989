import type { Row, Rows } from '../overlay/manifest.ts';

/** Rows that templates print as the manifests have them. */
export interface PrintedRows {
  /** Variables of the application within compose.yaml. */
  readonly composeVariables: readonly Row[];
  readonly devDependencies: readonly Row[];
  /** Rules of ruff that do not hold below a path, each with its reason. */
  readonly lintExceptions: readonly Row[];
  readonly middleware: readonly Row[];
  /** Tasks that belong to no resource: their names, and their modules among the tasks. */
  readonly ownTasks: readonly Row[];
  /** What is done again and again: a function, its module, and the setting that says how often. */
  readonly periodic: readonly Row[];
  /** What the application keeps on `app.state`, beside its settings. */
  readonly state: readonly Row[];
  /** What tests put on `app.state` instead of what the application does. */
  readonly testState: readonly Row[];
  /** Modules of libraries that have no types, each with its reason. */
  readonly untyped: readonly Row[];
}

const KINDS: readonly (keyof PrintedRows)[] = [
  'composeVariables',
  'devDependencies',
  'lintExceptions',
  'middleware',
  'ownTasks',
  'periodic',
  'state',
  'testState',
  'untyped',
];

export function printedRows(rows: Rows): PrintedRows {
  return Object.fromEntries(KINDS.map((kind) => [kind, rows[kind] ?? []])) as Record<
    keyof PrintedRows,
    readonly Row[]
  >;
}
