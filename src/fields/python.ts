import type { FieldArguments } from './modifiers.ts';

/** Validation of a client's value: `Annotated[base, Field(constraints), validators]`. */
export interface RequestType {
  readonly base: string;
  readonly constraints?: readonly string[];
  readonly validators?: readonly string[];
}

/** Statements that import names, by the name: `Decimal` by `from decimal import Decimal`. */
export type NamesOf = Readonly<Record<string, string>>;

/** Imports of names from one module. */
export const importsFrom = (module: string, ...names: readonly string[]): NamesOf =>
  Object.fromEntries(names.map((name) => [name, `from ${module} import ${name}`]));

export const WIRE = 'app.schemas.types';
export const BASE = 'app.models.base';

/**
 * The Python half of a field type. Everything it returns is Python source; user text in it is always a literal.
 *
 * In tests a value is what JSON carries, written in Python. `low` and `high` are two legal ones in that order,
 * equal when there is only one; `sample` may use `n`, a counter, and differs for each.
 */
export interface PythonType {
  /** Names that its code uses, by where: `code` in any file, `model` and `schema` in those of a resource. */
  readonly imports?: {
    readonly code?: NamesOf;
    readonly model?: NamesOf;
    readonly schema?: NamesOf;
  };
  /** The annotation of the attribute and of the response. `enumName` is the class that an enum field gets. */
  readonly annotation: (field: FieldArguments, enumName: string) => string;
  /** The annotation in responses, if it differs from the model's. */
  readonly response?: string;
  readonly request: (field: FieldArguments, enumName: string) => RequestType;
  /** What a list's query takes to compare with; the request's type with the column's bounds but without the user's. */
  readonly query: (field: FieldArguments, enumName: string) => RequestType;
  /** SQLAlchemy's type in the model; absent if the annotation implies it. */
  readonly column?: (field: FieldArguments, enumName: string) => string;
  /** SQLAlchemy's type in a migration, which must not import the application. */
  readonly migration: (field: FieldArguments) => string;
  /** A default, from its canonical text. */
  readonly value: (text: string, field: FieldArguments, enumName: string) => string;
  /** A value of an example body, from its canonical text: JSON as Python writes it. */
  readonly json: (text: string, field: FieldArguments) => string;
  readonly sample: (field: FieldArguments) => string;
  readonly low: (field: FieldArguments) => string;
  readonly high: (field: FieldArguments) => string;
  /** Whether its own name is a valid value. */
  readonly named?: true;
  /** Values that violate the field's limits. */
  readonly invalid: (field: FieldArguments) => readonly string[];
  /** What a list can do with it: `always` filters by equality, `range` also between bounds, `unique` only when unique or indexed. */
  readonly filter: 'always' | 'range' | 'unique' | 'never';
  readonly sortable: boolean;
}
