/** Makes a value when it is first asked for, and only then. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** An object with more members, which are made when they are first read: a list of five hundred reads little of each. */
export function lazily<Given extends object, Made extends object>(
  given: Given,
  makers: { readonly [Key in keyof Made]: () => Made[Key] },
): Given & Made {
  for (const key of Object.keys(makers) as (keyof Made)[]) {
    Object.defineProperty(given, key, { get: once(makers[key]), enumerable: true });
  }
  return given as Given & Made;
}
