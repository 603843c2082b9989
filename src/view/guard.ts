import type { Rows } from '../overlay/rows.ts';
import type { GuardView, ProjectView } from './views.ts';

/** Builds the view of what a policy row adds to a router. */
export function guardOf(policy: string, rows: Rows): GuardView {
  const row = rows.policies.find(({ name }) => name === policy);
  const errors = row?.errors ?? [];
  const dependencies = `dependencies=[Depends(${policy})]`;
  if (errors.length === 0) return { errors, imports: [], keywords: [dependencies] };
  return {
    errors,
    imports: [`from ${row?.module} import ${errors.join(', ')}`],
    keywords: [dependencies, `responses=responses(${errors.join(', ')})`],
  };
}

/** Builds the view of every policy for tests. */
export function policiesOf(rows: Rows): Pick<ProjectView, 'policies' | 'policyImports'> {
  const names = rows.policies.map(({ name }) => name);
  const guards = names.map((name) => ({ name, ...guardOf(name, rows) }));
  return {
    policies: guards.map(({ name, errors }) => ({
      name,
      errors: errors.length > 0 ? `{${errors.join(', ')}}` : 'set()',
    })),
    policyImports: [
      `from app.dependencies import ${names.join(', ')}`,
      ...new Set(guards.flatMap(({ imports }) => imports)),
    ],
  };
}
