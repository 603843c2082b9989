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
import type { Column, DerivedResource } from '../view/derived.ts';
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

/** What goes, under the names that it has before: indexes first, then all that shares a batch. */
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
  const rest = column.spec.default === undefined ? 'the column may be empty.' : 'rows get the default.';
  const comment = isForward || !isRequired(column) ? [] : [`Its values do not come back: ${rest}`];
  return { table, method: 'add_column', given: (indent) => [columnCall(column, true, indent)], comment };
}

/** Changes the type, and allows what is to be allowed. */
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
  const comment = careful === undefined ? [] : [careful, 'Look for such values before this runs.'];
  return [{ table, method: 'alter_column', given, comment }];
}

function requireValue(table: string, column: Column): BatchStep {
  const given = () => [`"${column.wire}"`, `existing_type=${typeOf(column)}`, 'nullable=False'];
  return { table, method: 'alter_column', given };
}

/** Whether rows may have a value that the field is not to have: one that goes, or any text. */
const losesValues = ({ from, to }: Kept): boolean =>
  to.spec.values !== undefined &&
  (from.spec.values === undefined || from.spec.values.some((value) => !to.spec.values?.includes(value)));

/** What has to be found out before a type changes or a reference is made. */
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

/** From what goes to what comes, in the one order in which nothing stands in the way of anything. */
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

/** Views the revision that brings a resource's tables from one spec to another. */
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
