import type { FieldArguments, ModifierName } from './modifiers.ts';
import type { PythonType } from './python.ts';
import type { Range } from './ranges.ts';

/** The families of types: what is written once for a family asks for this, not for the type. */
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

/** What the resource language knows about one type. */
export interface FieldType {
  readonly title: string;
  readonly kind: Kind;
  readonly modifiers: readonly ModifierName[];
  /** Takes a default, example or bound; returns its canonical text, or undefined when it is not a value of this type. */
  readonly parseValue: (text: string, field: FieldArguments) => string | undefined;
  /** What a value must be, for error messages. */
  readonly expected: (field: FieldArguments) => string;
  /** A value in its canonical text, for help and error messages; none where a value is never typed, or where the field lists them. */
  readonly example?: string;
  /** Used where the field says nothing. */
  readonly defaults?: FieldArguments;
  /** Lowest and highest `max`; a text type without it has a fixed length. */
  readonly sizes?: readonly [lowest: number, highest: number];
  /** What the type can hold, as whole units of 10^-scale. */
  readonly range?: (field: FieldArguments) => Range;
  /** How it is written in Python; a set of references has no column and therefore none. */
  readonly python?: PythonType;
  /** Whether text may have several lines. */
  readonly multiline?: true;
}
