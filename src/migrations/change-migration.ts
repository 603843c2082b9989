import { storedType } from '../fields/conversions.ts';
import { pythonString } from '../python/literal.ts';
import type { Difference } from '../language/difference.ts';
import {
  alterationOf,
  coming,
  converted,
  going,
  isRequired,
  kindsOf,
  reversed,
  type Alteration,
  type Kept,
} from './alteration.ts';
import {
  backfills,
  fillingOf,
  refuseDuplicates,
  refuseStrays,
  refuseTexts,
  refuseValues,
  rowsOf,
} from './backfill.ts';
import { wordsOf } from './change-name.ts';
import { createStep, dropStep, printSteps, type BatchStep, type Step } from './batch.ts';
import type { Column, DerivedResource } from '../derived/derived.ts';
import {
  columnCall,
  createSet,
  dropSet,
  revisionView,
  typeOf,
  type MigrationView,
  type RevisionIds,
} from './migration-parts.ts';
import { moveSet, renameSteps } from './renames.ts';

const isIndex = (step: Step): boolean => typeof step === 'string';

/** Drops by the old names: indexes first, then the operations that share a batch. */
function dropSteps({ from, dropped, kept }: Alteration): readonly Step[] {
  const { table } = from.names;
  const steps = [
    ...kept.flatMap((each) => going(each).map((kind) => dropStep(table, kind, each.from))),
    ...dropped.flatMap((column) => kindsOf(column).map((kind) => dropStep(table, kind, column))),
  ];
  const columns = dropped.map(({ wire }): BatchStep => {
    return { table, method: 'drop_column', given: () => [`"${wire}"`] };
  });
  return [...steps.filter(isIndex), ...steps.filter((step) => !isIndex(step)), ...columns];
}

function addColumn(table: string, column: Column, isForward: boolean): BatchStep {
  const rest = column.spec.default === undefined ? 'the column is nullable.' : 'rows get the default.';
  const comment = isForward || !isRequired(column) ? [] : [`The dropped values are not restored: ${rest}`];
  return { table, method: 'add_column', given: (indent) => [columnCall(column, true, indent)], comment };
}

/** Changes the type of a column and makes it nullable, as required. */
function alterColumn(table: string, each: Kept): readonly BatchStep[] {
  const { from, to } = each;
  const { using, careful } = converted(each);
  const retyped = storedType(from.spec) !== storedType(to.spec);
  const loosened = isRequired(from) && !isRequired(to);
  if (!retyped && !loosened) return [];
  const cast = using === undefined ? [] : [`postgresql_using=${pythonString(`"${to.wire}"::${using}`)}`];
  const given = () => [
    `"${to.wire}"`,
    `existing_type=${typeOf(from)}`,
    ...(retyped ? [`type_=${typeOf(to)}`, ...cast] : []),
    ...(loosened ? ['nullable=True'] : []),
  ];
  const comment = careful === undefined ? [] : [careful, 'Check for such values before you run this.'];
  return [{ table, method: 'alter_column', given, comment }];
}

function requireValue(table: string, column: Column): BatchStep {
  const given = () => [`"${column.wire}"`, `existing_type=${typeOf(column)}`, 'nullable=False'];
  return { table, method: 'alter_column', given };
}

/** Whether rows may have values that the field no longer allows. */
const losesValues = ({ from, to }: Kept): boolean =>
  to.spec.values !== undefined &&
  (from.spec.values === undefined || from.spec.values.some((value) => !to.spec.values?.includes(value)));

/** Prints the checks that run before types, references and constraints change. */
function guards({ to, kept }: Alteration): readonly string[] {
  const { table } = to.names;
  const texts = kept.filter((each) => converted(each).checked);
  const strays = kept.filter((each) => !each.from.target && each.to.target);
  const choices = kept.filter(losesValues);
  const uniques = kept.filter(({ from, to: column }) => column.spec.unique && !from.spec.unique);
  const all = new Set([...texts, ...strays, ...choices, ...uniques]);
  if (all.size === 0) return [];
  const before = (each: Kept): Column => ({ ...each.from, wire: each.to.wire });
  return [
    rowsOf(table, [...all].map(before)),
    ...texts.map(({ to: column }) => refuseTexts(table, column)),
    ...strays.map(({ to: column }) => refuseStrays(table, column)),
    ...choices.map((each) => refuseValues(table, each)),
    ...uniques.map(({ to: column }) => refuseDuplicates(table, column)),
  ];
}

/** Prints all statements, ordered so that each finds the names and constraints that it needs. */
function statements(alteration: Alteration, isForward: boolean): readonly string[] {
  const { to, added, kept, sets } = alteration;
  const { table } = to.names;
  const filling = fillingOf(alteration, isForward);
  const created = [
    ...kept.flatMap((each) => coming(each).map((kind) => createStep(table, kind, each.to))),
    ...added.flatMap((column) => kindsOf(column).map((kind) => createStep(table, kind, column))),
  ];
  return printSteps([
    ...sets.dropped.flatMap(dropSet),
    ...dropSteps(alteration),
    ...renameSteps(alteration),
    ...sets.moved.flatMap(moveSet),
    ...guards(alteration),
    ...kept.flatMap((each) => alterColumn(table, each)),
    ...added.map((column) => addColumn(table, column, isForward)),
    ...backfills(table, filling),
    ...[...filling.defaults, ...filling.byHand].map((column) => requireValue(table, column)),
    ...created.filter((step) => !isIndex(step)),
    ...created.filter(isIndex),
    ...sets.added.flatMap(createSet),
  ]);
}

/** Builds the view of the revision that changes a resource's tables from one spec to another. */
export function changeView(
  from: DerivedResource,
  to: DerivedResource,
  changes: Difference,
  ids: RevisionIds,
): MigrationView {
  const alteration = alterationOf(from, to, changes);
  const title = wordsOf(changes, to.names.table);
  return revisionView(
    `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    ids,
    statements(alteration, true),
    statements(reversed(alteration), false),
  );
}
