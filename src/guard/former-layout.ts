import { readBase } from '../state/objects.ts';
import { once } from '../lazy.ts';
import type { Settled } from '../write/decide.ts';

/** What the rules read before `[tool.fastapi-architect]` in pyproject.toml. */
export const FORMER_LAYOUT = 'tests/architecture/layout.py';
const CONSTANT = /^([A-Z_]+)(?:: [^=\n]+)? = (.+(?:\n[ \])}].*)*)$/gm;
const COLLECTION = /^(?:frozenset\(|set\()?[([{]?[^]*[)\]}]$/;

const isSimple = (value: string): boolean => /^"[^"\\]*"$/.test(value);

/** A Python literal as TOML; undefined for anything but a string, a boolean, or a collection of strings. */
function asToml(value: string): string | undefined {
  if (value === 'True' || value === 'False') return value.toLowerCase();
  if (isSimple(value)) return value;
  return COLLECTION.test(value) ? `[${(value.match(/"[^"\\]*"/g) ?? []).join(', ')}]` : undefined;
}

const constantsIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(CONSTANT)].map(([, name = '', value = '']) => [name, value]));

/** The keys of the table that a user's edits of the former file set, with their values. */
function editedKeys(mine: string, base: string): readonly (readonly [string, string])[] {
  const before = constantsIn(base);
  return [...constantsIn(mine)].flatMap(([name, value]) => {
    const toml = before.get(name) === value ? undefined : asToml(value);
    return toml === undefined ? [] : [[name.toLowerCase().replaceAll('_', '-'), toml] as const];
  });
}

function withKeys(text: string, keys: readonly (readonly [string, string])[]): string {
  const [before, table = ''] = text.split(/^(?=\[tool\.fastapi-architect\])/m);
  const [own = '', ...rest] = table.split(/^(?=\[)/m);
  const changed = keys.reduce(
    (found, [key, value]) => found.replace(new RegExp(`^${key} = .*$`, 'm'), () => `${key} = ${value}`),
    own,
  );
  return [before, changed, ...rest].join('');
}

/** Whether a change leaves an edited layout to its user. */
export const leavesFormerLayout = ({ entry, verdict }: Settled): boolean =>
  entry.output === FORMER_LAYOUT && verdict === 'left';

/**
 * Carries a user's edits of `tests/architecture/layout.py`, which the rules no longer read, into pyproject.toml.
 *
 * @param changes of an upgrade
 */
export function withFormerLayout(root: string, changes: readonly Settled[]): readonly Settled[] {
  const former = changes.find(leavesFormerLayout);
  const base = former?.locked && readBase(root, former.locked.base);
  if (former?.before === undefined || base === undefined) return changes;
  const keys = editedKeys(former.before, base);
  return changes.map((change) => {
    if (change.entry.output !== 'pyproject.toml' || !['update', 'merge'].includes(change.verdict))
      return change;
    return { ...change, verdict: 'merge', after: once(() => withKeys(change.after(), keys)) };
  });
}
