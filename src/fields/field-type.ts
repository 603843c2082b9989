import type { FieldArguments, ModifierName } from './modifiers.ts';
import type { PythonType } from './python.ts';
import type { Range } from './ranges.ts';

/** Families of types, for code that is shared by several types. */
export type Kind =
  | 'text'
  | 'integer'
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'moment'
  | 'choice'
  | 'document'
  | 'reference'
  | 'many';

/** The properties of one type. */
export interface FieldType {
  readonly title: string;
  readonly kind: Kind;
  readonly modifiers: readonly ModifierName[];
  /** Parses a default, example or limit to its canonical text; undefined if it is not a value of this type. */
  readonly parseValue: (text: string, field: FieldArguments) => string | undefined;
  /** Describes valid values, for error messages. */
  readonly expected: (field: FieldArguments) => string;
  /** An example in its canonical text, for help and error messages; absent if values are never typed or listed by the field. */
  readonly example?: string;
  /** Defaults of modifiers. */
  readonly defaults?: FieldArguments;
  /** Lowest and highest `max`; a text type without it has a fixed length. */
  readonly sizes?: readonly [lowest: number, highest: number];
  /** The range of the type, in units of 10^-scale. */
  readonly range?: (field: FieldArguments) => Range;
  /** Its Python code; absent for a many field, which has no column. */
  readonly python?: PythonType;
  /** Whether text may have several lines. */
  readonly multiline?: true;
}
