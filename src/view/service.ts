import { wrap } from '../python/layout.ts';
import { checkedFields } from '../derived/checked.ts';
import type { Column, DerivedResource, ReferenceSet } from '../derived/derived.ts';
import type { CollaboratorView, ServiceView } from './views.ts';
import type { Names } from '../language/names.ts';

/** Causes of each domain error, in the order of their status codes. */
const ERRORS = {
  NotFoundError: 'when there is none',
  ConflictError: 'for a value that is taken',
  UnknownReferenceError: 'for a key of nothing',
} as const;

type ErrorName = keyof typeof ERRORS;

function collaborator({ snake, plural, pascal }: Names): CollaboratorView {
  return { attribute: plural, module: snake, pascal };
}

/** The statement that refuses a duplicate value, on create and (except the row's own value) on update. */
function requireFree({ wire }: Column, plural: string, keep: readonly string[]): string {
  return wrap('await require_free(', [`self._${plural}`, 'values', `"${wire}"`, ...keep], ')', 2);
}

function requireReference({ wire, target }: Column & { target: Names }): string {
  return wrap('await require_reference(', [`self._${target.plural}`, 'values', `"${wire}"`], ')', 2);
}

function loadSet({ wire, spec, target }: ReferenceSet): string {
  return wrap(
    `values["${spec.name}"] = await require_references(`,
    [`self._${target.plural}`, `values.pop("${wire}")`, `"${wire}"`],
    ')',
    2,
  );
}

/** The statement that replaces a many field if the payload has it; without a branch, because there may be several. */
function replaceSet({ wire, spec, target }: ReferenceSet): string {
  const given = [`self._${target.plural}`, 'values', `"${wire}"`, `"${spec.name}"`];
  return wrap('await replace_references(', given, ')', 2);
}

/** The statement that inserts the row, after the slugs that it derives. */
function insert(slugs: readonly Column[], { pascal, plural, snake }: Names): string {
  const derived = slugs.map(({ wire, spec }) => `"${wire}": DerivedSlug("${spec.from}", ${spec.max})`);
  const table = `self._${plural}`;
  const row = `${pascal}(**values)`;
  if (derived.length === 0) return wrap(`${snake} = await ${table}.add(`, [row], ')', 2);
  return wrap(`${snake} = await add_with_slugs(`, [table, row, `{${derived.join(', ')}}`], ')', 2);
}

const raises = (
  errors: readonly ErrorName[],
  reasons: Readonly<Record<ErrorName, string>>,
): readonly string[] => errors.map((name) => `Raises \`${name}\` ${reasons[name]}.`);

/** Builds the view of a service: checks, derived values and rows to load before a write. */
export function serviceView(resource: DerivedResource): ServiceView {
  const { names, references, sets } = resource;
  const { uniques, references: refs, sets: changing, slugs } = checkedFields(resource);
  const others = [...references, ...sets].map(({ target }) => target);
  const byTable = new Map([names, ...others].map((name) => [name.table, collaborator(name)]));
  const unknown: readonly ErrorName[] = refs.length + changing.length > 0 ? ['UnknownReferenceError'] : [];
  const conflict = (possible: boolean): readonly ErrorName[] => (possible ? ['ConflictError'] : []);
  const createErrors = [...conflict(uniques.length + slugs.length > 0), ...unknown];
  const updateErrors: readonly ErrorName[] = ['NotFoundError', ...conflict(uniques.length > 0), ...unknown];
  const check = [
    ...(changing.length > 0 ? ['replace_references'] : []),
    ...(uniques.length > 0 ? ['require_free'] : []),
    ...(refs.length > 0 ? ['require_reference'] : []),
    ...(changing.length > 0 ? ['require_references'] : []),
  ];
  return {
    imports: [
      ...(check.length > 0 ? [`from app.services.checks import ${check.join(', ')}`] : []),
      ...(slugs.length > 0 ? ['from app.services.slugs import DerivedSlug, add_with_slugs'] : []),
    ],
    repositories: [...byTable.values()].map(
      ({ module, pascal }) => `from app.repositories.${module} import ${pascal}Repository`,
    ),
    collaborators: [...byTable.values()],
    create: [
      ...uniques.map((column) => requireFree(column, names.plural, [])),
      ...refs.map(requireReference),
      ...changing.map(loadSet),
    ],
    update: [
      ...uniques.map((column) => requireFree(column, names.plural, [`keep=${names.snake}`])),
      ...refs.map(requireReference),
      ...changing.map(replaceSet),
    ],
    insert: insert(slugs, names),
    createErrors,
    updateErrors,
    createRaises: raises(createErrors, ERRORS),
    updateRaises: raises(updateErrors, ERRORS),
  };
}
