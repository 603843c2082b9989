import { columnOf, associationOf, enumClassOf, filterNamesOf, wireNameOf } from './derived-names.ts';
import { formatField, type FieldSpec } from './field.ts';
import { constraintPrefix, longestIdentifier, namesOf, type NamedSpec } from './names.ts';
import { suggestion } from '../suggestion.ts';

interface FieldedSpec extends NamedSpec {
  readonly fields: readonly FieldSpec[];
}

type Rule = (resource: FieldedSpec) => string | undefined;

const rules: readonly Rule[] = [sameName, sameDerivedName, wrongSource, overlongName, doubledAssociation];

/** Returns the first inconsistency between the fields of one resource and its fix, or undefined. */
export function resourceFault(resource: FieldedSpec): string | undefined {
  for (const rule of rules) {
    const fault = rule(resource);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function sameName({ fields }: FieldedSpec): string | undefined {
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? undefined : `the field "${twice}" is given twice; keep one of them`;
}

const classNames = new WeakMap<FieldSpec, ReadonlySet<string>>();

function namesInClass(field: FieldSpec): ReadonlySet<string> {
  const names =
    classNames.get(field) ?? new Set([field.name, columnOf(field) ?? field.name, wireNameOf(field)]);
  classNames.set(field, names);
  return names;
}

/** Query parameters that every list has. */
const OWN_FILTERS: ReadonlySet<string> = new Set(
  'page size sort created_at_from created_at_to updated_at_from updated_at_to'.split(' '),
);

/** Names must be unique within a class (attributes, columns, API names), a list's parameters, and a module's enums. */
function sameDerivedName({ name, fields }: FieldedSpec): string | undefined {
  const enums = fields.filter(({ type }) => type === 'enum');
  return (
    clash(fields, namesInClass) ??
    clash(fields, filterNamesOf, OWN_FILTERS) ??
    clash(enums, (field) => [enumClassOf(name, field)].filter((word) => word !== undefined))
  );
}

function clash(
  fields: readonly FieldSpec[],
  namesOfField: (field: FieldSpec) => Iterable<string>,
  taken?: ReadonlySet<string>,
): string | undefined {
  const owners = new Map<string, FieldSpec>();
  for (const field of fields) {
    for (const name of namesOfField(field)) {
      const owner = taken?.has(name) ? 'every list endpoint' : owners.get(name);
      if (owner !== undefined) {
        const other = typeof owner === 'string' ? owner : `"${owner.name}"`;
        return `"${field.name}" and ${other} both produce the name "${name}"; rename the field "${field.name}"`;
      }
      owners.set(name, field);
    }
  }
  return undefined;
}

function wrongSource({ fields }: FieldedSpec): string | undefined {
  for (const { name, from } of fields) {
    if (from === undefined) continue;
    const source = fields.find((field) => field.name === from);
    const texts = fields
      .filter(({ type, private: hidden }) => type === 'str' && hidden !== true)
      .map((field) => field.name);
    const free = source === undefined ? from : 'title';
    const choice = texts.length === 0 ? `add a str field, e.g. ${free}:str` : suggestion(from, texts);
    if (source === undefined) return `${name} has from=${from}, but there is no field "${from}"; ${choice}`;
    if (source.type !== 'str') return `${name} has from=${from}, which is ${source.type}, not str; ${choice}`;
    if (source.private)
      return `${name} has from=${from}, which is private, but the slug would reveal it; ${choice}`;
  }
  return undefined;
}

/** Returns the names that a field's constraints are derived from; empty without constraints. */
function constraintNames(snake: string, table: string, field: FieldSpec): readonly string[] {
  if (field.type === 'many') {
    const { table: association, own, target } = associationOf(snake, field);
    return [`${association}_${own}`, `${association}_${target}`];
  }
  const isConstrained =
    field.unique ?? field.index ?? (field.from !== undefined || ['ref', 'enum'].includes(field.type));
  return isConstrained ? [`${table}_${columnOf(field)}`] : [];
}

function overlongName(resource: FieldedSpec): string | undefined {
  const { snake, table } = namesOf(resource);
  for (const field of resource.fields) {
    const names = constraintNames(snake, table, field);
    const long = names.find((name) => name.length + constraintPrefix > longestIdentifier);
    if (long !== undefined)
      return `the constraint of ${field.name} would be named after "${long}": ${long.length} characters, but the maximum for PostgreSQL is ${longestIdentifier - constraintPrefix}; shorten one of the names`;
  }
  return undefined;
}

/** The two columns of an association table must differ, also when a resource refers to itself. */
function doubledAssociation(resource: FieldedSpec): string | undefined {
  const { snake } = namesOf(resource);
  const field = resource.fields.find((each) => {
    if (each.type !== 'many') return false;
    const { own, target } = associationOf(snake, each);
    return own === target;
  });
  if (field === undefined) return undefined;
  const renamed = formatField({ ...field, name: `related_${field.name}` });
  return `"${field.name}" would give its association table the column "${snake}_id" twice; type ${renamed}`;
}
