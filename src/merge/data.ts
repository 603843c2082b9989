type Facts = ReadonlyMap<string, string>;

/** What a document says: a value a path; the elements of a list are a set. */
function factsOf(value: unknown, path = '', facts = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) for (const each of value) facts.set(`${path}[${JSON.stringify(each)}]`, 'there');
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const [key, each] of Object.entries(value)) factsOf(each, `${path}.${JSON.stringify(key)}`, facts);
  else facts.set(path, String(value));
  return facts;
}

/** What one side made of a fact is in the merged document, or what the other one did where both changed it alike. */
function keeps(base: Facts, side: Facts, merged: Facts): boolean {
  return [...new Set([...base.keys(), ...side.keys()])].every(
    (path) => side.get(path) === base.get(path) || merged.get(path) === side.get(path),
  );
}

/** Whether a merged document says what each side changed: lines that stand together may mean something else. */
export function saysBoth(
  parse: (text: string) => unknown,
  { base, mine, theirs }: { readonly base: string; readonly mine: string; readonly theirs: string },
  merged: string,
): boolean {
  try {
    const [o, a, b, m] = [base, mine, theirs, merged].map((text) => factsOf(parse(text)));
    return o === undefined || !a || !b || !m || (keeps(o, a, m) && keeps(o, b, m));
  } catch {
    // One side cannot be read, which is its user's to know.
    return true;
  }
}
