import type { Rows } from '../overlay/rows.ts';

/** Kinds of rows that templates print as the manifests have them. */
const KINDS = [
  'ciVariables',
  'composeVariables',
  'devDependencies',
  'lintExceptions',
  'middleware',
  'ownTasks',
  'periodic',
  'state',
  'testState',
  'untyped',
  'weakSettings',
] as const satisfies readonly (keyof Rows)[];

export type PrintedRows = Pick<Rows, (typeof KINDS)[number]>;

export function printedRows(rows: Rows): PrintedRows {
  return Object.fromEntries(KINDS.map((kind) => [kind, rows[kind]])) as unknown as PrintedRows;
}
