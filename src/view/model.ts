import { enumMembers } from '../fields/enum-members.ts';
import { BASE, importsFrom } from '../fields/python.ts';
import { importsOfTypes } from '../fields/type-imports.ts';
import { imports, importsOf } from '../python/imports.ts';
import { wrap, wrapTuple } from '../python/layout.ts';
import type { Column, DerivedResource, ReferenceSet } from '../derived/derived.ts';
import type { EnumView, ModelView } from './views.ts';

/** Names that a model uses besides its types. */
const KNOWN = {
  ...importsFrom('typing', 'TYPE_CHECKING'),
  ...importsFrom('sqlalchemy', 'Column', 'ForeignKey', 'Table'),
  ...importsFrom('sqlalchemy.orm', 'Mapped', 'mapped_column', 'relationship'),
  ...importsFrom(BASE, 'Base', 'one_of'),
};

const onDelete = ({ spec }: Column): string => (spec.onDelete ?? 'restrict').replace('_', ' ').toUpperCase();

function foreignKey(column: Column, table: string): string {
  const circular = column.circular ? ', use_alter=True' : '';
  return `ForeignKey("${table}.id", ondelete="${onDelete(column)}"${circular})`;
}

/** The arguments of a column: type, foreign key, constraints, default. */
function columnArguments(column: Column): readonly string[] {
  const { spec, python, enumName, target } = column;
  const type = python.column?.(spec, enumName);
  return [
    ...(type === undefined ? [] : [type]),
    ...(target ? [foreignKey(column, target.table)] : []),
    ...(spec.unique ? ['unique=True'] : []),
    ...((spec.index || target) && !spec.unique ? ['index=True'] : []),
    ...(spec.default === undefined ? [] : [`default=${python.value(spec.default, spec, enumName)}`]),
  ];
}

function columnLine(column: Column): string {
  const { spec, wire, python, enumName } = column;
  const annotation = python.annotation(spec, enumName) + (spec.optional ? ' | None' : '');
  const given = columnArguments(column);
  const head = `${wire}: Mapped[${annotation}]`;
  return given.length === 0 ? head : wrap(`${head} = mapped_column(`, given, ')', 1);
}

function relationshipLine({ spec, wire, target, names }: Column & { target: object }): string {
  const { pascal } = target as { pascal: string };
  const annotation = spec.optional ? `"${pascal} | None"` : `"${pascal}"`;
  const self = pascal === names.pascal ? ['remote_side="' + pascal + '.id"'] : [];
  return wrap(
    `${spec.name}: Mapped[${annotation}] = relationship(`,
    [`foreign_keys=[${wire}]`, ...self, 'lazy="raise"'],
    ')',
    1,
  );
}

function setLine({ spec, target, names, table, source, item }: ReferenceSet): string {
  const self =
    target.pascal === names.pascal
      ? [
          `primaryjoin=lambda: ${names.pascal}.id == ${table}.c.${source}`,
          `secondaryjoin=lambda: ${names.pascal}.id == ${table}.c.${item}`,
        ]
      : [];
  return wrap(
    `${spec.name}: Mapped[list["${target.pascal}"]] = relationship(`,
    [`secondary=${table}`, ...self, 'lazy="raise"', 'passive_deletes=True'],
    ')',
    1,
  );
}

function associationTable({ names, target, table, source, item }: ReferenceSet): string {
  const column = (name: string, to: string, more: readonly string[]) =>
    wrap(
      'Column(',
      [`"${name}"`, `ForeignKey("${to}.id", ondelete="CASCADE")`, 'primary_key=True', ...more],
      ')',
      1,
    );
  return wrap(
    `${table} = Table(`,
    [
      `"${table}"`,
      'Base.metadata',
      column(source, names.table, []),
      // The primary key only serves look-ups from this side.
      column(item, target.table, ['index=True']),
    ],
    ')',
  );
}

function enumView({ spec, enumName }: Column): EnumView {
  return { name: enumName, field: spec.name, members: enumMembers(spec.values ?? []) };
}

/** Builds the view of a resource's model. */
export function modelView({ names, columns, references, sets }: DerivedResource): ModelView {
  const choices = columns.filter(({ spec }) => spec.values !== undefined);
  const checks = choices.map(({ wire, enumName }) => `one_of("${wire}", ${enumName})`);
  const head = [
    `__tablename__ = "${names.table}"`,
    ...(checks.length > 0 ? [wrapTuple('__table_args__ = ', checks, 1)] : []),
  ];
  const columnLines = columns.map(columnLine);
  const relationships = [...references.map(relationshipLine), ...sets.map(setLine)];
  // Responses do not have the keys of a private many field.
  const seen = sets.filter(({ spec }) => !spec.private);
  const tables = sets.map(associationTable);
  const enums = choices.map(enumView);
  const related = [...references, ...sets]
    .map(({ target }) => target)
    .filter(({ pascal }) => pascal !== names.pascal)
    .map(({ snake, pascal }) => `from app.models.${snake} import ${pascal}`);
  const typing = related.length > 0 ? ['TYPE_CHECKING'] : [];
  const own = [
    'Base',
    ...typing,
    ...(enums.length > 0 ? ['enum'] : []),
    ...(seen.length > 0 ? ['UUID'] : []),
  ];
  return {
    imports: importsOf([...own, ...head, ...columnLines, ...relationships, ...tables], {
      ...KNOWN,
      ...importsOfTypes('model'),
    }),
    guarded:
      related.length === 0
        ? []
        : [
            '',
            'if TYPE_CHECKING:',
            ...imports(related)
              .split('\n')
              .map((line) => `    ${line}`),
          ],
    enums,
    tables,
    head,
    groups: [columnLines, relationships].filter((group) => group.length > 0),
    keys: seen.map(({ wire, spec, target }) => ({
      wireName: wire,
      attribute: spec.name,
      item: target.snake,
    })),
  };
}
