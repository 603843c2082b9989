import { wrap } from './layout.ts';

const STANDARD_LIBRARY = new Set([
  'asyncio',
  'collections',
  'contextlib',
  'csv',
  'dataclasses',
  'datetime',
  'decimal',
  'enum',
  'functools',
  'itertools',
  'io',
  'json',
  'os',
  'pathlib',
  're',
  'secrets',
  'typing',
  'urllib',
  'uuid',
]);
const FIRST_PARTY = new Set(['app', 'tests']);

/** `from module import name`, or `import module` when there is no name. */
interface Import {
  readonly module: string;
  readonly name?: string;
}

function parse(statement: string): readonly Import[] {
  const whole = /^import (.+)$/.exec(statement)?.[1];
  if (whole) return [{ module: whole }];
  const [, module, names] = /^from (\S+) import (.+)$/.exec(statement) ?? [];
  if (!module || !names) throw new Error(`not an import: ${statement}`);
  return names.split(', ').map((name) => ({ module, name }));
}

function section(module: string): number {
  const top = module.split(/[. ]/, 1)[0]!;
  if (STANDARD_LIBRARY.has(top)) return 0;
  return FIRST_PARTY.has(top) ? 2 : 1;
}

/** isort's order of names: CONSTANTS, then Classes, then functions. */
function rank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

function alphabetically(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Case-insensitive and natural, as isort is: `Int32` comes before `Int256`. */
function naturally(a: string, b: string): number {
  if (!/\d/.test(a + b)) return alphabetically(a.toLowerCase(), b.toLowerCase());
  const parts = (text: string) => text.toLowerCase().match(/\d+|\D/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const numbers = /\d/.test(part) && /\d/.test(other);
    return numbers ? Number(part) - Number(other) : part < other ? -1 : 1;
  }
  return left.length - right.length;
}

function printFrom(module: string, names: readonly string[]): string {
  const sorted = [...new Set(names)].toSorted((a, b) => rank(a) - rank(b) || naturally(a, b));
  const oneLine = `from ${module} import ${sorted.join(', ')}`;
  if (oneLine === wrap(oneLine, [], '')) return oneLine;
  return [`from ${module} import (`, ...sorted.map((name) => `    ${name},`), ')'].join('\n');
}

function printSection(parsed: readonly Import[]): string {
  const whole = parsed.filter(({ name }) => name === undefined).map(({ module }) => module);
  const names = new Map<string, string[]>();
  for (const { module, name } of parsed) {
    if (name === undefined) continue;
    const known = names.get(module) ?? [];
    known.push(name);
    names.set(module, known);
  }
  return [
    ...[...new Set(whole)].toSorted(naturally).map((module) => `import ${module}`),
    ...[...names].toSorted(([a], [b]) => naturally(a, b)).map(([module, set]) => printFrom(module, set)),
  ].join('\n');
}

/**
 * Merges, sorts and wraps a module's imports like ruff.
 *
 * @param statements `import x` or `from x import a, b`; blocks of several lines are taken apart
 */
export function imports(...statements: readonly (string | readonly string[])[]): string {
  const lines = statements
    .flat()
    .flatMap((text) => text.split('\n'))
    .map((line) => line.trim());
  const parsed = lines.filter((line) => line !== '').flatMap(parse);
  return [0, 1, 2]
    .map((wanted) => parsed.filter(({ module }) => section(module) === wanted))
    .filter((group) => group.length > 0)
    .map(printSection)
    .join('\n\n');
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const NAME = /(?<![\w.])[A-Za-z_]\w*/g;
/** The name that a line declares, because a field may have the name of a known import. */
const DECLARED = /^\w+(?=: )/;

/**
 * Returns the imports that Python code needs, by the names that it uses outside of strings.
 *
 * @param known which statement brings which name
 */
export function importsOf(
  texts: readonly string[],
  known: Readonly<Record<string, string>>,
): readonly string[] {
  const used = new Set(
    texts.flatMap((text) => text.replace(STRING, '').replace(DECLARED, '').match(NAME) ?? []),
  );
  return Object.entries(known).flatMap(([name, statement]) => (used.has(name) ? [statement] : []));
}

const STATEMENT = /from (?:app|tests)[\w.]* import (?:\([^)#]*\)|[^\n(#]+)\n/;
const FIRST_PARTY_RUN = new RegExp(`^(?:${STATEMENT.source})+`, 'gm');

/** Sorts and wraps a module's first-party imports again, after modules have moved. */
export function sortFirstParty(text: string): string {
  return text.replace(FIRST_PARTY_RUN, (run) => {
    const statements = run.match(new RegExp(STATEMENT.source, 'g')) ?? [];
    const flat = statements.map((statement) => statement.replace(/[()]/g, '').replace(/,?\s+/g, ' ').trim());
    const commas = flat.map((line) =>
      line.replace(/(?<= import .*) (?=\w)/g, ', ').replace(/, as, /g, ' as '),
    );
    return `${printSection(commas.flatMap(parse))}\n`;
  });
}
