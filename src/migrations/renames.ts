import { UserError } from '../errors.ts';
import { wrap } from '../python/layout.ts';
import { pythonString } from '../python/literal.ts';
import { staying, type Alteration, type Kept, type Kind } from './alteration.ts';
import { createStep, dropConstraint, printSteps, type Step } from './batch.ts';
import type { ReferenceSet } from '../derived/derived.ts';
import { createIndex, createSet, dropSet, exactly, named } from './migration-parts.ts';

/** A constraint or index to rename, because it is named after a renamed table or column. */
interface Move {
  readonly kind: Kind | 'pk';
  readonly before: string;
  readonly after: string;
  readonly kept?: Kept;
}

/** Sorts renames so that a name is free before another column takes it. */
function inFreeOrder(kept: readonly Kept[], table: string): readonly Kept[] {
  const left = [...kept];
  const ordered: Kept[] = [];
  while (left.length > 0) {
    const index = left.findIndex(({ from, to }) =>
      left.every((other) => other.from === from || other.from.wire !== to.wire),
    );
    if (index < 0) {
      const names = left.map(({ from }) => from.spec.name).join(' and ');
      throw new UserError(`${table}: ${names} swap names; rename one of them to a temporary name first`);
    }
    ordered.push(...left.splice(index, 1));
  }
  return ordered;
}

function movesOf({ from, to }: Alteration, kept: readonly Kept[]): readonly Move[] {
  const [old, table] = [from.names.table, to.names.table];
  const key = { kind: 'pk', before: named('pk', old), after: named('pk', table) } as const;
  const others = kept.flatMap((each) =>
    staying(each).map((kind) => ({
      kind,
      before: named(kind, old, each.from.wire),
      after: named(kind, table, each.to.wire),
      kept: each,
    })),
  );
  return [key, ...others].filter(({ before, after }) => before !== after);
}

/** Renames a constraint or index with a PostgreSQL statement, which does not scan rows. */
function onPostgres(table: string, { kind, before, after }: Move): string {
  const sql =
    kind === 'ix'
      ? `ALTER INDEX "${before}" RENAME TO "${after}"`
      : `ALTER TABLE "${table}" RENAME CONSTRAINT "${before}" TO "${after}"`;
  return wrap('op.execute(', [pythonString(sql)], ')', 1);
}

/** Drops and recreates constraints and indexes, because SQLite cannot rename them. */
function onSqlite(table: string, moves: readonly Move[]): readonly string[] {
  const indexes = moves.filter(({ kind }) => kind === 'ix');
  const drops = moves.flatMap(({ kind, before }) =>
    kind === 'ix' ? [] : [dropConstraint(table, kind, before)],
  );
  const key = { table, method: 'create_primary_key', given: () => [exactly(named('pk', table)), '["id"]'] };
  const creates = moves.flatMap(({ kind, kept }): readonly Step[] => {
    if (kind === 'ix') return [];
    return [kind === 'pk' || !kept ? key : createStep(table, kind, kept.to)];
  });
  return printSteps([
    ...indexes.map(({ before }) =>
      wrap('op.drop_index(', [exactly(before), `table_name="${table}"`], ')', 1),
    ),
    ...drops,
    ...creates,
    ...indexes.flatMap(({ kept }) => (kept ? [createIndex(table, kept.to.wire)] : [])),
  ]);
}

const deeper = (statements: readonly string[]): readonly string[] =>
  statements.map((statement) => `        ${statement.replaceAll('\n', '\n    ')}`);

function moveStatement(table: string, moves: readonly Move[]): string {
  return [
    'if op.get_context().dialect.name == "postgresql":',
    ...deeper(moves.map((move) => onPostgres(table, move))),
    '    else:',
    ...deeper(onSqlite(table, moves)),
  ].join('\n');
}

/** Renames the table, its columns, and the constraints and indexes named after them. */
export function renameSteps(alteration: Alteration): readonly Step[] {
  const [old, table] = [alteration.from.names.table, alteration.to.names.table];
  const kept = inFreeOrder(alteration.kept, table);
  const moves = movesOf(alteration, kept);
  const columns = kept.filter(({ from, to }) => from.wire !== to.wire);
  return [
    ...(old === table ? [] : [`op.rename_table("${old}", "${table}")`]),
    ...columns.map(({ from, to }) =>
      wrap('op.alter_column(', [`"${table}"`, `"${from.wire}"`, `new_column_name="${to.wire}"`], ')', 1),
    ),
    ...(moves.length === 0 ? [] : [moveStatement(table, moves)]),
  ];
}

/** Moves a renamed many field to a new association table, with its rows. */
export function moveSet({
  from,
  to,
}: {
  readonly from: ReferenceSet;
  readonly to: ReferenceSet;
}): readonly Step[] {
  const sql =
    `INSERT INTO "${to.table}" ("${to.source}", "${to.item}") ` +
    `SELECT "${from.source}", "${from.item}" FROM "${from.table}"`;
  return [...createSet(to), wrap('op.execute(', [pythonString(sql)], ')', 1), ...dropSet(from)];
}
