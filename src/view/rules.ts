import { wrap, wrapTuple } from '../python/layout.ts';
import { checkedFields } from '../derived/checked.ts';
import type { DerivedResource } from '../derived/derived.ts';
import type { RepositoryView } from './views.ts';

type Pair = readonly [wire: string, value: string];

/** `name={"wire": value, …}`, or nothing without pairs. */
function mapping(name: string, pairs: readonly Pair[]): readonly string[] {
  const items = pairs.map(([wire, value]) => `"${wire}": ${value}`);
  return items.length > 0 ? [wrap(`${name}={`, items, '}', 2)] : [];
}

/** Builds the view of a repository's rules: checks, derived values and rows to load before a write. */
export function rulesView(resource: DerivedResource): Pick<RepositoryView, 'rules' | 'ruleImports'> {
  const { names, sets } = resource;
  const { uniques: checked, references: refs, slugs } = checkedFields(resource);
  const uniques = checked.map(({ wire }) => `"${wire}"`);
  const given = [
    ...(uniques.length > 0 ? [wrapTuple('uniques=', uniques, 2)] : []),
    ...mapping(
      'references',
      refs.map(({ wire, target }) => [wire, target.pascal]),
    ),
    ...mapping(
      'slugs',
      slugs.map(({ wire, spec }) => [wire, `DerivedSlug(source="${spec.from}", max_length=${spec.max})`]),
    ),
    ...mapping(
      'sets',
      sets.map(({ wire, spec, target }) => [
        wire,
        `ReferenceSet(attribute="${spec.name}", target=${target.pascal})`,
      ]),
    ),
  ];
  const targets = [...refs, ...sets].map(({ target }) => target).filter(({ table }) => table !== names.table);
  const classes = ['Rules', ...(sets.length > 0 ? ['ReferenceSet'] : [])];
  return {
    rules:
      given.length > 0
        ? [['rules = Rules(', ...given.map((each) => `        ${each},`), '    )'].join('\n')]
        : [],
    ruleImports: [
      ...(given.length > 0 ? [`from app.repositories.rules import ${classes.join(', ')}`] : []),
      ...(slugs.length > 0 ? ['from app.services.slugs import DerivedSlug'] : []),
      ...targets.map(({ snake, pascal }) => `from app.models.${snake} import ${pascal}`),
    ],
  };
}
