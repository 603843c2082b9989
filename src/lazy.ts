/** Computes a value on first use, and caches it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Adds members to an object that are computed on first read, because a list of many objects reads few members of each. */
export function lazily<Given extends object, Made extends object>(
  given: Given,
  makers: { readonly [Key in keyof Made]: () => Made[Key] },
): Given & Made {
  for (const key of Object.keys(makers) as (keyof Made)[]) {
    Object.defineProperty(given, key, { get: once(makers[key]), enumerable: true });
  }
  return given as Given & Made;
}
