import { importsFrom, WIRE } from '../fields/python.ts';
import { importsOfTypes } from '../fields/type-imports.ts';
import { isFilled } from '../derived/layers.ts';
import type { FieldSpec } from '../language/field.ts';
import { importsOf } from '../python/imports.ts';
import { annotated, type DerivedResource } from '../derived/derived.ts';
import { listOf } from '../derived/list.ts';

/** What a pipeline fills in the rows of a resource. */
export interface PipelineView {
  readonly imports: readonly string[];
  /** The fields of a result. */
  readonly results: readonly string[];
  /** The fields of a request for a run: the filters of the list. */
  readonly filters: readonly string[];
  /** The attributes that the work reads. */
  readonly inputs: readonly string[];
  /** A partial: whether the model answers with the text of the only field, or with JSON. */
  readonly answer: 'text' | 'json';
  /** The first field of a result. */
  readonly first: string;
  /** The fields of a result in words. */
  readonly fields: string;
  /** A valid result, as items of a dictionary. */
  readonly samples: readonly string[];
  /** Code that turns the dictionary `MODEL_ANSWER` into the answer of a model. */
  readonly encode: string;
  /** Imports of the work, besides those of each. */
  readonly workImports: readonly string[];
  /** Imports of the tests. */
  readonly testImports: readonly string[];
}

/** Names that the schemas of a pipeline use besides their types. */
const KNOWN = {
  ...importsFrom('typing', 'Annotated'),
  ...importsFrom('pydantic', 'Field'),
  ...importsFrom(WIRE, 'Keys', 'Moment'),
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The fake provider answers a prompt with up to as many characters. */
const LONGEST_FAKE = 243;

/** Whether every text that a model may return is a valid value. */
const isAnyText = ({ type, min, max }: FieldSpec): boolean =>
  ['str', 'text'].includes(type) && Number(min ?? 0) <= 1 && Number(max ?? LONGEST_FAKE) >= LONGEST_FAKE;

/** Builds the view of what a pipeline fills in a resource: its result, the fields that the work reads, and the filters of a run. */
export function pipelineView(resource: DerivedResource): PipelineView {
  const { names, columns } = resource;
  const filled = columns.filter(({ spec }) => isFilled(spec));
  const results = filled.map(
    ({ wire, spec, python, enumName }) => `${wire}: ${annotated(python.request(spec, enumName))}`,
  );
  // The name of the ids that a run may be started for is taken.
  const filters = listOf(resource)
    .filters.filter(({ name }) => name !== 'ids')
    .map(({ name, request }) => `${name}: ${annotated(request)} | None = None`);
  const enums = columns.map(({ enumName }) => enumName).filter((name) => name !== '');
  const known = {
    ...KNOWN,
    ...importsOfTypes('schema'),
    ...importsFrom(`app.models.${names.snake}`, ...enums),
  };
  const [first] = filled;
  const isText = filled.length === 1 && first !== undefined && isAnyText(first.spec);
  return {
    imports: importsOf(['Annotated', 'Keys', 'Field', ...results, ...filters], known),
    results,
    filters,
    inputs: columns
      .filter(({ spec, target }) => !isFilled(spec) && spec.private !== true && target === undefined)
      .map(({ wire }) => wire),
    answer: isText ? 'text' : 'json',
    first: first?.wire ?? '',
    fields: listed(filled.map(({ spec }) => spec.name.replaceAll('_', ' '))),
    samples: filled.map(({ wire, spec, python }) => `"${wire}": ${python.low(spec)}`),
    encode: isText ? `MODEL_ANSWER["${first.wire}"]` : 'json.dumps(MODEL_ANSWER)',
    workImports: isText ? [] : ['import json', 'from typing import Any'],
    testImports: isText ? [] : ['import json'],
  };
}
