import { wrap } from '../python/layout.ts';
import type { DerivedResource } from '../derived/derived.ts';
import { listOf } from '../derived/list.ts';
import { rulesView } from './rules.ts';
import type { RepositoryView } from './views.ts';

/** Loader options for the relations in a response. */
export const loadsOf = ({ names, sets }: DerivedResource): readonly string[] =>
  sets.map(({ spec }) => `selectinload(${names.pascal}.${spec.name})`);

/** Builds the view of a resource's repository: filters, sort orders, and relationships to load. */
export function repositoryView(resource: DerivedResource): RepositoryView {
  const { names } = resource;
  const { filters, sorts } = listOf(resource);
  const loads = loadsOf(resource);
  const tuple = loads.length === 1 ? [`${loads[0]},`] : loads;
  return {
    imports: loads.length > 0 ? ['from sqlalchemy.orm import selectinload'] : [],
    filters: filters.map(
      ({ name, column, operator }) => `"${name}": lambda value: ${names.pascal}.${column} ${operator} value`,
    ),
    sorts: sorts.map(({ name }) => `"${name}": ${names.pascal}.${name}`),
    loads: loads.length > 0 ? [wrap('loads = (', tuple, ')', 1)] : [],
    ...rulesView(resource),
  };
}
