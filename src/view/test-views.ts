import type { Pair } from '../derived/test-subjects.ts';

/** A reference of the resource under test, and the factory of what it refers to. */
export interface ReferenceView {
  readonly wireName: string;
  readonly factory: string;
}

export interface TestView {
  /** Imports of the factory, of the router's tests, of the service's tests, beyond what they always need. */
  readonly factoryImports: readonly string[];
  readonly routerImports: readonly string[];
  readonly serviceImports: readonly string[];
  /** The partials that make up the tests, in order. */
  readonly routerParts: readonly string[];
  readonly serviceParts: readonly string[];
  /** The statement that makes the number `n` of a body, where a sample uses it. */
  readonly numbered: readonly string[];
  /** Every field that a client may send, references apart. */
  /** The statement that returns them. */
  readonly values: readonly string[];
  /** Statements that create, over HTTP, the rows that a row must refer to. */
  readonly requires: readonly string[];
  /** Arguments of the factory that fill what a row need not refer to. */
  readonly filled: readonly string[];
  /** What of a body comes back. */
  readonly visible: string;
  /** Names of fields, as Python strings. */
  readonly echoed: readonly string[];
  readonly secrets: readonly string[];
  readonly settled: readonly string[];
  readonly uniques: readonly string[];
  readonly notNull: readonly string[];
  readonly nullable: readonly string[];
  readonly invalid: readonly { readonly name: string; readonly value: string }[];
  readonly sorts: readonly Pair[];
  readonly equals: readonly (Pair & { readonly filter: string })[];
  readonly ranges: readonly Pair[];
  readonly unknowns: readonly { readonly wireName: string; readonly unknown: string }[];
  readonly referring: readonly ReferenceView[];
  readonly deleting: readonly (ReferenceView & {
    readonly path: string;
    /** Status of deleting what it refers to, and of reading it afterwards. */
    readonly deleted: number;
    readonly left: number;
  })[];
  readonly sets: readonly (ReferenceView & { readonly least: number; readonly most: number })[];
  readonly slugs: readonly { readonly name: string; readonly from: string }[];
}
