import { importsOfTypes } from '../fields/type-imports.ts';
import { importsOf } from '../python/imports.ts';
import type { Names } from '../language/names.ts';
import type { DerivedResource } from '../derived/derived.ts';
import { factoryOf, needed, referenceTests } from './test-references.ts';
import { subjectsOf, type Subjects } from '../derived/test-subjects.ts';
import type { TestView } from './test-views.ts';

const quoted = (fields: readonly { readonly wire: string }[]): readonly string[] =>
  fields.map(({ wire }) => `"${wire}"`);

/** Removes duplicates by table. */
const distinct = (names: readonly Names[]): readonly Names[] => [
  ...new Map(names.map((name) => [name.table, name])).values(),
];

const targets = (fields: readonly { readonly target: Names }[]): readonly Names[] =>
  fields.map(({ target }) => target);

type References = ReturnType<typeof referenceTests>;

/** The partials of the router's tests. A partial without applicable fields is omitted, not skipped at runtime. */
function routerParts(subjects: Subjects, references: References): readonly string[] {
  const parts: Readonly<Record<string, readonly unknown[]>> = {
    update: subjects.echoed,
    uniques: subjects.uniques,
    invalid: subjects.invalid,
    'not-null': subjects.notNull,
    nullable: subjects.nullable,
    readonly: subjects.settled,
    secrets: subjects.secrets,
    sorts: subjects.sorts,
    equals: subjects.equals,
    ranges: subjects.ranges,
    'unknown-references': references.unknowns,
    referring: references.referring,
    deleting: references.deleting,
    sets: references.sets,
    slugs: subjects.slugs,
  };
  return ['crud', 'list', 'statements', ...Object.keys(parts).filter((part) => parts[part]?.length)];
}

function routerImports(
  { names }: DerivedResource,
  subjects: Subjects,
  parts: readonly string[],
): readonly string[] {
  const uses = (...some: readonly string[]) => some.some((part) => parts.includes(part));
  const values = uses('update', 'uniques', 'secrets', 'slugs') ? [`make_${names.snake}_values`] : [];
  const own = [...values, `make_${names.snake}_body`, factoryOf(names)];
  const used = subjects.sets.filter(({ spec }) => !spec.private || !spec.min);
  const referred = distinct([...targets(subjects.references), ...targets(used)]);
  return [
    `from tests.factories.${names.snake} import ${own.join(', ')}`,
    'from tests.statements import Statements',
    ...(uses('referring', 'deleting', 'sets') ? ['from tests.factories.counter import Factory'] : []),
    ...referred.map((target) => `from tests.factories.${target.snake} import ${factoryOf(target)}`),
  ];
}

function serviceImports(resource: DerivedResource, subjects: Subjects, unknowns: boolean): readonly string[] {
  const collaborators = distinct([
    resource.names,
    ...targets(resource.references),
    ...targets(resource.sets),
  ]);
  return [
    ...collaborators.map(({ snake, pascal }) => `from app.repositories.${snake} import ${pascal}Repository`),
    ...(subjects.uniques.length > 0 ? ['from app.utils.exceptions import ConflictError'] : []),
    ...(unknowns ? ['from app.utils.exceptions import UnknownReferenceError'] : []),
  ];
}

/** A value of a field that a client may send, as code. */
interface Sample {
  readonly name: string;
  readonly sample: string;
}

/** The statement that returns them by name, one per line. */
function returned(samples: readonly Sample[]): readonly string[] {
  if (samples.length === 0) return ['return {}'];
  return ['return {', ...samples.map(({ name, sample }) => `    "${name}": ${sample},`), '}'];
}

/** Samples are code: names that they use outside of plain strings need imports, and `n` needs a definition. */
function factoryNeeds({ names }: DerivedResource, subjects: Subjects, samples: readonly Sample[]) {
  const code = samples.map(({ sample }) => sample.replace(/(?<!f)"[^"]*"/g, '')).join('\n');
  const numbered = /\bn\b/.test(code);
  const must = needed(subjects);
  const others = distinct([...targets(must.references), ...targets(must.sets)]);
  return {
    numbered: numbered ? ['n = next_number()'] : [],
    factoryImports: [
      ...(numbered ? ['from tests.factories.counter import next_number'] : []),
      ...importsOf(
        samples.map(({ sample }) => sample),
        importsOfTypes('code'),
      ),
      ...others
        .filter(({ table }) => table !== names.table)
        .map((target) => `from tests.factories.${target.snake} import ${factoryOf(target)}`),
    ],
  };
}

/**
 * Builds the view of a resource's tests.
 *
 * @param prefix what every address begins with
 */
export function testView(resource: DerivedResource, prefix: string): TestView {
  const subjects = subjectsOf(resource);
  const references = referenceTests(subjects, prefix);
  const parts = routerParts(subjects, references);
  const samples = subjects.sent.map(({ wire, spec, python }) => ({
    name: wire,
    sample: python.sample(spec),
  }));
  const { uniques, secrets, invalid, sorts, equals, ranges } = subjects;
  const unknowns = references.unknowns.length > 0;
  const must = needed(subjects);
  const hidden = [...secrets, ...[...must.references, ...must.sets].filter(({ spec }) => spec.private)];
  return {
    ...references,
    ...factoryNeeds(resource, subjects, samples),
    routerImports: routerImports(resource, subjects, parts),
    serviceImports: serviceImports(resource, subjects, unknowns),
    routerParts: parts,
    serviceParts: [...(uniques.length > 0 ? ['uniques'] : []), ...(unknowns ? ['references'] : [])],
    values: returned(samples),
    visible:
      hidden.length > 0
        ? `{name: body[name] for name in body.keys() - {${quoted(hidden).join(', ')}}}`
        : 'body',
    echoed: quoted(subjects.echoed),
    secrets: quoted(secrets),
    settled: quoted(subjects.settled),
    uniques: quoted(uniques),
    notNull: quoted(subjects.notNull),
    nullable: quoted(subjects.nullable),
    invalid,
    sorts,
    equals,
    ranges,
    slugs: subjects.slugs.map(({ wire, spec }) => ({ name: wire, from: spec.from ?? '' })),
  };
}
