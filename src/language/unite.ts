import type { FieldSpec } from './field.ts';
import type { ResourceSpec } from './resource.ts';

/** One resource in two branches and in their common ancestor. */
export interface Branched {
  /** Undefined if both branches added the resource, or the ancestor's spec is not available. */
  readonly base: ResourceSpec | undefined;
  readonly ours: ResourceSpec;
  readonly theirs: ResourceSpec;
}

/** Conflicting changes of the two branches. */
export interface Clash {
  /** `Note.title` for a field, `Note` for the resource itself. */
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The merged spec, and the conflicts, which are resolved in favour of our branch. */
export interface United {
  readonly spec: ResourceSpec;
  readonly clashes: readonly Clash[];
}

type Values = Readonly<Record<string, unknown>>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Merges lists: without items that either branch removed, plus items that each added. */
function unitedList(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const kept = ours.filter((each) => theirs.includes(each) || !base.includes(each));
  return [...kept, ...theirs.filter((each) => !base.includes(each) && !kept.includes(each))];
}

function inWords(key: string, value: unknown): string {
  if (value === undefined) return `no ${key}`;
  if (value === true) return key;
  return `${key} ${isList(value) ? value.join(',') : String(value)}`;
}

/** Merges values key by key: the changed value wins; if both changed it, ours. */
function unitedValues(
  what: string,
  base: Values | undefined,
  ours: Values,
  theirs: Values,
): readonly [Values, readonly Clash[]] {
  const clashes: Clash[] = [];
  const united = (key: string): unknown => {
    const [before, mine, other] = [base?.[key], ours[key], theirs[key]];
    if (isSame(mine, other) || (base && isSame(other, before))) return mine;
    if (base && isSame(mine, before)) return other;
    if (isList(mine) && isList(other)) return unitedList(isList(before) ? before : [], mine, other);
    clashes.push({ what, ours: inWords(key, mine), theirs: inWords(key, other) });
    return mine;
  };
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const entries = keys.map((key) => [key, united(key)] as const).filter(([, value]) => value !== undefined);
  return [Object.fromEntries(entries), clashes];
}

const byId = (spec: ResourceSpec | undefined): ReadonlyMap<string, FieldSpec> =>
  new Map((spec?.fields ?? []).map((field) => [field.id, field]));

/** Replaces the names of source fields (`from`) by ids, because the other branch may have renamed the source. */
function withSources({ fields, ...spec }: ResourceSpec): ResourceSpec {
  const ids = new Map(fields.map(({ name, id }) => [name, id]));
  return {
    ...spec,
    fields: fields.map((field) =>
      field.from ? { ...field, from: ids.get(field.from) ?? field.from } : field,
    ),
  };
}

function withNames({ fields, ...spec }: ResourceSpec): ResourceSpec {
  const names = new Map(fields.map(({ name, id }) => [id, name]));
  return {
    ...spec,
    fields: fields.map((field) =>
      field.from ? { ...field, from: names.get(field.from) ?? field.from } : field,
    ),
  };
}

/** Inserts the fields that only the other branch has, each after its predecessor in that branch. */
function inserted(
  fields: readonly FieldSpec[],
  theirs: readonly FieldSpec[],
  fresh: ReadonlySet<string>,
): FieldSpec[] {
  const placed = [...fields];
  for (const [at, field] of theirs.entries()) {
    if (!fresh.has(field.id)) continue;
    const earlier = theirs.slice(0, at).map(({ id }) => id);
    const after = placed.findLastIndex(({ id }) => id === earlier.at(-1));
    placed.splice(after < 0 ? placed.length : after + 1, 0, field);
  }
  return placed;
}

function unitedFields({ base, ours, theirs }: Branched): readonly [readonly FieldSpec[], readonly Clash[]] {
  const [before, mine, other] = [byId(base), byId(ours), byId(theirs)];
  const clashes: Clash[] = [];
  const what = ({ name }: FieldSpec): string => `${ours.name}.${name}`;
  const kept = ours.fields.flatMap((field): readonly FieldSpec[] => {
    const partner = other.get(field.id);
    const old = before.get(field.id);
    if (partner) {
      const [values, found] = unitedValues(
        what(old ?? field),
        old && { ...old },
        { ...field },
        { ...partner },
      );
      clashes.push(...found);
      return [values as unknown as FieldSpec];
    }
    if (old === undefined) return [field];
    if (isSame(old, field)) return [];
    clashes.push({ what: what(old), ours: 'changed', theirs: 'dropped' });
    return [field];
  });
  const fresh = theirs.fields.filter((field) => {
    const old = before.get(field.id);
    if (mine.has(field.id) || (old && isSame(old, field))) return false;
    if (old) clashes.push({ what: what(old), ours: 'dropped', theirs: 'changed' });
    // Ours wins, and ours has dropped the field.
    return old === undefined;
  });
  const fields = inserted(kept, theirs.fields, new Set(fresh.map(({ id }) => id)));
  // Two fields with one name and different types have different ids.
  const taken = fresh.flatMap((field) => {
    const rival = kept.find(({ name }) => name === field.name);
    return rival ? [{ what: what(field), ours: `type ${rival.type}`, theirs: `type ${field.type}` }] : [];
  });
  const names = new Set(kept.map(({ name }) => name));
  const unique = fields.filter((field) => kept.includes(field) || !names.has(field.name));
  return [unique, [...clashes, ...taken]];
}

/** Merges two branches' versions of a resource: fields by id, and each field key by key. */
export function uniteSpecs(branched: Branched): United {
  const { base, ours, theirs } = {
    base: branched.base && withSources(branched.base),
    ours: withSources(branched.ours),
    theirs: withSources(branched.theirs),
  };
  const [fields, inFields] = unitedFields({ base, ours, theirs });
  const head = ({ name, plural, with: asked }: ResourceSpec): Values => ({ name, plural, with: asked });
  const [values, inHead] = unitedValues(ours.name, base && head(base), head(ours), head(theirs));
  // Keep the order of keys: locks compare the text of a spec.
  const { name, plural, with: asked } = values as unknown as ResourceSpec;
  const named = { name, ...(plural === undefined ? {} : { plural }), ...(asked && { with: asked }) };
  const spec = withNames({ ...named, fields });
  return { spec, clashes: [...inHead, ...inFields] };
}
