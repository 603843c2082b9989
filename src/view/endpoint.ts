import { wrap, wrapTuple } from '../python/layout.ts';
import { checkedFields, type Checked } from '../derived/checked.ts';
import type { DerivedResource } from '../derived/derived.ts';
import type { Names } from '../language/names.ts';
import { loadsOf } from './repository.ts';
import type { EndpointView } from './views.ts';

const rowsOf = ({ pascal }: Names): string => `Rows(db, ${pascal})`;
const call = (name: string, ...given: readonly string[]): string => wrap(`await ${name}(`, given, ')', 1);

function checks({ uniques, references, sets }: Checked, names: Names): readonly string[] {
  return [
    ...uniques.map(({ wire }) => call('require_free', rowsOf(names), 'values', `"${wire}"`, 'keep=keep')),
    ...references.map(({ wire, target }) => call('require_reference', rowsOf(target), 'values', `"${wire}"`)),
    ...sets.map(({ wire, spec, target }) =>
      call('replace_references', rowsOf(target), 'values', `"${wire}"`, `"${spec.name}"`),
    ),
  ];
}

function imports({ uniques, references, sets, slugs }: Checked, names: Names): readonly string[] {
  const used = [
    ...(sets.length > 0 ? ['replace_references'] : []),
    ...(uniques.length > 0 ? ['require_free'] : []),
    ...(references.length > 0 ? ['require_reference'] : []),
  ];
  const types = ['from typing import Any', 'from sqlalchemy.ext.asyncio import AsyncSession'];
  const targets = [...references, ...sets].map(({ target }) => target);
  return [
    ...(used.length > 0 ? [...types, `from app.services.checks import ${used.join(', ')}`] : []),
    ...(slugs.length > 0
      ? ['from app.services.slugs import DerivedSlug, add_with_slugs']
      : ['from app.utils.queries import insert_row']),
    ...(used.length + slugs.length > 0 ? ['from app.utils.rows import Rows'] : []),
    ...targets
      .filter(({ table }) => table !== names.table)
      .map(({ snake, pascal }) => `from app.models.${snake} import ${pascal}`),
  ];
}

function insertOf({ slugs }: Checked, { pascal, snake }: Names): string {
  const row = `${pascal}(**values)`;
  const derived = slugs.map(({ wire, spec }) => `"${wire}": DerivedSlug("${spec.from}", ${spec.max})`);
  return derived.length > 0
    ? wrap(
        `${snake} = await add_with_slugs(`,
        [`Rows(db, ${pascal}, LOADS)`, row, `{${derived.join(', ')}}`],
        ')',
        1,
      )
    : wrap(`${snake} = await insert_row(`, ['db', row, 'options=LOADS'], ')', 1);
}

/** Builds the view of endpoints that execute their own statements: checks of the values, and the insert. */
export function endpointView(resource: DerivedResource): EndpointView {
  const { names } = resource;
  const checked = checkedFields(resource);
  const loads = loadsOf(resource);
  const statements = checks(checked, names);
  const check = `check_${names.snake}`;
  const keeps = checked.uniques.length > 0;
  return {
    imports: [
      ...imports(checked, names),
      ...(loads.length > 0 ? ['from sqlalchemy.orm import selectinload'] : []),
    ],
    loads: wrapTuple('LOADS: Loads = ', loads, 0),
    checks: statements,
    checkNotes: [
      ...(keeps ? ['`keep` is the row that gets them.'] : []),
      ...(checked.sets.length > 0 ? ['Replaces the keys of sets by their rows.'] : []),
    ],
    checkParameters: [
      'db: AsyncSession',
      'values: dict[str, Any]',
      ...(keeps ? [`keep: ${names.pascal} | None = None`] : []),
    ],
    checkCreate: statements.length > 0 ? [call(check, 'db', 'values')] : [],
    checkUpdate:
      statements.length > 0 ? [call(check, 'db', 'values', ...(keeps ? [`keep=${names.snake}`] : []))] : [],
    insert: insertOf(checked, names),
  };
}
