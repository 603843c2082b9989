import { WIRE, importsFrom } from '../fields/python.ts';
import { exampleOf } from '../fields/examples.ts';
import { importsOfTypes } from '../fields/type-imports.ts';
import { importsOf } from '../python/imports.ts';
import {
  annotated,
  isSet,
  type Column,
  type DerivedResource,
  type ReferenceSet,
} from '../derived/derived.ts';
import { listOf } from '../derived/list.ts';
import type { SchemaView } from './views.ts';

/** Names that a schema uses besides its types. */
const KNOWN = {
  ...importsFrom('typing', 'Annotated', 'Literal'),
  ...importsFrom('pydantic', 'Field'),
  ...importsFrom('app.schemas.base', 'ABSENT'),
  ...importsFrom(WIRE, 'Keys'),
};

/** Default maximum number of references in a many field. */
export const MOST_IN_A_SET = 100;

function setType({ spec }: ReferenceSet): string {
  const least = !spec.min ? [] : [`min_length=${spec.min}`];
  return annotated({ base: 'Keys', constraints: [...least, `max_length=${spec.max ?? MOST_IN_A_SET}`] });
}

function requestType(field: Column | ReferenceSet): string {
  return isSet(field) ? setType(field) : annotated(field.python.request(field.spec, field.enumName));
}

/** The default of a field in create requests; nothing if the field is required. */
function createDefault(field: Column | ReferenceSet): string {
  const { spec, enumName } = field;
  if (isSet(field)) return spec.min ? '' : ' = Field(default_factory=list)';
  if (spec.default !== undefined) return ` = ${field.python.value(spec.default, spec, enumName)}`;
  return spec.optional || spec.from ? ' = None' : '';
}

const orNull = (yes: boolean | undefined): string => (yes ? ' | None' : '');

function createLine(field: Column | ReferenceSet): string {
  const { spec, wire } = field;
  const nullable = spec.optional || (spec.from !== undefined && spec.default === undefined);
  return `${wire}: ${requestType(field)}${orNull(nullable)}${createDefault(field)}`;
}

function updateLine(field: Column | ReferenceSet): string {
  return `${field.wire}: ${requestType(field)}${orNull(field.spec.optional)} = ABSENT`;
}

function responseLine(field: Column | ReferenceSet): string {
  const type = isSet(field)
    ? 'list[UUID]'
    : (field.python.response ?? field.python.annotation(field.spec, field.enumName));
  return `${field.wire}: ${type}${orNull(field.spec.optional)}`;
}

/** The minimum number of different keys of a many field; an example may name rows that do not exist. */
function exampleKeys({ spec }: ReferenceSet): string {
  const keys = Array.from({ length: spec.min ?? 0 }, (_, at) => String(at + 1).padStart(12, '0'));
  return `[${keys.map((key) => `"00000000-0000-4000-8000-${key}"`).join(', ')}]`;
}

/** A realistic example: the user's, the default, one for its name or type, the field's name, or the lowest valid value. */
function exampleLine(field: Column | ReferenceSet): string {
  const { spec, wire } = field;
  if (isSet(field)) return `"${wire}": ${exampleKeys(field)}`;
  const given = spec.example ?? spec.default ?? exampleOf(spec);
  if (given !== undefined) return `"${wire}": ${field.python.json(given, spec)}`;
  const word = spec.name.replaceAll('_', '-');
  const named = field.python.named && word.length >= (spec.min ?? 0) && word.length <= (spec.max ?? 0);
  return `"${wire}": ${named ? `"${word}"` : field.python.low(spec)}`;
}

const isExemplary = (field: Column | ReferenceSet): boolean =>
  !field.spec.optional && field.spec.from === undefined;

/** The body of a class below its docstring. Without an example it needs no configuration. */
function bodyOf(fields: readonly string[], example: readonly string[]): readonly string[] {
  const config = [
    'model_config = ConfigDict(',
    '    json_schema_extra={',
    '        "examples": [',
    '            {',
    ...example.map((line) => `                ${line},`),
    '            }',
    '        ]',
    '    }',
    ')',
  ];
  const parts = [fields, example.length > 0 ? config : []].filter((lines) => lines.length > 0);
  const lines = parts.flatMap((part) => ['', part.map((line) => `    ${line}`)]);
  return lines.flat();
}

/** Builds the view of a resource's schemas: requests, responses, and list parameters. */
export function schemaView(resource: DerivedResource): SchemaView {
  const { names, all, columns } = resource;
  const sent = all.filter(({ spec }) => !spec.readonly);
  const seen = all.filter(({ spec }) => !spec.private);
  const list = listOf(resource);
  const create = sent.map(createLine);
  const update = sent.map(updateLine);
  const response = seen.map(responseLine);
  const query = list.filters.map(({ name, request }) => `${name}: ${annotated(request)} | None = None`);
  const enums = columns.filter(({ spec }) => spec.values).map(({ enumName }) => enumName);
  const always = ['dt', 'UUID', 'Literal', 'Moment'];
  const known = {
    ...KNOWN,
    ...importsOfTypes('schema'),
    ...importsFrom(`app.models.${names.snake}`, ...enums),
  };
  return {
    imports: importsOf([...always, ...create, ...update, ...response, ...query], known),
    example: seen.map(exampleLine),
    create: bodyOf(create, sent.filter(isExemplary).map(exampleLine)),
    // Offer the fields that change most often first.
    update: bodyOf(update, sent.filter(isExemplary).slice(0, 1).map(exampleLine)),
    response,
    sorts: list.sorts.flatMap(({ name }) => [`"${name}"`, `"-${name}"`]),
    query,
  };
}
